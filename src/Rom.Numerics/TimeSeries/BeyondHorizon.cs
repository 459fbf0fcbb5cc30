using System.Buffers;
using System.Numerics.Tensors;
using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Forecasts any number of states with a map that knows a limited number of them: after its horizon a rule. Immutable
/// and thread-safe.
/// </summary>
public sealed class BeyondHorizon
{
    private readonly BeyondRule rule;
    private readonly double[] climatology;
    private readonly ColumnRange range;

    /// <summary>Creates a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="climatology">The mean state [dimension].</param>
    /// <param name="range">The range of each coordinate [dimension], to which the window of a restart is kept.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public BeyondHorizon(BeyondRule rule, ReadOnlySpan<double> climatology, ColumnRange range)
    {
        if (range.Low.Length != climatology.Length)
            throw new ArgumentException(
                $"expected a range for each of {climatology.Length} values, found {range.Low.Length}", nameof(range));
        (this.rule, this.climatology, this.range) = (rule, climatology.ToArray(), range);
    }

    /// <summary>Values of a state.</summary>
    public int Dimension => climatology.Length;

    /// <summary>The number of values that <see cref="Write"/> adds, apart from the rule.</summary>
    public int ValueCount => 3 * climatology.Length;

    /// <summary>
    /// Computes the mean state of the last quarter of all trajectories, every state with the same weight, and the range
    /// of each coordinate.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="trajectories">The trajectories, at least one with a state.</param>
    /// <exception cref="ArgumentException">There are no states.</exception>
    public static BeyondHorizon Fit(BeyondRule rule, Trajectories trajectories)
    {
        int r = trajectories.Dimension;
        double[] mean = LastQuarter.MeanOf(trajectories), lower = new double[r], upper = new double[r];
        Array.Fill(lower, double.PositiveInfinity);
        Array.Fill(upper, double.NegativeInfinity);
        for (int t = 0; t < trajectories.Count; t++)
        {
            var states = trajectories.At(t);
            for (int start = 0; start < states.Length; start += r)
            {
                TensorPrimitives.Min(lower, states.Slice(start, r), lower);
                TensorPrimitives.Max(upper, states.Slice(start, r), upper);
            }
        }
        return new BeyondHorizon(rule, mean, new ColumnRange(lower, upper));
    }

    /// <summary>Forecasts; allocates nothing.</summary>
    /// <param name="map">The map.</param>
    /// <param name="window">The window [lag, dimension], the oldest state first.</param>
    /// <param name="steps">Number of states, at least 1.</param>
    /// <param name="forecast">Receives the states [steps, dimension].</param>
    public void Forecast(IWindowMap map, ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        int r = map.Dimension, known = Math.Min(steps, map.Horizon) * r;
        map.Map(window, forecast[..known]);
        var rest = forecast[known..];
        if (rest.IsEmpty) return;
        switch (rule)
        {
            case BeyondRule.Tail:
                LastQuarter.WriteMean(forecast[..known], rest[..r]);
                Repeat(rest, r);
                break;
            case BeyondRule.Climatology:
                climatology.CopyTo(rest);
                Repeat(rest, r);
                break;
            case BeyondRule.Restart:
                Restart(map, window, known, forecast);
                break;
            default:
                throw new InvalidOperationException($"expected a rule, found {rule}");
        }
    }

    /// <summary>Adds the rule to a file: beyond (its number), climatology, lower and upper [dimension].</summary>
    /// <param name="file">The file.</param>
    public void Write(NpzWriter file)
    {
        file.AddScalar("beyond", (long)rule);
        file.Add<double>("climatology", climatology, climatology.Length);
        file.Add("lower", range.Low, range.Low.Length);
        file.Add("upper", range.High, range.High.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dimension">Values of a state.</param>
    /// <exception cref="InvalidDataException">An array is missing, damaged, or of another form.</exception>
    public static BeyondHorizon Read(NpzReader file, int dimension)
    {
        double number = file.ReadScalar("beyond");
        if (!(number is >= 0 and <= (double)BeyondRule.Restart && number == Math.Floor(number)))
            throw file.Contradiction("beyond", $"expected 0, 1 or 2, found {number}");
        try
        {
            return new BeyondHorizon(
                (BeyondRule)(int)number, file.ReadFinite("climatology", dimension),
                new ColumnRange(file.ReadFinite("lower", dimension), file.ReadFinite("upper", dimension)));
        }
        catch (ArgumentException e)
        {
            throw file.Contradiction("lower", e.Message);
        }
    }

    // From the last states of the window and of the forecast up to there, again and again.
    private void Restart(IWindowMap map, ReadOnlySpan<double> window, int known, Span<double> forecast)
    {
        int r = map.Dimension;
        double[] rented = ArrayPool<double>.Shared.Rent(window.Length);
        var next = rented.AsSpan(0, window.Length);
        for (int done = known; done < forecast.Length; done += known)
        {
            int own = Math.Min(done, next.Length);
            window[own..].CopyTo(next);
            forecast[(done - own)..done].CopyTo(next[^own..]);
            for (int start = 0; start < next.Length; start += r) range.Clamp(next.Slice(start, r));
            map.Map(next, forecast[done..Math.Min(done + known, forecast.Length)]);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Repeat(Span<double> states, int r)
    {
        for (int start = r; start < states.Length; start += r) states[..r].CopyTo(states[start..]);
    }
}
