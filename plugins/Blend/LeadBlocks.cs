namespace Blend;

/// <summary>
/// Divides leads 1, 2, … steps into blocks of one weight: the first are single steps, each later one is half as long as
/// all before it. The last goes on for ever.
/// </summary>
internal static class LeadBlocks
{
    /// <summary>Returns the first lead of each block: 1, 2, 3, 5, 8, 12, 18, …, at most the longest.</summary>
    /// <param name="longest">The longest lead that is known, at least 1.</param>
    public static int[] FirstLeads(int longest)
    {
        var first = new List<int>();
        for (long lead = 1; lead <= longest; lead = Math.Max(lead + 1, (3 * lead + 1) / 2)) first.Add((int)lead);
        return [.. first];
    }
}
