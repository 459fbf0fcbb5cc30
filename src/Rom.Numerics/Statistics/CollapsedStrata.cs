namespace Rom.Numerics.Statistics;

/// <summary>Groups rows by their stratum so that each stratum shows how its rows vary.</summary>
/// <remarks>
/// A stratum of one row shows no variance: such strata are pooled, and a single one joins the smallest other stratum.
/// Differences between pooled strata then count as variance, so intervals become wider, not narrower (collapsed strata;
/// Cochran, Sampling Techniques, 3rd edition, 1977, section 5A.12).
/// </remarks>
internal static class CollapsedStrata
{
    /// <summary>Groups rows.</summary>
    /// <param name="labels">The stratum of each row.</param>
    /// <returns>The rows of each stratum, at least two each unless there is one row in all.</returns>
    public static int[][] Of(ReadOnlySpan<int> labels)
    {
        int[] given = labels.ToArray();
        int[][] groups =
            [.. Enumerable.Range(0, given.Length).GroupBy(row => given[row]).Select(group => group.ToArray())];
        int[][] strata = [.. groups.Where(rows => rows.Length > 1)];
        int[] single = [.. groups.Where(rows => rows.Length == 1).SelectMany(rows => rows)];
        if (single.Length == 0) return strata;
        if (single.Length > 1 || strata.Length == 0) return [.. strata, single];
        int smallest = Enumerable.Range(0, strata.Length).MinBy(s => strata[s].Length);
        strata[smallest] = [.. strata[smallest], .. single];
        return strata;
    }
}
