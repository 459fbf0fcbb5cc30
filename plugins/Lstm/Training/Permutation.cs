using Rom.Numerics.RandomNumbers;

namespace Lstm.Training;

/// <summary>Random order, by our own stream: the same for every libtorch.</summary>
internal static class Permutation
{
    /// <summary>Shuffles in place (Fisher and Yates; Durstenfeld, CACM 7, 1964).</summary>
    /// <param name="values">What is shuffled.</param>
    /// <param name="random">The random stream.</param>
    public static void Shuffle<T>(Span<T> values, RandomStream random)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
