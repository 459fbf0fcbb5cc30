using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>
/// exp(x) for x ≤ 0, four at once, inlined into the loop that needs it (<c>Vector256.Exp</c> is a call through memory).
/// </summary>
internal static class Exponential
{
    /// <summary>Below this the result stays at that of this argument, 3e-308.</summary>
    public const double Floor = -708;

    // ln 2 in two parts (fdlibm, e_exp.c); products of the first with whole numbers below 2²⁰ are exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Adding it leaves a number's nearest whole number in the lowest bits.
    private const double Rounding = 6755399441055744; // 1.5 · 2⁵²

    /// <summary>exp(x), to a relative error below 2 ulp.</summary>
    /// <remarks>
    /// x = n·ln 2 + f with |f| ≤ ln 2 / 2, so exp(x) = 2ⁿ·exp(f). The polynomial interpolates (exp(f) − 1)/f at the
    /// Chebyshev nodes of that interval: degree 11 for exp(f), relative error 1e-17 before rounding.
    /// </remarks>
    /// <param name="x">Arguments, at most 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> x)
    {
        x = Vector256.Max(x, Vector256.Create(Floor));
        var shifted = Vector256.MultiplyAddEstimate(x, Vector256.Create(1 / Math.Log(2)), Vector256.Create(Rounding));
        var n = shifted - Vector256.Create(Rounding);
        var f = Vector256.MultiplyAddEstimate(n, Vector256.Create(-Ln2High), x);
        f = Vector256.MultiplyAddEstimate(n, Vector256.Create(-Ln2Low), f);

        // Estrin's scheme: the terms by pairs, then by fours, so that few products wait for each other.
        var f2 = f * f;
        var f4 = f2 * f2;
        var low = Cubic(f, f2, 1, 1, 0.5000000000000006, 0.1666666666666667);
        var middle = Cubic(
            f, f2, 0.04166666666657314, 0.008333333333326141, 0.0013888888932488625, 0.00019841269874800512);
        var high = Cubic(
            f, f2, 2.480150434696448e-05, 2.7557255425720897e-06, 2.762635725527078e-07, 2.510520638458724e-08);
        var p = Vector256.MultiplyAddEstimate(Vector256.MultiplyAddEstimate(high, f4, middle), f4, low);

        // 2ⁿ · p: n is added to the exponent's bits.
        return (p.AsInt64() + (shifted.AsInt64() << 52)).AsDouble();
    }

    /// <summary>(c₃f + c₂)f² + (c₁f + c₀).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Cubic(
        Vector256<double> f, Vector256<double> f2, double c0, double c1, double c2, double c3) =>
        Vector256.MultiplyAddEstimate(
            Vector256.MultiplyAddEstimate(Vector256.Create(c3), f, Vector256.Create(c2)),
            f2,
            Vector256.MultiplyAddEstimate(Vector256.Create(c1), f, Vector256.Create(c0)));
}
