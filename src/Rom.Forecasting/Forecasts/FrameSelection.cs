using Rom.Forecasting.Serialization;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// Selects the frames that a forecast uses: the last one, and those before it at multiples of the models' time step.
/// </summary>
/// <param name="timeStep">The time step of the models [time units].</param>
/// <param name="lag">Frames of the window, at least 1.</param>
/// <param name="most">The most frames that are used, at least the lag.</param>
internal sealed class FrameSelection(double timeStep, int lag, int most)
{
    // Times of single precision, or printed with few digits, miss the step by their rounding. A model that steps by a
    // thousandth more or less is not told apart by any score.
    private const double Tolerance = 1e-3;

    /// <summary>Selects frames.</summary>
    /// <param name="times">The times of all frames, increasing.</param>
    /// <param name="source">Their source, for messages.</param>
    /// <returns>The selected frames, ascending.</returns>
    /// <exception cref="InvalidDataException">The times have another step, or there are too few frames.</exception>
    public int[] Of(ReadOnlySpan<double> times, string source)
    {
        int last = times.Length - 1;
        if (last < 0) throw new InvalidDataException($"{source}: expected frames, found none");
        if (lag == 1 && last == 0) return [0];
        if (last == 0) throw TooFew(source, 1, 1);
        int stride = StrideOf(times, source);
        var selected = new Stack<int>([last]);
        for (int t = last - stride; t >= 0 && selected.Count < most; t -= stride)
        {
            if (!IsStep(times[selected.Peek()] - times[t]))
            {
                // What is before a gap is not known to the window.
                if (selected.Count >= lag) break;
                throw new InvalidDataException(
                    $"{source}: expected frames {NumberText.Of(timeStep)} time units apart, the step of the models, "
                    + $"found {NumberText.Of(times[selected.Peek()] - times[t])} from frame {t} to frame "
                    + $"{selected.Peek()}; give {NumberText.Count(lag, "frame")} without a gap at the end");
            }
            selected.Push(t);
        }
        return selected.Count >= lag ? [.. selected] : throw TooFew(source, times.Length, stride);
    }

    // By the frame itself that is one step before the last: rounded times of a fine step do not add up to it.
    private int StrideOf(ReadOnlySpan<double> times, string source)
    {
        int last = times.Length - 1;
        double step = times[last] - times[last - 1], wanted = times[last] - timeStep;
        int at = times[..last].BinarySearch(wanted);
        if (at < 0)
        {
            at = Math.Min(~at, last - 1);
            if (at > 0 && wanted - times[at - 1] < times[at] - wanted) at--;
        }
        if (IsStep(times[last] - times[at])) return last - at;
        double stride = Math.Round(timeStep / step);
        if (stride > last && stride <= int.MaxValue && IsStep(stride * step))
            throw TooFew(source, times.Length, (int)stride);
        throw new InvalidDataException(
            $"{source}: expected frames {NumberText.Of(timeStep)} time units apart, the step of the models, or a "
            + $"whole fraction of it, found {NumberText.Of(step)} between the last two; give frames at that step, "
            + "in the time unit of the experiment, with times of double precision");
    }

    private bool IsStep(double difference) => Math.Abs(difference - timeStep) <= Tolerance * timeStep;

    private InvalidDataException TooFew(string source, int found, int stride) => new(
        $"{source}: expected at least {NumberText.Count(((long)lag - 1) * stride + 1, "frame")}, for the window of "
        + $"{NumberText.Count(lag, "state")} that the model needs"
        + (stride > 1 ? $" at every {stride} frames" : "") + $", found {found}; give a longer file, or another model");
}
