using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace Blend;

/// <summary>Options of the convex combination of other models ŷ(h) = Σ_m w_m(h) ŷ_m(h), h the lead.</summary>
public sealed record BlendOptions
{
    /// <summary>
    /// Names of the combined models, each of which stands before this one in the list of models. Default: all of these.
    /// </summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>
    /// Number of folds: members are trained without the runs of each fold, and weights are fitted to their forecasts of
    /// these.
    /// </summary>
    [Range(2, 100)]
    [UsualRange(2, 20, "each fold trains every member once more")]
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Whether the mean state of the last quarter of the training runs is a member too: where members know nothing of a
    /// late state, the blend tends to it.
    /// </summary>
    public bool Climatology { get; init; } = true;

    /// <summary>
    /// Pull of the weights towards equal ones, as a share of the best member's squared error. With 0 only forecasts
    /// count.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 10, "the forecasts hardly count")]
    public double Shrinkage { get; init; } = 0.01;
}
