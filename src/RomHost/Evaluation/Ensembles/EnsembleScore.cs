namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// The scores of a forecast that is a distribution, for each quantity that is scored. They determine columns and keys
/// of files.
/// </summary>
internal static class EnsembleScore
{
    private const string Quantity = "unit of the quantity";

    /// <summary>Fair CRPS.</summary>
    public static readonly Score Crps = new(
        "crps", "CRPS", Quantity, ScoreDirection.Lower, "fair CRPS, the mean over cells or coordinates");

    /// <summary>Fair energy score.</summary>
    public static readonly Score Energy = new(
        "energy_score", "energy score", Quantity, ScoreDirection.Lower,
        "fair energy score of all cells or coordinates together");

    /// <summary>Variogram score of neighbours.</summary>
    public static readonly Score Variogram = new(
        "variogram_score", "variogram score", Quantity, ScoreDirection.Lower,
        "variogram score of order 0.5, the mean over pairs of cells at most 3 apart");

    /// <summary>The square of the spread.</summary>
    public static readonly Score Variance = new(
        "variance", "spread²", "(unit of the quantity)²", ScoreDirection.None, "unbiased variance of the members");

    /// <summary>The square of the skill that spread is compared with.</summary>
    public static readonly Score SquaredError = new(
        "squared_error", "error²", "(unit of the quantity)²", ScoreDirection.Lower,
        "squared error of the members' mean, without the part that their number adds");

    /// <summary>Coverage of intervals of 50 %.</summary>
    public static readonly Score Coverage50 = Coverage(50);

    /// <summary>Width of intervals of 50 %.</summary>
    public static readonly Score Width50 = Width(50);

    /// <summary>Score of intervals of 50 %.</summary>
    public static readonly Score Interval50 = Interval(50);

    /// <summary>Coverage of intervals of 90 %.</summary>
    public static readonly Score Coverage90 = Coverage(90);

    /// <summary>Width of intervals of 90 %.</summary>
    public static readonly Score Width90 = Width(90);

    /// <summary>Score of intervals of 90 %.</summary>
    public static readonly Score Interval90 = Interval(90);

    /// <summary>Coverage of calibrated intervals of 50 %.</summary>
    public static readonly Score CalibratedCoverage50 = Calibrated(Coverage50);

    /// <summary>Width of calibrated intervals of 50 %.</summary>
    public static readonly Score CalibratedWidth50 = Calibrated(Width50);

    /// <summary>Coverage of calibrated intervals of 90 %.</summary>
    public static readonly Score CalibratedCoverage90 = Calibrated(Coverage90);

    /// <summary>Width of calibrated intervals of 90 %.</summary>
    public static readonly Score CalibratedWidth90 = Calibrated(Width90);

    /// <summary>Coverage of whole paths by intervals of 90 %.</summary>
    public static readonly Score PathCoverage90 = new(
        "path_coverage_90", "paths within 90 %", "", ScoreDirection.None,
        "share of cells or coordinates that lie within intervals of 90 % in every frame");

    /// <summary>Coverage of whole paths by intervals that are calibrated for them.</summary>
    public static readonly Score CalibratedPathCoverage90 = Calibrated(PathCoverage90);

    /// <summary>Width of intervals that are calibrated for whole paths.</summary>
    public static readonly Score CalibratedPathWidth90 = new(
        "path_width_90_calibrated", "width of 90 % of paths, calibrated", Quantity, ScoreDirection.None,
        "mean width of intervals of 90 % that are calibrated for whole paths");

    /// <summary>The scores of whole forecasts, which frames have none of.</summary>
    public static IReadOnlyList<Score> OfPaths { get; } =
        [PathCoverage90, CalibratedPathCoverage90, CalibratedPathWidth90];

    /// <summary>All scores, in the order of columns.</summary>
    public static IReadOnlyList<Score> All { get; } =
    [
        Crps, Energy, Variogram, Variance, SquaredError, Coverage50, Width50, Interval50, Coverage90, Width90,
        Interval90, CalibratedCoverage50, CalibratedWidth50, CalibratedCoverage90, CalibratedWidth90,
        .. OfPaths,
    ];

    private static Score Calibrated(Score score) => score with
    {
        Name = score.Name + "_calibrated",
        Title = score.Title + ", calibrated",
        Description = score.Description + ", after calibration",
    };

    private static Score Coverage(int percent) => new(
        $"coverage_{percent}", $"coverage of {percent} %", "", ScoreDirection.None,
        $"share of truths within intervals of {percent} %");

    private static Score Width(int percent) => new(
        $"width_{percent}", $"width of {percent} %", Quantity, ScoreDirection.None,
        $"mean width of intervals of {percent} %");

    private static Score Interval(int percent) => new(
        $"interval_score_{percent}", $"interval score of {percent} %", Quantity, ScoreDirection.Lower,
        $"mean score of intervals of {percent} %");
}
