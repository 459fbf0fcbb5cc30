namespace RomHost.Evaluation;

/// <summary>The scores of one model on one test run, over the forecast frames; NaN where a score is not defined.</summary>
/// <param name="R2Reconstructed">Pooled R² of the density.</param>
/// <param name="R2SnapshotMean">Mean of the snapshots' R².</param>
/// <param name="R2Latent">Pooled R² of the latent states.</param>
/// <param name="R2Pod">Ceiling: pooled R² of the truth, projected and lifted.</param>
/// <param name="R21Step">Pooled R² with the true history at every step.</param>
/// <param name="RmseRecon">RMSE of the density.</param>
/// <param name="RmseLatent">RMSE of the latent states.</param>
/// <param name="RmsePod">RMSE of the truth, projected and lifted.</param>
/// <param name="RelErrorL1">Mean relative L1 error.</param>
/// <param name="RelErrorL2">Mean relative L2 error.</param>
/// <param name="RelErrorLinf">Mean relative L∞ error.</param>
/// <param name="MaxMassViolation">Largest relative deviation of a frame's mass.</param>
/// <param name="NegativityFrac">Fraction of cells that were negative before clamping.</param>
/// <param name="TConditioning">Frames before the forecast.</param>
/// <param name="TForecast">Frames forecast.</param>
/// <param name="R2Lab">
/// Pooled R² in the lab frame with the last conditioning frame's shift held: nothing of the forecast period enters.
/// Without shift alignment it equals <paramref name="R2Reconstructed"/>.
/// </param>
internal sealed record ForecastScores(
    double R2Reconstructed,
    double R2SnapshotMean,
    double R2Latent,
    double R2Pod,
    double R21Step,
    double RmseRecon,
    double RmseLatent,
    double RmsePod,
    double RelErrorL1,
    double RelErrorL2,
    double RelErrorLinf,
    double MaxMassViolation,
    double NegativityFrac,
    int TConditioning,
    int TForecast,
    double R2Lab)
{
    /// <summary>The scores of a forecast that there is none of.</summary>
    /// <param name="conditioning">Frames before it.</param>
    /// <param name="forecast">Frames that it would have had.</param>
    public static ForecastScores None(int conditioning, int forecast) => new(
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN,
        double.NaN, conditioning, forecast, double.NaN);

    /// <summary>The scores by the names of the columns of <c>test_results.csv</c>, in their order.</summary>
    public IReadOnlyList<(string Name, double Value)> Columns =>
    [
        ("r2_reconstructed", R2Reconstructed), ("r2_snapshot_mean", R2SnapshotMean), ("r2_latent", R2Latent), ("r2_pod", R2Pod),
        ("r2_1step", R21Step), ("rmse_recon", RmseRecon), ("rmse_latent", RmseLatent), ("rmse_pod", RmsePod),
        ("rel_error_l1", RelErrorL1), ("rel_error_l2", RelErrorL2), ("rel_error_linf", RelErrorLinf),
        ("max_mass_violation", MaxMassViolation), ("negativity_frac", NegativityFrac),
        ("T_conditioning", TConditioning), ("T_forecast", TForecast), ("r2_lab", R2Lab),
    ];
}
