using Rom.Abstractions;

namespace Rom.Forecasting.Windows;

/// <summary>
/// Compares the distance of a window from the training windows with the distances of training windows from those of
/// other runs.
/// </summary>
internal static class UsualDistance
{
    // Training windows whose distance from the others is looked at: each costs a pass over all of them.
    private const int LookedAt = 50;

    /// <summary>
    /// Returns the largest distance of some training windows from the nearest of another run; infinite where no two
    /// runs can be compared.
    /// </summary>
    /// <param name="data">The training runs.</param>
    /// <param name="windows">Their windows of the same length.</param>
    /// <param name="lag">Frames of a window.</param>
    public static double Of(LatentDataset data, TrainingWindows windows, int lag)
    {
        int[] runs = [.. Enumerable.Range(0, data.RunCount).Where(run => data.FrameCount(run) >= lag)];
        if (runs.Length < 2) return double.PositiveInfinity;
        int step = (runs.Length + LookedAt - 1) / LookedAt, looked = (runs.Length + step - 1) / step;
        int each = (LookedAt + looked - 1) / looked;
        double largest = 0;
        for (int i = 0; i < runs.Length; i += step)
        {
            int run = runs[i], places = data.FrameCount(run) - lag; // windows but the first
            for (int k = 0; k < Math.Min(each, places + 1); k++)
            {
                // Evenly over the run, its first and its last window among them.
                int target = lag + (int)((long)places * k / Math.Max(1, Math.Min(each, places + 1) - 1));
                if (windows.NearestTo(data.Window(run, target, lag), run) is { } nearest)
                    largest = Math.Max(largest, nearest.Distance);
            }
        }
        return largest;
    }
}
