namespace Rom.Numerics.TimeSeries;

/// <summary>Which windows of trajectories are taken, and how many states after each belong to it.</summary>
/// <param name="Lag">States of a window, at least 1.</param>
/// <param name="Horizon">
/// States after a window, at least 1; null for the number at which windows have most states after them in total, so
/// that a few short trajectories do not shorten it.
/// </param>
/// <param name="Placement">Where windows begin.</param>
/// <param name="Most">The most windows, at least 1.</param>
public sealed record WindowChoice(int Lag, int? Horizon, WindowPlacement Placement, int Most)
{
    /// <summary>Counts the windows of one trajectory that enough states follow.</summary>
    /// <param name="length">States of the trajectory.</param>
    /// <param name="horizon">States that follow a window.</param>
    public int CountIn(int length, int horizon)
    {
        int count = Math.Max(0, length - Lag - horizon + 1);
        return Placement == WindowPlacement.Start ? Math.Min(1, count) : count;
    }

    /// <summary>
    /// Returns <see cref="Horizon"/>, or by default the h with the largest product of h and the number of windows that
    /// h states follow: whole trajectories of equal length for windows at the start, half of them anywhere. Of equally
    /// good ones the longest.
    /// </summary>
    /// <param name="lengths">States of each trajectory.</param>
    /// <exception cref="ArgumentException">No trajectory is long enough.</exception>
    public int HorizonFor(IReadOnlyList<int> lengths)
    {
        int longest = lengths.DefaultIfEmpty().Max();
        if (longest <= Lag)
            throw new ArgumentException(
                $"expected a trajectory of more than {Lag} states, the longest of {lengths.Count} has {longest}; "
                + "lower the lag, or use longer ones", nameof(lengths));
        if (RefusalOf(longest) is { } refusal) throw new ArgumentException(refusal, nameof(lengths));
        if (Horizon is { } given) return given;
        var groups = lengths.GroupBy(length => length).Select(group => (Length: group.Key, Count: group.Count()));
        var counts = groups.ToArray();
        var (best, most) = (1, 0.0);
        for (int h = 1; h <= longest - Lag; h++)
        {
            double states = 0;
            foreach (var (length, count) in counts) states += (double)h * count * CountIn(length, h);
            if (states >= most) (best, most) = (h, states);
        }
        return best;
    }

    /// <summary>
    /// Returns how many windows a number of trajectories of one length has at least, and the states of a window with
    /// those after it: what a training needs memory for.
    /// </summary>
    /// <param name="count">The number of trajectories.</param>
    /// <param name="length">States of each.</param>
    public (int Windows, int Span) Size(int count, int length)
    {
        if (length - Lag < (Horizon ?? 1)) return (1, Lag + 1); // too short, which is refused with the data
        int horizon = HorizonFor([length]);
        return ((int)Math.Min(Most, (long)count * CountIn(length, horizon)), Lag + horizon);
    }

    /// <summary>Returns why trajectories are too short for the horizon; null where they are not.</summary>
    /// <param name="longest">States of the longest trajectory, more than a window has.</param>
    public string? RefusalOf(int longest) => longest > Lag && Horizon > longest - Lag
        ? $"expected a horizon of at most {longest - Lag} steps, since the longest trajectory has {longest} states and "
            + $"a window {Lag}, found {Horizon}; lower the horizon, or use longer trajectories"
        : null;

    /// <summary>Returns what is doubtful about a rule for these windows; null for nothing.</summary>
    /// <param name="rule">The rule after the horizon.</param>
    public string? DoubtOf(BeyondRule rule) =>
        rule == BeyondRule.Restart && Placement == WindowPlacement.Start
            ? "restart begins from states at the end of a forecast, and windows at the start of runs have taught none "
                + "of them; take windows: anywhere"
            : null;
}
