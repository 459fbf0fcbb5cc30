namespace Rom.Forecasting.Ensembles;

/// <summary>Some of an ensemble's runs, evenly spread, because neighbours have the same initial condition.</summary>
internal static class SpreadRuns
{
    /// <summary>Returns some of the runs.</summary>
    /// <param name="count">The number of runs.</param>
    /// <param name="kept">How many of them, at most all.</param>
    public static int[] Of(int count, int kept) =>
        [.. Enumerable.Range(0, kept).Select(k => (int)((long)k * count / kept))];

    /// <summary>Returns how many runs fit: two at least, where there are so many.</summary>
    /// <param name="most">The most values of all.</param>
    /// <param name="count">The number of runs.</param>
    /// <param name="values">The number of values of one run.</param>
    public static int MostWithin(int most, int count, int values) =>
        Math.Clamp(most / Math.Max(1, values), Math.Min(2, count), count);
}
