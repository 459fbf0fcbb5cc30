namespace Rom.Abstractions;

/// <summary>Checks the times of a sequence of frames.</summary>
internal static class FrameTimes
{
    public static void Check(double[] times)
    {
        if (times.Length == 0) throw new ArgumentException("expected at least one frame, found none", nameof(times));
        for (int t = 0; t < times.Length; t++)
        {
            if (!double.IsFinite(times[t]) || (t > 0 && times[t] <= times[t - 1]))
            {
                throw new ArgumentException(
                    $"expected finite, strictly increasing times, found {times[t]} at frame {t}", nameof(times));
            }
        }
    }
}
