using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Tests;

/// <summary>Arrays of standard normal numbers, a function of their seed.</summary>
internal static class RandomArrays
{
    public static double[] Gaussian(ulong seed, int count)
    {
        var random = new RandomStream(seed);
        var values = new double[count];
        foreach (ref double value in values.AsSpan()) value = random.NextGaussian();
        return values;
    }
}
