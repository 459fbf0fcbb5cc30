using System.ComponentModel.DataAnnotations;

namespace Kde;

/// <summary>Options of the kernel density estimate: a histogram on the grid, smoothed by a Gaussian.</summary>
public sealed record KdeOptions
{
    /// <summary>Grid cells in x.</summary>
    [Range(1, 16384)]
    public int Nx { get; init; } = 64;

    /// <summary>Grid cells in y.</summary>
    [Range(1, 16384)]
    public int Ny { get; init; } = 64;

    /// <summary>Standard deviation σ of the Gaussian [grid cells]; 0 leaves the histogram as it is.</summary>
    [Range(0, 4096)]
    public double Bandwidth { get; init; } = 5;
}
