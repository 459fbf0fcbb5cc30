using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lstm.Inference;

/// <summary>exp(x) in float, a vector at once, inlined into the loop that needs it.</summary>
internal static class Exponential
{
    // Beyond these the result would leave the normal floats; sigmoid and tanh have long been flat.
    private const float Least = -87.3f;
    private const float Most = 88.3f;

    // ln 2 in two parts (Cephes, expf.c).
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    /// <summary>exp(x), to a relative error below 2 ulp; arguments beyond ±87 count as ±87.</summary>
    /// <remarks>x = n·ln 2 + f with |f| ≤ ln 2 / 2; a polynomial of degree 6 gives exp(f) (Cephes), and n the exponent.</remarks>
    /// <param name="x">Arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        x = Vector.MinNative(Vector.MaxNative(x, new Vector<float>(Least)), new Vector<float>(Most));
        var n = Vector.Round(x * new Vector<float>(1 / MathF.Log(2)));
        var f = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2High), x);
        f = Vector.FusedMultiplyAdd(n, new Vector<float>(-Ln2Low), f);
        var p = new Vector<float>(1.9875691500e-4f);
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(1.3981999507e-3f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(8.3334519073e-3f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(4.1665795894e-2f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(1.6666665459e-1f));
        p = Vector.FusedMultiplyAdd(p, f, new Vector<float>(5.0000001201e-1f));
        p = Vector.FusedMultiplyAdd(p, f * f, f) + Vector<float>.One;
        var exponent = (Vector.ConvertToInt32Native(n) + new Vector<int>(127)) << 23;
        return p * Vector.AsVectorSingle(exponent);
    }
}
