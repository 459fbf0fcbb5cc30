using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Statistics;

/// <summary>
/// Draws a sample of a sequence in which every part of the sequence has its share, such as windows of one run after the
/// other.
/// </summary>
public static class StratifiedSample
{
    /// <summary>
    /// Draws indices: the sequence is cut into as many equal parts as are wanted, and one index is drawn from each.
    /// </summary>
    /// <param name="length">Length of the sequence.</param>
    /// <param name="count">Number of indices.</param>
    /// <param name="random">Draws; not used where all indices are taken.</param>
    /// <returns>Different indices, rising; all where there are no more than wanted.</returns>
    public static long[] Draw(long length, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var drawn = new long[(int)Math.Min(length, count)];
        for (int i = 0; i < drawn.Length; i++)
        {
            long first = (long)((Int128)length * i / drawn.Length);
            long end = (long)((Int128)length * (i + 1) / drawn.Length);
            drawn[i] = first + (end - first > 1 ? random.NextInt32((int)Math.Min(end - first, int.MaxValue)) : 0);
        }
        return drawn;
    }
}
