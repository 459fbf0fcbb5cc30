using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lstm.Inference;

/// <summary>Computes exp(x) in float, a vector at once, inlined into the calling loop.</summary>
internal static class Exponential
{
    // Up to here the product of two results is a normal float, and sigmoid and tanh have long been flat.
    private const float Most = 43;

    // ln 2 in two parts (Cephes, expf.c).
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Adding this number leaves the nearest integer in the lowest bits.
    private const float Rounding = 12582912; // 1.5 · 2²³

    /// <summary>Computes exp(x), to a relative error below 2 ulp; arguments beyond ±43 count as ±43.</summary>
    /// <remarks>
    /// x = n·ln 2 + f with |f| ≤ ln 2 / 2; a polynomial of degree 7 gives exp(f) (Cephes), by Estrin's scheme so that
    /// few products depend on each other, and n is added to the exponent's bits.
    /// </remarks>
    /// <param name="x">Arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        x = Vector.MinNative(Vector.MaxNative(x, new Vector<float>(-Most)), new Vector<float>(Most));
        var shifted = Vector.FusedMultiplyAdd(x, new Vector<float>(1 / MathF.Log(2)), new Vector<float>(Rounding));
        var n = shifted - new Vector<float>(Rounding);
        var f = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2High), x);
        f = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2Low), f);
        var f2 = f * f;
        var q = Vector.FusedMultiplyAdd(
            Line(f, 1.9875691500e-4f, 1.3981999507e-3f), f2, Line(f, 8.3334519073e-3f, 4.1665795894e-2f));
        q = Vector.FusedMultiplyAdd(q, f2, Line(f, 1.6666665459e-1f, 5.0000001201e-1f));
        var p = Vector.FusedMultiplyAdd(q, f2, f) + Vector<float>.One;
        return Vector.AsVectorSingle(Vector.AsVectorInt32(p) + (Vector.AsVectorInt32(shifted) << 23));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Line(Vector<float> f, float slope, float offset) =>
        Vector.FusedMultiplyAdd(new Vector<float>(slope), f, new Vector<float>(offset));
}
