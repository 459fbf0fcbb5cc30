using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Statistics;

/// <summary>
/// Draws a sample without replacement in which each stratum has its share, such as windows of which each run gives as
/// many as it has of all.
/// </summary>
public static class StratifiedSample
{
    /// <summary>
    /// Draws elements; inside a stratum each set of its share is equally likely (selection sampling: Knuth, The Art of
    /// Computer Programming 2, §3.4.2, algorithm S).
    /// </summary>
    /// <param name="sizes">Number of elements of each stratum.</param>
    /// <param name="count">Number of elements of the sample; all where there are no more.</param>
    /// <param name="random">The random stream.</param>
    /// <returns>
    /// The drawn elements of each stratum, rising, from 0 within it. A stratum of s of n elements has count·s/n of
    /// them, rounded up or down.
    /// </returns>
    public static int[][] Draw(ReadOnlySpan<int> sizes, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long total = 0, before = 0;
        foreach (int size in sizes) total += size;
        Int128 wanted = Math.Min(count, total);
        var drawn = new int[sizes.Length][];
        for (int k = 0; k < sizes.Length; k++)
        {
            // Differences of rounded running shares sum to the count.
            long after = before + sizes[k];
            int share = total == 0 ? 0 : (int)(after * wanted / total - before * wanted / total);
            before = after;
            drawn[k] = new int[share];
            for (int i = 0, taken = 0; taken < share; i++)
            {
                int left = sizes[k] - i, needed = share - taken;
                if (needed == left || random.NextInt32(left) < needed) drawn[k][taken++] = i;
            }
        }
        return drawn;
    }
}
