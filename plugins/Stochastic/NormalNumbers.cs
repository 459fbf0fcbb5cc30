using System.Numerics;
using Rom.Numerics.RandomNumbers;

namespace Stochastic;

/// <summary>
/// Draws standard normal numbers by the method of Box and Muller, many at a time: each uniform number in the first half
/// of a block makes a pair with the one at its place in the second half.
/// </summary>
internal static class NormalNumbers
{
    // Pairs of a block: a multiple of the length of every vector.
    private const int Pairs = 64;

    /// <summary>Fills a span; a shorter span receives the first numbers of a longer one, to the bit.</summary>
    /// <param name="random">A stream; whole blocks are drawn from it.</param>
    /// <param name="values">Receives the numbers.</param>
    public static void Fill(RandomStream random, Span<double> values)
    {
        for (; values.Length >= 2 * Pairs; values = values[(2 * Pairs)..]) Draw(random, values[..(2 * Pairs)]);
        if (values.IsEmpty) return;
        Span<double> last = stackalloc double[2 * Pairs];
        Draw(random, last);
        last[..values.Length].CopyTo(values);
    }

    /// <summary>Makes a block of uniform numbers normal: √(−2 ln(1 − u)) (cos 2πv, sin 2πv).</summary>
    /// <param name="u">Whole vectors of numbers in [0, 1), multiples of 2⁻⁵³; receives the first of each pair.</param>
    /// <param name="v">As many others; receives the second of each pair.</param>
    internal static void Transform(Span<double> u, Span<double> v)
    {
        for (int i = 0; i < u.Length; i += Vector<double>.Count)
        {
            var logarithm = Vector.Log(Vector<double>.One - new Vector<double>(u[i..]));
            var radius = Vector.SquareRoot(-2 * logarithm);
            var angle = new Vector<double>(v[i..]);
            var (sin, cos) = SinCosPi.Of(angle + angle);
            (radius * cos).CopyTo(u[i..]);
            (radius * sin).CopyTo(v[i..]);
        }
    }

    /// <summary>The scalar twin of <see cref="Transform"/>, equal to it but for rounding.</summary>
    internal static void ScalarTransform(Span<double> u, Span<double> v)
    {
        for (int i = 0; i < u.Length; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - u[i]));
            var (sin, cos) = double.SinCosPi(2 * v[i]);
            (u[i], v[i]) = (radius * cos, radius * sin);
        }
    }

    private static void Draw(RandomStream random, Span<double> block)
    {
        random.NextDoubles(block);
        Transform(block[..Pairs], block[Pairs..]);
    }
}
