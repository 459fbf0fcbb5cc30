using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rom.Numerics.RandomNumbers;

/// <summary>
/// Computes four counters of Philox4x32-10 at once, bit for bit as <see cref="RandomStream.Philox"/>, on processors
/// with AVX2, which multiply 32-bit numbers to 64 bits in vectors.
/// </summary>
internal static class FourBlocks
{
    /// <summary>Number of counters.</summary>
    public const int Count = 4;

    /// <summary>Number of uniform numbers, two for each counter.</summary>
    public const int Doubles = 2 * Count;

    /// <summary>Draws uniform numbers in [0, 1).</summary>
    /// <param name="block">The first counter.</param>
    /// <param name="key0">The key's first word.</param>
    /// <param name="key1">The key's second word.</param>
    /// <param name="values">Receives eight numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Draw(ulong block, uint key0, uint key1, Span<double> values)
    {
        var word = Vector256.Create((ulong)uint.MaxValue);
        var (m0, m1) = (Vector256.Create(RandomStream.Multiplier0), Vector256.Create(RandomStream.Multiplier1));
        var (k0, k1) = (Vector256.Create((ulong)key0), Vector256.Create((ulong)key1));
        var counter = Vector256.Create(block) + Vector256.Create(0UL, 1UL, 2UL, 3UL);
        // A word is in the lower half of its lane; the upper half is neither multiplied nor kept.
        var (x0, x1, x2, x3) = (counter, counter >> 32, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        for (int round = 0; round < RandomStream.Rounds; round++)
        {
            var p0 = Avx2.Multiply(m0, x0.AsUInt32());
            var p1 = Avx2.Multiply(m1, x2.AsUInt32());
            (x0, x1, x2, x3) = ((p1 >> 32) ^ x1 ^ k0, p1, (p0 >> 32) ^ x3 ^ k1, p0);
            k0 += Vector256.Create((ulong)RandomStream.KeyStep0);
            k1 += Vector256.Create((ulong)RandomStream.KeyStep1);
        }
        var first = ToDoubles((x0 & word) | (x1 << 32));
        var second = ToDoubles((x2 & word) | (x3 << 32));
        var (low, high) = (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));
        Avx.Permute2x128(low, high, 0x20).CopyTo(values);
        Avx.Permute2x128(low, high, 0x31).CopyTo(values[Vector256<double>.Count..]);
    }

    private static Vector256<double> ToDoubles(Vector256<ulong> bits) =>
        Vector256.ConvertToDouble(bits >> 11) * RandomStream.Spacing;
}
