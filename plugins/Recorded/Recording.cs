using Rom.Numerics.Statistics;

namespace Recorded;

/// <summary>
/// A recording in the units and on the domain of the experiment: frames at increasing times, each with the particles
/// present in it. Immutable: takes ownership of the arrays.
/// </summary>
internal sealed class Recording
{
    private double? medianStep;

    /// <summary>Creates a recording.</summary>
    /// <param name="times">Times of the file [T], strictly increasing.</param>
    /// <param name="offsets">The first sample of each frame, and their number after the last one [T + 1].</param>
    /// <param name="ids">The particle of each sample [S], ascending within a frame; null where unknown.</param>
    /// <param name="positions">x, y of each sample, frame after frame [2S].</param>
    /// <param name="velocities">Velocities in the same layout; null where the file has none.</param>
    public Recording(double[] times, int[] offsets, int[]? ids, double[] positions, double[]? velocities) =>
        (Times, Offsets, Ids, Positions, Velocities) = (times, offsets, ids, positions, velocities);

    /// <summary>Times of the file [T], by which parts are chosen and messages name frames.</summary>
    public double[] Times { get; }

    /// <summary>
    /// Times since the first frame [T], strictly increasing. The first time is subtracted before the multiplication
    /// with a unit, because times may count from a distant origin: seconds since 1970 have no microseconds in a double.
    /// </summary>
    public double[] Elapsed { get => field ??= [.. Times.Select(time => time - Times[0])]; init; }

    /// <summary>The precision of the times.</summary>
    public FrameClock Clock { get; init; } = FrameClock.Exact;

    /// <summary>The first sample of each frame, and their number after the last one [T + 1].</summary>
    public int[] Offsets { get; }

    /// <summary>The particle of each sample [S], ascending within a frame; null where unknown.</summary>
    public int[]? Ids { get; }

    /// <summary>x, y of each sample [2S].</summary>
    public double[] Positions { get; }

    /// <summary>Velocities of each sample [2S]; null where unknown.</summary>
    public double[]? Velocities { get; }

    /// <summary>Doubts about the reading of the file.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Number of frames T.</summary>
    public int FrameCount => Times.Length;

    /// <summary>The median of the times from one frame to the next, the lower one of two; 0 for one frame.</summary>
    public double MedianStep => medianStep ??= MiddleStep();

    /// <summary>Returns the frames of a half-open span of time, from ≤ t &lt; to.</summary>
    /// <param name="from">The beginning [time units]; null for none.</param>
    /// <param name="to">The end [time units]; null for none.</param>
    /// <exception cref="InvalidDataException">The span holds no frame.</exception>
    public Recording Between(double? from, double? to)
    {
        int first = from is { } start ? FirstFrameAt(start) : 0;
        int end = to is { } stop ? FirstFrameAt(stop) : FrameCount;
        if (first >= end)
        {
            string wanted = to is { } before
                ? FormattableString.Invariant($"{from ?? Times[0]:R} to before {before:R}")
                : FormattableString.Invariant($"{from:R} to the end");
            string found = FrameCount == 1
                ? FormattableString.Invariant($"the recording's only frame is at {Times[0]:R}")
                : FormattableString.Invariant(
                    $"the recording's {FrameCount} frames go from {Times[0]:R} to {Times[^1]:R}");
            throw new InvalidDataException($"expected frames from {wanted}, found none: {found}; change from or to");
        }
        if (first == 0 && end == FrameCount) return this;
        var (a, b) = (Offsets[first], Offsets[end]);
        return new Recording(
            Times[first..end],
            Array.ConvertAll(Offsets[first..(end + 1)], offset => offset - a),
            Ids?[a..b],
            Positions[(2 * a)..(2 * b)],
            Velocities?[(2 * a)..(2 * b)])
        {
            Elapsed = Array.ConvertAll(Elapsed[first..end], time => time - Elapsed[first]),
            Clock = Clock,
            Doubts = Doubts,
        };
    }

    /// <summary>Returns a copy with other velocities.</summary>
    /// <param name="velocities">Velocities of each sample [2S].</param>
    public Recording With(double[]? velocities) => new(Times, Offsets, Ids, Positions, velocities)
    {
        Elapsed = Elapsed,
        Clock = Clock,
        Doubts = Doubts,
    };

    /// <summary>Returns a copy without identities.</summary>
    public Recording WithoutIds() => new(Times, Offsets, null, Positions, Velocities)
    {
        Elapsed = Elapsed,
        Clock = Clock,
        Doubts = Doubts,
    };

    private double MiddleStep()
    {
        if (FrameCount < 2) return 0;
        var steps = new double[FrameCount - 1];
        for (int t = 0; t < steps.Length; t++) steps[t] = Elapsed[t + 1] - Elapsed[t];
        Array.Sort(steps);
        return Median.LowerOfSorted(steps);
    }

    private int FirstFrameAt(double time)
    {
        int index = Array.BinarySearch(Times, time);
        return index >= 0 ? index : ~index;
    }
}
