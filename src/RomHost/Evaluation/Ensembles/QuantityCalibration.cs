using Rom.Numerics.Ensembles;
using Rom.Numerics.Statistics;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// What is added to both ends of the intervals of one quantity, or to the upper one where nothing can lie below, so
/// that they cover what they say: the conformal quantile of the excesses of calibration runs, for each frame and
/// component by itself, and over whole paths. Immutable.
/// </summary>
/// <remarks>
/// Infinite where runs are too few for the level, and after their last frame. Nothing but the runs is used, which are
/// exchangeable with test runs of the same mix of initial conditions.
/// </remarks>
internal sealed class QuantityCalibration
{
    private readonly int dimension;
    private readonly double least; // of the quantity
    private readonly double[] half; // [frames, d]
    private readonly double[] most;
    private readonly double[] path; // [d], in units of half of each width

    private QuantityCalibration(int dimension, double least, double[] half, double[] most, double[] path) =>
        (this.dimension, this.least, this.half, this.most, this.path) = (dimension, least, half, most, path);

    /// <summary>Calibrates a quantity.</summary>
    /// <param name="runs">The excesses of each run; null for a run whose ensemble failed.</param>
    /// <returns>The calibration; null where no run has the quantity.</returns>
    public static QuantityCalibration? Of(IReadOnlyList<IntervalExcess?> runs)
    {
        if (runs.OfType<IntervalExcess>().FirstOrDefault() is not { } first) return null;
        int d = first.Dimension, frames = runs.OfType<IntervalExcess>().Max(run => run.Half.Length / d);
        var excesses = new double[runs.Count];
        double Quantile(Func<IntervalExcess, float[]> values, int at, double alpha)
        {
            for (int i = 0; i < excesses.Length; i++)
            {
                excesses[i] = runs[i] is { } run && run.Dimension == d && at < values(run).Length
                    ? values(run)[at]
                    : double.PositiveInfinity;
            }
            return ConformalQuantile.Of(excesses, alpha);
        }
        var (half, most, path) = (new double[frames * d], new double[frames * d], new double[d]);
        for (int at = 0; at < half.Length; at++)
            (half[at], most[at]) = (Quantile(run => run.Half, at, 0.5), Quantile(run => run.Most, at, 0.1));
        for (int i = 0; i < d; i++) path[i] = Quantile(run => run.Path, i, 0.1);
        return new QuantityCalibration(d, Quantity.LeastOf(first.Name), half, most, path);
    }

    /// <summary>Widens or narrows an interval of 50 %.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="frame">The scored frame, from 0.</param>
    /// <param name="component">The cell or coordinate.</param>
    /// <returns>The interval; null where nothing is left of it.</returns>
    public PredictionInterval? Half(PredictionInterval interval, int frame, int component) =>
        Moved(interval, At(half, frame, component));

    /// <summary>Widens or narrows an interval of 90 %.</summary>
    /// <inheritdoc cref="Half"/>
    public PredictionInterval? Most(PredictionInterval interval, int frame, int component) =>
        Moved(interval, At(most, frame, component));

    /// <summary>Widens or narrows an interval of 90 %, so that whole paths lie within.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="frame">The scored frame, from 0.</param>
    /// <param name="component">The cell or coordinate.</param>
    /// <returns>The interval; null where nothing is left of it.</returns>
    public PredictionInterval? Path(PredictionInterval interval, int frame, int component) => Moved(
        interval,
        double.IsInfinity(At(most, frame, component)) ? double.PositiveInfinity
        : path[component] == 0 || interval.Width == 0 && double.IsFinite(path[component]) ? 0
        : path[component] * 0.5 * interval.Width);

    private double At(double[] values, int frame, int component) =>
        (long)frame * dimension + component is var at && at < values.Length ? values[at] : double.PositiveInfinity;

    // A lower end at the least possible value stays there, and one below it is raised to it, as the excesses have it.
    private PredictionInterval? Moved(PredictionInterval interval, double by) =>
        (interval.Low > least ? Math.Max(least, interval.Low - by) : least) is var low
            && interval.High + by is var high && low <= high
            ? new PredictionInterval(low, high, interval.Coverage)
            : null;
}
