using System.Globalization;

namespace Recorded.Reading;

/// <summary>Frame times of a recording, in time units.</summary>
/// <param name="Times">Times of the file [T].</param>
/// <param name="Elapsed">Times since the first frame [T]; the same array where the first time is 0.</param>
internal sealed record FrameTimes(double[] Times, double[] Elapsed)
{
    /// <summary>Converts times of the file into time units.</summary>
    /// <param name="times">Times or numbers of the frames in the file, ascending. The array is overwritten.</param>
    /// <param name="placement">Converts a time.</param>
    /// <exception cref="MisfitException">Times do not increase, or do not stay finite, in time units.</exception>
    public static FrameTimes From(double[] times, Placement placement)
    {
        double first = times[0];
        double[] elapsed = first == 0 ? times : new double[times.Length];
        double earlier = first;
        for (int t = 0; t < times.Length; t++)
        {
            double time = times[t];
            elapsed[t] = placement.Time(time - first);
            if (t > 0 && !(double.IsFinite(elapsed[t]) && elapsed[t] > elapsed[t - 1]))
            {
                throw new MisfitException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected times that increase and stay finite in time units, found {time:R} after {earlier:R}; "
                    + $"{placement.RemedyOfTimes}"));
            }
            if (first != 0) times[t] = placement.Time(time);
            earlier = time;
        }
        return new FrameTimes(times, elapsed);
    }
}
