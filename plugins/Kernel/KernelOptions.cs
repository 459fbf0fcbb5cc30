using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Kernel;

/// <summary>
/// Options of kernel ridge regression: a smooth map from a window to the next h states at once, with a Gaussian kernel.
/// </summary>
public sealed record KernelOptions : IOptionsWithDoubts
{
    /// <summary>
    /// Lag w: states of a window. Windows are compared by their newest state and by its change since the oldest one;
    /// with a lag of 1 there is no change.
    /// </summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(2, 200, "the change within a window tells where the state is going")]
    public int Lag { get; init; } = 5;

    /// <summary>
    /// Width ℓ of the Gaussian exp(−½ (d/ℓ)²), relative to the median distance between training windows.
    /// </summary>
    [Range(0.001, 1000)]
    [UsualRange(0.1, 10, "a narrow kernel forecasts the mean between training windows, a wide one is linear")]
    public double Width { get; init; } = 1;

    /// <summary>Ridge penalty: the variance of noise over that of what can be forecast, about.</summary>
    [Range(0, double.MaxValue)]
    [UsualRange(1e-6, 100, "a small penalty fits noise, a large one leaves the mean of all continuations")]
    public double Penalty { get; init; } = 1;

    /// <summary>
    /// Weight of the change beside the newest state, both in units of their own variation; 0 ignores it.
    /// </summary>
    [Range(0, 1e6)]
    [UsualRange(0, 10, "a large weight leaves the change alone")]
    public double ChangeWeight { get; init; } = 0.5;

    /// <summary>The part of the training runs from which windows are taken.</summary>
    public WindowPlacement Windows { get; init; } = WindowPlacement.Start;

    /// <summary>
    /// The most training windows; of more, a sample by the seed, with a share for each run and each part of it. The
    /// time of a training grows with its cube, memory with its square.
    /// </summary>
    [Range(1, 40000)]
    [UsualRange(1, 10000, "a training solves a system with as many unknowns")]
    public int MaxWindows { get; init; } = 5000;

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
