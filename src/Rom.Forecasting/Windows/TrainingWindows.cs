using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Rom.Forecasting.Windows;

/// <summary>Finds the training window that is nearest to another, among those of one length. Thread-safe.</summary>
/// <remarks>
/// A window cannot be nearer than its predecessor by more than the distance between the two, so that most windows of
/// runs that move little in a frame are left out unseen. The result is that of a search through all of them.
/// </remarks>
internal sealed class TrainingWindows
{
    // Far above the rounding errors of a bound from some thousand subtractions.
    private const double Rounding = 1e-9;

    private readonly LatentDataset data;
    private readonly int lag;
    private readonly double[][] moves; // of each run, from each window to the next

    /// <summary>Measures how far the windows of each run are apart.</summary>
    /// <param name="data">The training runs.</param>
    /// <param name="lag">Frames of a window.</param>
    public TrainingWindows(LatentDataset data, int lag)
    {
        (this.data, this.lag) = (data, lag);
        moves = [.. Enumerable.Range(0, data.RunCount).Select(MovesOf)];
    }

    /// <summary>
    /// Finds the nearest window anywhere in the training runs, those at their ends included. Of equally near ones the
    /// first counts.
    /// </summary>
    /// <param name="window">A window [lag, r].</param>
    /// <param name="except">A run that does not count; none by default.</param>
    /// <returns>The nearest; null where every run is shorter.</returns>
    public NearestWindow? NearestTo(ReadOnlySpan<double> window, int except = -1)
    {
        NearestWindow? nearest = null;
        double least = double.PositiveInfinity;
        for (int run = 0; run < data.RunCount; run++)
        {
            if (run == except) continue;
            double measured = 0, bound = 0; // the last measured distance, and a lower bound of the present one
            for (int target = lag; target <= data.FrameCount(run); target++)
            {
                if (target > lag) bound -= moves[run][target - lag - 1];
                if (bound - Rounding * measured > least) continue;
                measured = bound = TensorPrimitives.Distance(data.Window(run, target, lag), window);
                if (nearest is not null && !(measured < least)) continue;
                (nearest, least) = (new(run, target, measured), measured);
            }
        }
        return nearest;
    }

    private double[] MovesOf(int run) =>
    [
        .. Enumerable.Range(lag + 1, Math.Max(0, data.FrameCount(run) - lag)).Select(target =>
            TensorPrimitives.Distance(data.Window(run, target, lag), data.Window(run, target - 1, lag))),
    ];
}
