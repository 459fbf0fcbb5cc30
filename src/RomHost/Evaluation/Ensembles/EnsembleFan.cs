namespace RomHost.Evaluation.Ensembles;

/// <summary>The truth of one number over time, and the intervals that an ensemble forecasts for it.</summary>
/// <param name="Name">Its name: one of the constants here, or that of a cell.</param>
/// <param name="IsCalibrated">Whether the intervals are calibrated.</param>
/// <param name="Values">
/// For each frame the values of <see cref="Columns"/> [F, columns]; ends of intervals are NaN where the calibration
/// leaves nothing, and infinite where it has too few runs.
/// </param>
internal sealed record EnsembleFan(string Name, bool IsCalibrated, double[] Values)
{
    /// <summary>How far the swarm has moved along x since the last known frame [length units].</summary>
    public const string DisplacementX = "displacement_x";

    /// <summary>How far the swarm has moved along y since the last known frame [length units].</summary>
    public const string DisplacementY = "displacement_y";

    /// <summary>The variance of the density over the cells of the coarse grid.</summary>
    public const string DensityVariance = "density_variance";

    /// <summary>The largest density of a cell of the coarse grid.</summary>
    public const string LargestDensity = "largest_density";

    /// <summary>The beginning of the names of cells.</summary>
    public const string Cell = "cell_";

    /// <summary>The names of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["truth", "median", "low_50", "high_50", "low_90", "high_90"];
}
