using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Configuration.Sections;

/// <summary>The runs for testing forecasts, and their replicas.</summary>
public sealed record TestOptions : EnsembleOptions, IValidatableObject
{
    /// <summary>The number of replicas where the simulator makes them and the option is not given.</summary>
    internal const int DefaultReplicas = 8;

    /// <summary>
    /// Replicas of each test run: further runs that begin in its state at time 0 and go on under other noise. Their
    /// mean is the ceiling: the best forecast from that state. Each costs what the run costs; nothing of it is written.
    /// 0 for none. Default: 8 with a simulator that makes them, and 0 with others or without a model.
    /// </summary>
    [Range(0, 1000)]
    [UsualRange(0, 100, "the error of the ceiling falls with the number of test runs, and hardly with more replicas")]
    public int? Replicas { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Replicas == 1)
        {
            yield return new ValidationResult(
                "expected 0 or at least 2 replicas, found 1: one has no variance, by which the ceiling is corrected",
                [nameof(Replicas)]);
        }
    }
}
