using System.ComponentModel.DataAnnotations;

namespace RomHost.Configuration.Sections;

/// <summary>How the models' forecasts are timed.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Whether the models are timed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Steps of the trajectory that a trial of a whole forecast computes.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 100;

    /// <summary>Timed trials.</summary>
    [Range(2, 1_000_000)]
    public int Trials { get; init; } = 50;

    /// <summary>Trials before the timed ones.</summary>
    [Range(0, 1_000_000)]
    public int Warmups { get; init; } = 5;
}
