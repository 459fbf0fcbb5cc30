using Rom.Numerics.RandomNumbers;

namespace Lstm.Training;

/// <summary>
/// Shuffles with this project's own random stream, so that the order is the same with every libtorch.
/// </summary>
internal static class Permutation
{
    /// <summary>Shuffles in place (Fisher and Yates; Durstenfeld, CACM 7, 1964).</summary>
    /// <param name="values">The values to shuffle.</param>
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
