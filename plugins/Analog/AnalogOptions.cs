using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Analog;

/// <summary>
/// Options of the method of analogues: the weighted mean of the continuations of the nearest training windows.
/// </summary>
public sealed record AnalogOptions : IValidatableObject, IOptionsWithDoubts
{
    /// <summary>
    /// Lag w: states of a window. Windows are compared by their newest state and by its change since the oldest one;
    /// with a lag of 1 there is no change.
    /// </summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(2, 200, "the change within a window tells where the state is going")]
    public int Lag { get; init; } = 5;

    /// <summary>Number k of nearest training windows whose continuations are averaged.</summary>
    [Range(1, 1000000)]
    [UsualRange(1, 200, "the mean of many continuations is nearly the mean of all")]
    public int Neighbours { get; init; } = 20;

    /// <summary>
    /// Width of the Gaussian weights exp(−½ (d/(width·d_k))²) of neighbours at distance d, relative to the distance d_k
    /// of the last of the k; a large width gives all the same weight.
    /// </summary>
    [Range(0.001, 1e6)]
    [UsualRange(0.1, 10, "narrower weights leave one neighbour, wider ones are equal")]
    public double Width { get; init; } = 0.5;

    /// <summary>
    /// Weight of the change beside the newest state, both in units of their own variation; 0 ignores it.
    /// </summary>
    [Range(0, 1e6)]
    [UsualRange(0, 10, "a large weight leaves the change alone")]
    public double ChangeWeight { get; init; } = 0.5;

    /// <summary>The part of the training runs from which windows are taken.</summary>
    public WindowPlacement Windows { get; init; } = WindowPlacement.Start;

    /// <summary>
    /// The most training windows; of more, a sample by the seed, with a share for each run and each part of it.
    /// </summary>
    [Range(1, 1000000)]
    public int MaxWindows { get; init; } = 5000;

    /// <summary>
    /// Horizon h: steps of a continuation; windows with fewer states after them are left out. Default: as long as the
    /// runs allow, the number at which windows have most states after them in total (whole runs for windows: start,
    /// half of them for anywhere).
    /// </summary>
    [Range(1, 1000000)]
    public int? Horizon { get; init; }

    /// <summary>The states of a forecast after its horizon.</summary>
    public BeyondRule Beyond { get; init; } = BeyondRule.Tail;

    /// <summary>The windows that a training takes.</summary>
    internal WindowChoice Choice => new(Lag, Horizon, Windows, MaxWindows);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Neighbours > MaxWindows)
            yield return new ValidationResult(
                $"expected at most max_windows, {MaxWindows}, found {Neighbours}; lower neighbours or raise "
                + "max_windows", [nameof(Neighbours)]);
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Doubts()
    {
        if (Choice.DoubtOf(Beyond) is { } doubt) yield return new ValidationResult(doubt, [nameof(Beyond)]);
    }
}
