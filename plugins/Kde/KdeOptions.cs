using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Kernel density estimate on a grid: particles are counted in cells, and the counts smoothed by a Gaussian.
/// </summary>
public sealed record KdeOptions : IOptionsWithDoubts
{
    /// <summary>Grid cells in x (columns).</summary>
    [GridSize]
    [Range(1, 16384)]
    [UsualRange(4, 4096, "a few cells are no field, and thousands on a side are slow")]
    public int Nx { get; init; } = 64;

    /// <summary>Grid cells in y (rows).</summary>
    [GridSize]
    [Range(1, 16384)]
    [UsualRange(4, 4096, "a few cells are no field, and thousands on a side are slow")]
    public int Ny { get; init; } = 64;

    /// <summary>
    /// Standard deviation of the Gaussian [grid cells], in both directions. 0 leaves the counts unsmoothed.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double Bandwidth { get; init; } = 5;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Doubts()
    {
        // A Gaussian as wide as that has more than a third of its mass beyond the grid: the rest is nearly uniform.
        double widest = Math.Min(Nx, Ny) / 2.0;
        if (Bandwidth <= widest) yield break;
        FormattableString doubt =
            $"{Bandwidth:G6} cells are unusual on a grid of {Nx} × {Ny}, bandwidths are at most {widest:G6} as a rule";
        yield return new ValidationResult(
            doubt.ToString(CultureInfo.InvariantCulture)
            + ": wider than half the grid, every density is nearly uniform; it is in cells, not in length units",
            [nameof(Bandwidth)]);
    }
}
