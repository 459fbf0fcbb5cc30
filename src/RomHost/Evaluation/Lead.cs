namespace RomHost.Evaluation;

/// <summary>A time after the last known frame, up to which a forecast is scored.</summary>
/// <param name="Time">The time [time units].</param>
/// <param name="Frames">The number of forecast frames up to it, at least 1.</param>
/// <param name="IsTrainingHorizon">Whether it is where the training runs end: nothing was learnt beyond.</param>
internal sealed record Lead(double Time, int Frames, bool IsTrainingHorizon)
{
    // From a two-hundredth of the forecast on: 1, 2, 5, …, 100 of 200 time units.
    private const double SmallestShare = 200;

    /// <summary>
    /// Returns the leads of a forecast: 1, 2, 5 and their multiples by powers of ten, and the end of the training runs.
    /// </summary>
    /// <param name="times">The times of the run's frames.</param>
    /// <param name="start">The first forecast frame, at least 1.</param>
    /// <param name="trainingEnd">Time of the last frame of the longest training run.</param>
    public static IReadOnlyList<Lead> Of(ReadOnlySpan<double> times, int start, double trainingEnd)
    {
        double known = times[start - 1], total = times[^1] - known;
        if (!(total > 0)) return [];
        var leads = new List<Lead>();
        int least = (int)Math.Floor(Math.Log10(total / SmallestShare));
        for (int exponent = least; exponent <= least + 3; exponent++)
        {
            foreach (int digit in new[] { 1, 2, 5 })
            {
                // One rounding: runs of other lengths have the same leads.
                double time = exponent < 0 ? digit / Math.Pow(10, -exponent) : digit * Math.Pow(10, exponent);
                if (time >= total / SmallestShare && time < total) Add(leads, times, start, time, false);
            }
        }
        if (trainingEnd - known > 0 && trainingEnd - known < total)
            Add(leads, times, start, trainingEnd - known, true);
        return leads;
    }

    private static void Add(List<Lead> leads, ReadOnlySpan<double> times, int start, double time, bool isTraining)
    {
        double known = times[start - 1], rounding = 1e-9 * Math.Max(time, Math.Abs(known));
        int frames = 0;
        while (start + frames < times.Length && times[start + frames] - known <= time + rounding) frames++;
        if (frames > 0) leads.Add(new Lead(time, frames, isTraining));
    }
}
