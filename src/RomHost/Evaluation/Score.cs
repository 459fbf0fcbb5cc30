using Rom.Forecasting.Reduction;

namespace RomHost.Evaluation;

/// <summary>
/// A score of a forecast. The list of scores determines the columns of <c>test_results.csv</c>, the keys of records and
/// of <c>summary.json</c>, and the headings of tables and of the report.
/// </summary>
/// <param name="Name">The name in files.</param>
/// <param name="Title">The name in tables.</param>
/// <param name="Unit">The unit; empty for none.</param>
/// <param name="Better">The direction of better values.</param>
/// <param name="Description">The meaning, without a full stop; over the forecast frames.</param>
internal sealed record Score(string Name, string Title, string Unit, ScoreDirection Better, string Description)
{
    private const string Density = "particles per unit area";
    private const string SquaredDensity = "(particles per unit area)²";

    /// <summary>Pooled R² of the density.</summary>
    public static readonly Score R2 = new(
        "r2_reconstructed", "R²", "", ScoreDirection.Higher,
        "pooled R² of the forecast density, rolled back with the true shifts");

    /// <summary>Mean of the frames' R².</summary>
    public static readonly Score R2SnapshotMean = new(
        "r2_snapshot_mean", "R² of frames", "", ScoreDirection.Higher, "mean of the R² of each frame's density");

    /// <summary>Pooled R² of the latent states.</summary>
    public static readonly Score R2Latent = new(
        "r2_latent", "R² latent", "", ScoreDirection.Higher, "pooled R² of the latent states");

    /// <summary>Ceiling: pooled R² of the truth, projected and lifted.</summary>
    public static readonly Score R2Pod = new(
        "r2_pod", "R² of POD", "", ScoreDirection.Higher, "pooled R² of the truth seen through the POD modes");

    /// <summary>Pooled R² with the true history at every step.</summary>
    public static readonly Score R2OneStep = new(
        "r2_1step", "R² one step", "", ScoreDirection.Higher, "pooled R² with the true history at every step");

    /// <summary>RMSE of the density.</summary>
    public static readonly Score Rmse = new(
        "rmse_recon", "RMSE", Density, ScoreDirection.Lower, "root mean squared error of the density");

    /// <summary>RMSE of the latent states.</summary>
    public static readonly Score RmseLatent = new(
        "rmse_latent", "RMSE latent", "", ScoreDirection.Lower, "root mean squared error of the latent states");

    /// <summary>RMSE of the truth, projected and lifted.</summary>
    public static readonly Score RmsePod = new(
        "rmse_pod", "RMSE of POD", Density, ScoreDirection.Lower,
        "root mean squared error of the truth seen through the POD modes");

    /// <summary>Mean relative L1 error.</summary>
    public static readonly Score RelativeL1 = new(
        "rel_error_l1", "relative L1", "", ScoreDirection.Lower, "mean relative error in the L1 norm");

    /// <summary>Mean relative L2 error.</summary>
    public static readonly Score RelativeL2 = new(
        "rel_error_l2", "relative L2", "", ScoreDirection.Lower, "mean relative error in the L2 norm");

    /// <summary>Mean relative L∞ error.</summary>
    public static readonly Score RelativeLinf = new(
        "rel_error_linf", "relative L∞", "", ScoreDirection.Lower, "mean relative error in the maximum norm");

    /// <summary>Largest relative deviation of a frame's mass.</summary>
    public static readonly Score MaxMassViolation = new(
        "max_mass_violation", "mass violation", "", ScoreDirection.Lower,
        "largest relative deviation of a frame's mass");

    /// <summary>Fraction of cells that were negative before clamping.</summary>
    public static readonly Score NegativityFraction = new(
        "negativity_frac", "negative cells", "", ScoreDirection.Lower,
        "fraction of cells that were negative before clamping");

    /// <summary>Number of frames before the forecast.</summary>
    public static readonly Score ConditioningFrames = new(
        "T_conditioning", "known frames", "frames", ScoreDirection.None, "frames before the forecast");

    /// <summary>Number of forecast frames.</summary>
    public static readonly Score ForecastFrames = new(
        "T_forecast", "forecast frames", "frames", ScoreDirection.None, "frames forecast");

    /// <summary>
    /// Pooled R² in the lab frame with the last conditioning frame's shift held, or with the forecast shift:
    /// independent of the truth in the forecast period. Without shift alignment it equals <see cref="R2"/>.
    /// </summary>
    public static readonly Score R2Lab = new(
        "r2_lab", "R² lab", "", ScoreDirection.Higher,
        "pooled R² in the lab frame: nothing of the forecast period is known, not even the shift");

    /// <summary>RMSE in the lab frame, with the same shift.</summary>
    public static readonly Score RmseLab = new(
        "rmse_lab", "RMSE lab", Density, ScoreDirection.Lower, "root mean squared error in the lab frame");

