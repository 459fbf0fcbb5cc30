using System.Numerics.Tensors;
using System.Runtime.Intrinsics.X86;

namespace Rom.Numerics.RandomNumbers;

/// <summary>
/// A stream of random numbers that is a function of its seed alone: Philox4x32-10, a counter-based generator
/// (Salmon et al., SC '11). Not thread-safe: each run has a stream of its own.
/// </summary>
public sealed class RandomStream
{
    /// <summary>
    /// The number of rounds of Philox4x32; below, its multipliers and the increments of its key in each round.
    /// </summary>
    internal const int Rounds = 10;
    internal const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    internal const uint KeyStep0 = 0x9E3779B9, KeyStep1 = 0xBB67AE85;

    /// <summary>2⁻⁵³: uniform numbers are multiples of it.</summary>
    internal const double Spacing = 1.0 / (1UL << 53);

    private const int GaussianBlock = 64;

    private readonly uint key0;
    private readonly uint key1;
    private ulong block;
    private ulong second;
    private bool hasSecond;
    private double secondGaussian;
    private bool hasSecondGaussian;

    /// <summary>Creates a stream.</summary>
    /// <param name="seed">Its seed; different seeds give independent streams.</param>
    public RandomStream(ulong seed) => (key0, key1) = ((uint)seed, (uint)(seed >> 32));

    /// <summary>
    /// Derives a seed for one of many independent purposes, such as one run of one split: SplitMix64's finaliser
    /// (Steele, Lea, Flood, OOPSLA 2014) over the seed and each element in turn.
    /// </summary>
    /// <param name="seed">The common seed.</param>
    /// <param name="path">Numbers that identify the purpose.</param>
    public static ulong DeriveSeed(ulong seed, params ReadOnlySpan<ulong> path)
    {
        ulong derived = Mix(seed);
        foreach (ulong element in path) derived = Mix(derived ^ Mix(element + 0x9E3779B97F4A7C15));
        return derived;
    }

    /// <summary>Returns 64 uniform random bits.</summary>
    public ulong NextUInt64()
    {
        if (hasSecond)
        {
            hasSecond = false;
            return second;
        }
        var (x0, x1, x2, x3) = Philox((uint)block, (uint)(block >> 32), 0, 0, key0, key1);
        block++;
        (second, hasSecond) = (x2 | (ulong)x3 << 32, true);
        return x0 | (ulong)x1 << 32;
    }

    /// <summary>Returns a uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => ToDouble(NextUInt64());

    /// <summary>Returns a standard normal number, by the method of Box and Muller.</summary>
    public double NextGaussian()
    {
        if (hasSecondGaussian)
        {
            hasSecondGaussian = false;
            return secondGaussian;
        }
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * NextDouble());
        (secondGaussian, hasSecondGaussian) = (radius * sin, true);
        return radius * cos;
    }

    /// <summary>
    /// Fills a span with uniform numbers in [0, 1), the same as repeated calls of <see cref="NextDouble"/>.
    /// </summary>
    /// <param name="values">Receives the numbers.</param>
    public void NextDoubles(Span<double> values)
    {
        int i = 0;
        if (values.Length > 0 && hasSecond) values[i++] = NextDouble();
        if (Avx2.IsSupported)
        {
            for (; i + FourBlocks.Doubles <= values.Length; i += FourBlocks.Doubles)
            {
                FourBlocks.Draw(block, key0, key1, values[i..]);
                block += FourBlocks.Count;
            }
        }
        for (; i + 1 < values.Length; i += 2)
        {
            var (x0, x1, x2, x3) = Philox((uint)block, (uint)(block >> 32), 0, 0, key0, key1);
            block++;
            (values[i], values[i + 1]) = (ToDouble(x0 | (ulong)x1 << 32), ToDouble(x2 | (ulong)x3 << 32));
        }
        if (i < values.Length) values[i] = NextDouble();
    }

    /// <summary>
    /// Fills a span with standard normal numbers, equal to repeated calls of <see cref="NextGaussian"/> up to rounding,
    /// several at a time.
    /// </summary>
    /// <param name="values">Receives the numbers.</param>
    public void NextGaussians(Span<double> values)
    {
        if (values.Length > 0 && hasSecondGaussian)
        {
            values[0] = NextGaussian();
            values = values[1..];
        }
        Span<double> uniform = stackalloc double[2 * GaussianBlock];
        Span<double> radius = stackalloc double[GaussianBlock], angle = stackalloc double[GaussianBlock];
        Span<double> cos = stackalloc double[GaussianBlock];
        while (values.Length > 1)
        {
            int pairs = Math.Min(GaussianBlock, values.Length / 2);
            NextDoubles(uniform[..(2 * pairs)]);
            for (int k = 0; k < pairs; k++)
                (radius[k], angle[k]) = (1 - uniform[2 * k], 2 * Math.PI * uniform[2 * k + 1]);
            // √(−2 ln u) (cos 2πv, sin 2πv)
            TensorPrimitives.Log(radius[..pairs], radius);
            TensorPrimitives.Multiply(radius[..pairs], -2, radius);
            TensorPrimitives.Sqrt(radius[..pairs], radius);
            TensorPrimitives.Cos(angle[..pairs], cos);
            TensorPrimitives.Sin(angle[..pairs], angle);
            for (int k = 0; k < pairs; k++)
                (values[2 * k], values[2 * k + 1]) = (radius[k] * cos[k], radius[k] * angle[k]);
            values = values[(2 * pairs)..];
        }
        if (values.Length > 0) values[0] = NextGaussian();
    }

    /// <summary>
    /// Returns a uniform integer in [0, <paramref name="limit"/>), without bias (Lemire, ACM TOMACS 29, 2019).
    /// </summary>
    /// <param name="limit">At least 1.</param>
    public int NextInt32(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ulong bound = (ulong)limit;
        ulong high = Math.BigMul(NextUInt64(), bound, out ulong low);
        ulong threshold = (0 - bound) % bound;
        while (low < threshold) high = Math.BigMul(NextUInt64(), bound, out low);
        return (int)high;
    }

    /// <summary>Applies the ten rounds of Philox4x32 to one counter.</summary>
    internal static (uint X0, uint X1, uint X2, uint X3) Philox(uint x0, uint x1, uint x2, uint x3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * x0;
            ulong p1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = ((uint)(p1 >> 32) ^ x1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ x3 ^ k1, (uint)p0);
            k0 += KeyStep0;
            k1 += KeyStep1;
        }
        return (x0, x1, x2, x3);
    }

    private static double ToDouble(ulong bits) => (bits >> 11) * Spacing;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
