namespace Rom.Numerics.RandomNumbers;

/// <summary>Shuffles, the same with every library and number of threads.</summary>
public static class Permutation
{
    /// <summary>Shuffles in place (Fisher and Yates; Durstenfeld, CACM 7, 1964).</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="values">The values to shuffle.</param>
    /// <param name="random">The random stream.</param>
    public static void Shuffle<T>(Span<T> values, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