    /// <summary>The part of the lab frame's mean squared error that the projection to the modes makes.</summary>
    public static readonly Score ErrorOfProjection = new(
        "mse_projection", "error of projection", SquaredDensity, ScoreDirection.Lower,
        "mean squared error of the truth seen through the POD modes");

    /// <summary>The part of the lab frame's mean squared error that the latent forecast adds.</summary>
    public static readonly Score ErrorOfLatentForecast = new(
        "mse_latent_forecast", "error of the latent forecast", SquaredDensity, ScoreDirection.Lower,
        "what forecast instead of true latent states add to that");

    /// <summary>The part of the lab frame's mean squared error that clamp and mass correction add.</summary>
    public static readonly Score ErrorOfLifting = new(
        "mse_lifting", "error of lifting", SquaredDensity, ScoreDirection.Lower,
        "what clamp and mass correction add to that; below zero where they help");

    /// <summary>The part of the lab frame's mean squared error that the unknown shift adds.</summary>
    public static readonly Score ErrorOfShift = new(
        "mse_shift", "error of the shift", SquaredDensity, ScoreDirection.Lower,
        "what the last known or forecast shifts instead of the true ones add to that: the four parts sum to rmse_lab²");

    /// <summary>The time until a frame's R² falls below 0.5.</summary>
    public static readonly Score Horizon = new(
        "horizon_r2", "horizon", "time units", ScoreDirection.Higher,
        "how long the R² of each frame stays at 0.5 or above, from the last known frame");

    /// <summary>The time until a frame is forecast no better than by climatology.</summary>
    public static readonly Score ClimatologyHorizon = new(
        "horizon_climatology", "horizon above climatology", "time units", ScoreDirection.Higher,
        "how long each frame is forecast better than by climatology, from the last known frame");

    /// <summary>Pooled R² in the lab frame with the last known shift, beside one that is forecast.</summary>
    public static readonly Score R2LabHeld = new(
        "r2_lab_held", "R² lab, shift held", "", ScoreDirection.Higher,
        "pooled R² in the lab frame with the last known shift in place of the forecast one");

    /// <summary>The time until a frame's R² in the lab frame falls below 0.5.</summary>
    public static readonly Score LabHorizon = new(
        "horizon_lab", "horizon in the lab frame", "time units", ScoreDirection.Higher,
        "how long the R² of each frame in the lab frame stays at 0.5 or above, from the last known frame");

    /// <summary>Mean distance between the forecast and the true place.</summary>
    public static readonly Score PositionError = new(
        "position_error", "error of place", "length units", ScoreDirection.Lower,
        "mean distance between the forecast and the true shift, the shorter way round the domain");

    /// <summary>The scores of forecasts whose shift is held or forecast (<c>reduction.shift_forecast</c>).</summary>
    public static IReadOnlyList<Score> OfForecastShift { get; } = [R2LabHeld, LabHorizon, PositionError];

    /// <summary>The parts of the mean squared error in the lab frame: of the shape, and of the place.</summary>
    private static Score[] LabErrorParts { get; } =
        [ErrorOfProjection, ErrorOfLatentForecast, ErrorOfLifting, ErrorOfShift];

    /// <summary>The scores of every forecast, in the order of the columns.</summary>
    public static IReadOnlyList<Score> All { get; } =
    [
        R2, R2SnapshotMean, R2Latent, R2Pod, R2OneStep, Rmse, RmseLatent, RmsePod, RelativeL1, RelativeL2, RelativeLinf,
        MaxMassViolation, NegativityFraction, ConditioningFrames, ForecastFrames, R2Lab, RmseLab,
        ErrorOfProjection, ErrorOfLatentForecast, ErrorOfLifting, ErrorOfShift, Horizon, ClimatologyHorizon,
    ];

    /// <summary>The scores that the tables of models show.</summary>
    public static IReadOnlyList<Score> Shown { get; } = [R2, R2Pod, R2OneStep, R2Lab];

    /// <summary>Returns the scores that tables of these models show.</summary>
    /// <param name="models">The scores of each model.</param>
    public static IReadOnlyList<Score> ShownOf(IEnumerable<ForecastScores> models)
    {
        ForecastScores[] all = [.. models];
        Score[] ofShift = [.. OfForecastShift.Where(score => all.Any(one => double.IsFinite(one[score])))];
        return ofShift.Length == 0 ? Shown : [.. Shown, .. ofShift, .. LabErrorParts];
    }

    /// <summary>All scores, also those that experiments have only where shifts are held or forecast.</summary>
    public static IReadOnlyList<Score> Known { get; } = [.. All, .. OfForecastShift];

    /// <summary>Returns the scores of an experiment, in the order of the columns.</summary>
    /// <param name="shifts">What its forecasts do with shifts.</param>
    public static IReadOnlyList<Score> Of(ShiftForecast shifts) =>
        shifts == ShiftForecast.None ? All : Known;
}
