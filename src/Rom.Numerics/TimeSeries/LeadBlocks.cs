namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Divides leads 1, 2, … steps into blocks in which forecasts are as good as equal: the first are single steps, each
/// later one is half as long as all before it. The last goes on for ever.
/// </summary>
public static class LeadBlocks
{
    /// <summary>Returns the first lead of each block: 1, 2, 3, 5, 8, 12, 18, …, at most the longest.</summary>
    /// <param name="longest">The longest lead that is known, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The longest lead is below 1.</exception>
    public static int[] FirstLeads(int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        var first = new List<int>();
        for (long lead = 1; lead <= longest; lead = Math.Max(lead + 1, (3 * lead + 1) / 2)) first.Add((int)lead);
        return [.. first];
    }
}
