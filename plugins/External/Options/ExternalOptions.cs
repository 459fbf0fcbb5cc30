using System.ComponentModel.DataAnnotations;

namespace External.Options;

/// <summary>
/// Any program as a simulator: it receives a description of the run and writes the trajectory. Running a configuration
/// with this simulator runs the programs that it names.
/// </summary>
public sealed record ExternalOptions
{
    /// <summary>The domain of all positions.</summary>
    [Required]
    public DomainOptions Domain { get; init; } = new();

    /// <summary>
    /// Time from one frame of a run to the next [time units]. The program's output is interpolated where its times
    /// differ.
    /// </summary>
    [Required]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Dt { get; init; }

    /// <summary>
    /// The command that starts the program, with its own arguments, such as [python3]. Empty where the program is an
    /// executable.
    /// </summary>
    public IReadOnlyList<string> Interpreter { get; init; } = [];

    /// <summary>Numbers that are passed to the program unchanged.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>The format of the program's output.</summary>
    public OutputFormat Output { get; init; } = OutputFormat.Npz;

    /// <summary>
    /// Whether all particles may vanish before the end of a run and not come back. If false, such a run fails, because
    /// its program may have diverged.
    /// </summary>
    public bool MayVanish { get; init; }

    /// <summary>Time after which a run is stopped and fails [seconds].</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double TimeLimit { get; init; } = 3600;
}
