using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Direct;

/// <summary>
/// Options of the direct multi-step model: a linear map from a window to the next h states at once, by ridge
/// regression.
/// </summary>
public sealed record DirectOptions : IOptionsWithDoubts
{
    /// <summary>Lag w: states of a window.</summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(1, 200, "each state has a coefficient for every coordinate of every step")]
    public int Lag { get; init; } = 5;

    /// <summary>
    /// Ridge penalty on the coefficients of the newest state, relative to the sum of squares of one of its coordinates
    /// on average: about the variance of noise over that of what can be forecast, times coefficients over windows.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 100, "a large penalty leaves the mean of all continuations")]
    public double StatePenalty { get; init; } = 0.1;

    /// <summary>
    /// Ridge penalty on the coefficients of the older states' differences from the newest, relative to the sum of
    /// squares of one of their coordinates on average. Differences are smaller than states, and noisier.
    /// </summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1000, "a large penalty leaves the newest state alone")]
    public double ChangePenalty { get; init; } = 10;

    /// <summary>The part of the training runs from which windows are taken.</summary>
    public WindowPlacement Windows { get; init; } = WindowPlacement.Start;

    /// <summary>
    /// The most training windows; of more, a sample by the seed, with a share for each run and each part of it. More
    /// windows of the same runs tell little new about so few coefficients.
    /// </summary>
    [Range(1, 1000000)]
    public int MaxWindows { get; init; } = 2000;

    /// <summary>
    /// Horizon h: states that are forecast at once; windows with fewer states after them are left out. Default: as long
    /// as the runs allow, the number at which windows have most states after them in total (whole runs for windows:
    /// start, half of them for anywhere).
    /// </summary>
    [Range(1, 1000000)]
    public int? Horizon { get; init; }

    /// <summary>The states of a forecast after its horizon.</summary>
    public BeyondRule Beyond { get; init; } = BeyondRule.Tail;

    /// <summary>The windows that a training takes.</summary>
    internal WindowChoice Choice => new(Lag, Horizon, Windows, MaxWindows);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Doubts()
    {
        if (Choice.DoubtOf(Beyond) is { } doubt) yield return new ValidationResult(doubt, [nameof(Beyond)]);
    }
}
