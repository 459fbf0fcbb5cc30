using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Tests.Configuration.Fakes;

/// <summary>A smoothed histogram.</summary>
public sealed record FakeDensityOptions
{
    /// <summary>Cells in x.</summary>
    [GridSize]
    [Range(1, 100_000)]
    public int Nx { get; init; } = 64;

    /// <summary>Cells in y.</summary>
    [GridSize]
    [Range(1, 100_000)]
    public int Ny { get; init; } = 64;

    /// <summary>Width of the filter [cells].</summary>
    [Range(0.0, 1000.0)]
    public double Bandwidth { get; init; } = 5;
}
