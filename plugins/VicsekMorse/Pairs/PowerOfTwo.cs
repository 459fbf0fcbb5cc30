using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Computes 2^(a·x) for −2⁵⁰ ≤ a·x ≤ 0, four at once, inlined into the calling loop (<c>Vector256.Exp</c> is a call
/// through memory).
/// </summary>
/// <remarks>
/// For base 2, one fused operation leaves the fraction of a product; base e needs a product with ln 2 in two parts.
/// </remarks>
internal static class PowerOfTwo
{
    /// <summary>The least exponent: below it the result stays at 9e-308.</summary>
    public const double Floor = -1020;

    // Adding this number leaves the nearest integer in the lowest bits.
    private const double Rounding = 6755399441055744; // 1.5 · 2⁵²

    /// <summary>Computes 2^(a·x), to a relative error below 2 ulp.</summary>
    /// <remarks>
    /// a·x = n + f with |f| ≤ 1/2, so 2^(a·x) = 2ⁿ·2^f. The polynomial interpolates (2^f − 1)/f at the Chebyshev nodes
    /// of that interval: degree 11 for 2^f, relative error 1e-17 before rounding.
    /// </remarks>
    /// <param name="a">The first factors of the exponents.</param>
    /// <param name="x">The second factors; no product is above 0, or below −2⁵⁰.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> a, Vector256<double> x)
    {
        var rounding = Vector256.Create(Rounding);
        var shifted = Vector256.MultiplyAddEstimate(a, x, rounding);
        var f = Vector256.MultiplyAddEstimate(a, x, rounding - shifted);
        shifted = Vector256.Max(shifted, Vector256.Create(Rounding + Floor));

        // Estrin's scheme: terms in pairs, then in fours, so that few products depend on each other.
        var f2 = f * f;
        var f4 = f2 * f2;
        var low = Cubic(f, f2, 1, 0.6931471805599453, 0.24022650695910097, 0.0555041086648216);
        var middle = Cubic(
            f, f2, 0.009618129107606888, 0.0013333558146416936, 0.0001540353044173605, 1.525273382983612e-05);
        var high = Cubic(
            f, f2, 1.321544258792169e-06, 1.0178062445845774e-07, 7.072585949269223e-09, 4.4549605981865186e-10);
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
