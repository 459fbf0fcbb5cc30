using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Draws without replacement as long as there is something, then from all again: each is drawn as often as any other,
/// or once more.
/// </summary>
internal static class EvenDraw
{
    /// <summary>Draws.</summary>
    /// <param name="count">The number of things that there are, at least 1.</param>
    /// <param name="draws">The number of draws.</param>
    /// <param name="random">Draws.</param>
    /// <returns>The drawn indices; the first ones are those of fewer draws.</returns>
    public static int[] Of(int count, int draws, RandomStream random)
    {
        // Fisher and Yates from the front: each round is a permutation of what the one before left.
        var (order, drawn) = (new int[count], new int[draws]);
        for (int i = 0; i < count; i++) order[i] = i;
        for (int m = 0; m < draws; m++)
        {
            int i = m % count, j = i + random.NextInt32(count - i);
            (order[i], order[j]) = (order[j], order[i]);
            drawn[m] = order[i];
        }
        return drawn;
    }
}
