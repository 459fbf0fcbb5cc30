using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Contests;

/// <summary>
/// The order in which contenders are timed: cyclic Latin squares of random permutations. In every square each contender
/// has each position once, so that none always runs after the same predecessor, which leaves caches and clocks in its
/// own state.
/// </summary>
/// <param name="contenders">Number of contenders k.</param>
/// <param name="seed">Seed of the permutations.</param>
public sealed class RoundOrder(int contenders, ulong seed)
{
    private readonly RandomStream random = new(seed);
    private readonly int[] permutation = [.. Enumerable.Range(0, contenders)];
    private int round;

    /// <summary>Returns the next round's order: k numbers, each once.</summary>
    public int[] Next()
    {
        if (round % contenders == 0) Shuffle();
        int[] order = [.. Enumerable.Range(0, contenders).Select(place => permutation[(place + round) % contenders])];
        round++;
        return order;
    }

    // The shuffle of Fisher and Yates.
    private void Shuffle()
    {
        for (int i = contenders - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (permutation[i], permutation[j]) = (permutation[j], permutation[i]);
        }
    }
}
