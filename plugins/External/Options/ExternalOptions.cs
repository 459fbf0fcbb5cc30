using System.ComponentModel.DataAnnotations;

namespace External.Options;

/// <summary>
/// Any program as a simulator: it is handed a description of the run and writes the trajectory. Whoever runs a
/// configuration with this simulator runs the programs that it names.
/// </summary>
public sealed record ExternalOptions
{
    /// <summary>The domain that the particles are in.</summary>
    [Required]
    public DomainOptions Domain { get; init; } = new();

    /// <summary>
    /// Time from one frame of a run to the next [time units]. What the program writes is interpolated where its own times
    /// are others.
    /// </summary>
    [Required]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Dt { get; init; }

    /// <summary>
    /// What starts the program, with its own arguments: [python3], say. Empty where the program is an executable.
    /// </summary>
    public IReadOnlyList<string> Interpreter { get; init; } = [];

    /// <summary>Numbers that are handed on to the program as they are.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>What the program writes.</summary>
    public OutputFormat Output { get; init; } = OutputFormat.Npz;

    /// <summary>
    /// Whether all particles may vanish before the end of a run and not come back. Where they may not, such a run fails: its program
    /// may have diverged.
    /// </summary>
    public bool MayVanish { get; init; }

    /// <summary>After so long a run is stopped, and fails [seconds].</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double TimeLimit { get; init; } = 3600;
}
