using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Configuration.Sections;

/// <summary>Forecasts that are distributions, by members, and their scores.</summary>
public sealed record ForecastEnsembleOptions : IValidatableObject
{
    /// <summary>The number of members of each ensemble.</summary>
    [Range(2, 10_000)]
    [UsualRange(10, 1000, "few members say little about tails, and the time of the energy score grows as their square")]
    public int Members { get; init; } = 50;

    /// <summary>
    /// What makes members: <c>model</c>, <c>innovations</c> or <c>dressing</c>; <c>auto</c> takes the first that fits
    /// the model.
    /// </summary>
    public EnsembleKind Kind { get; init; } = EnsembleKind.Auto;

    /// <summary>
    /// Innovations that are drawn one after the other from one training run [steps]; default: the third root of their
    /// number in a run.
    /// </summary>
    [Range(1, 1_000_000)]
    public int? Block { get; init; }

    /// <summary>
    /// Models that are trained on bootstrap samples of the training runs, over which members are spread evenly; each
    /// costs a training. 0 for the members of the model alone.
    /// </summary>
    [Range(0, 1000)]
    [UsualRange(0, 50, "each is trained, and stays in memory while test runs are evaluated")]
    public int Bags { get; init; }

    /// <summary>
    /// The most cells in a row and in a column of the coarser grid on which densities are scored: means over blocks.
    /// </summary>
    [Range(1, 1024)]
    [UsualRange(4, 64, "the time of scores grows with the number of cells, which say nearly the same")]
    public int Grid { get; init; } = 16;

    /// <summary>Stride of the scored frames, in forecast frames; the first is scored.</summary>
    [Range(1, 1_000_000)]
    public int Stride { get; init; } = 10;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Bags == 1)
        {
            yield return new ValidationResult(
                "expected 0, or 2 at least, found 1: one sample of the runs is no better than all of them",
                [nameof(Bags)]);
        }
        if (Bags > Members)
        {
            yield return new ValidationResult(
                $"expected at most one for each of {Members} members, found {Bags}", [nameof(Bags)]);
        }
    }
}
