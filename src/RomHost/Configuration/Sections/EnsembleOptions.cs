using System.ComponentModel.DataAnnotations;

namespace RomHost.Configuration.Sections;

/// <summary>A set of independent runs.</summary>
public record EnsembleOptions
{
    /// <summary>Simulated time of each run, from the initial state at time 0 [time units].</summary>
    [Required]
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Duration { get; init; }

    /// <summary>The initial conditions of the runs.</summary>
    [Required]
    [MinLength(1)]
    public IReadOnlyList<InitialConditionOptions> InitialConditions { get; init; } = [];
}
