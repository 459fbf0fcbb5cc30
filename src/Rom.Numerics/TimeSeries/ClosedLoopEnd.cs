using Rom.Numerics.Npz;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Ends a closed loop where the trajectories that taught it end, and fills the rest of a forecast by a rule: nothing
/// has shown how errors of the loop grow after that. Immutable and thread-safe.
/// </summary>
public sealed class ClosedLoopEnd
{
    private readonly double[] climatology;

    /// <summary>Creates an end.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="horizon">Steps after a window that trajectories have shown, at least 1.</param>
    /// <param name="climatology">The mean state [dimension].</param>
    public ClosedLoopEnd(ClosedLoopRule rule, int horizon, ReadOnlySpan<double> climatology)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        (Rule, Horizon, this.climatology) = (rule, horizon, climatology.ToArray());
    }

    /// <summary>The rule.</summary>
    public ClosedLoopRule Rule { get; }

    /// <summary>Steps after a window that trajectories have shown.</summary>
    public int Horizon { get; }

    /// <summary>Creates a closed loop that goes on for ever.</summary>
    /// <param name="dimension">Values of a state.</param>
    public static ClosedLoopEnd Never(int dimension) => new(ClosedLoopRule.Continue, 1, new double[dimension]);

    /// <summary>
    /// Computes the horizon, that of <see cref="WindowChoice.HorizonFor"/> for windows at the start of trajectories,
    /// and the mean state of the last quarter of them; chooses a rule where none is given
    /// (<see cref="ClosedLoopTrial"/>).
    /// </summary>
    /// <param name="rule">The rule; null to choose.</param>
    /// <param name="trajectories">The trajectories.</param>
    /// <param name="lag">States of a window, at least 1.</param>
    /// <param name="loop">Forecasts in closed loop.</param>
    /// <param name="cancellation">Ends the choice.</param>
    /// <exception cref="ArgumentException">No trajectory has more states than a window.</exception>
    public static ClosedLoopEnd Fit(
        ClosedLoopRule? rule, Trajectories trajectories, int lag, ClosedLoopForecast loop,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        ArgumentNullException.ThrowIfNull(loop);
        var choice = new WindowChoice(lag, Horizon: null, WindowPlacement.Start, int.MaxValue);
        int horizon = choice.HorizonFor(trajectories.Lengths());
        rule ??= new ClosedLoopTrial(trajectories, lag, horizon).Choose(loop, cancellation);
        return new ClosedLoopEnd(rule.Value, horizon, LastQuarter.MeanOf(trajectories));
    }

    /// <summary>Returns how many of a forecast's states are those of the closed loop.</summary>
    /// <param name="steps">States of the forecast.</param>
    public int Within(int steps) => Rule == ClosedLoopRule.Continue ? steps : Math.Min(steps, Horizon);

    /// <summary>Fills the states after those of the closed loop; allocates nothing.</summary>
    /// <param name="forecast">The forecast [steps, dimension], of which the closed loop's states are known.</param>
    public void Complete(Span<double> forecast)
    {
        int r = climatology.Length, known = Within(forecast.Length / r) * r;
        var rest = forecast[known..];
        if (rest.IsEmpty) return;
        if (Rule == ClosedLoopRule.Tail)
            LastQuarter.WriteMean(forecast[..known], rest[..r]);
        else
            climatology.CopyTo(rest);
        for (int start = r; start < rest.Length; start += r) rest[..r].CopyTo(rest[start..]);
    }

    /// <summary>Adds it to a file: beyond (the rule's number), horizon, climatology [dimension].</summary>
    /// <param name="file">The file.</param>
    public void Write(NpzWriter file)
    {
        file.AddScalar("beyond", (long)Rule);
        file.AddScalar("horizon", (long)Horizon);
        file.Add<double>("climatology", climatology, climatology.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dimension">Values of a state.</param>
    /// <exception cref="InvalidDataException">An array is missing, damaged, or of another form.</exception>
    public static ClosedLoopEnd Read(NpzReader file, int dimension)
    {
        double number = file.ReadScalar("beyond");
        return number is >= 0 and <= (double)ClosedLoopRule.Continue && number == Math.Floor(number)
            ? new ClosedLoopEnd(
                (ClosedLoopRule)(int)number, file.ReadCount("horizon"), file.ReadFinite("climatology", dimension))
            : throw file.Contradiction("beyond", $"expected 0, 1 or 2, found {number}");
    }
}
