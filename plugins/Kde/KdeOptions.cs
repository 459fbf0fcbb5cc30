using System.ComponentModel.DataAnnotations;

namespace Kde;

/// <summary>
/// Kernel density estimate on a grid: particles are counted in cells, and the counts smoothed by a Gaussian.
/// </summary>
public sealed record KdeOptions
{
    /// <summary>Grid cells in x (columns).</summary>
    [Range(1, 16384)]
    public int Nx { get; init; } = 64;

    /// <summary>Grid cells in y (rows).</summary>
    [Range(1, 16384)]
    public int Ny { get; init; } = 64;

    /// <summary>
    /// Standard deviation of the Gaussian [grid cells], in both directions. 0 leaves the counts unsmoothed.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double Bandwidth { get; init; } = 5;
}
