using System.Numerics;
using System.Runtime.CompilerServices;

namespace Stochastic;

/// <summary>Computes (sin πx, cos πx) in double, a vector at once, inlined into the calling loop.</summary>
internal static class SinCosPi
{
    // Adding this number leaves the nearest integer in the lowest bits.
    private const double Rounding = 6755399441055744; // 1.5 · 2⁵²

    /// <summary>Computes sine and cosine, to an absolute error of 4e-16.</summary>
    /// <remarks>
    /// x = n/2 + t with |t| ≤ 1/4, without rounding; polynomials of degrees 13 and 14 give sine and cosine of πt
    /// (fdlibm, k_sin.c and k_cos.c), and n says which of them is which, with which sign.
    /// </remarks>
    /// <param name="x">Arguments from −2⁴⁹ to 2⁴⁹.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<double> Sin, Vector<double> Cos) Of(Vector<double> x)
    {
        var shifted = x + x + new Vector<double>(Rounding);
        var n = Vector.AsVectorInt64(shifted);
        var y = (x - (shifted - new Vector<double>(Rounding)) * 0.5) * Math.PI;
        var y2 = y * y;
        var p = Next(y2, new Vector<double>(1.58969099521155010221e-10), -2.50507602534068634195e-08);
        p = Next(y2, p, 2.75573137070700676789e-06);
        p = Next(y2, p, -1.98412698298579493134e-04);
        p = Next(y2, p, 8.33333333332248946124e-03);
        p = Next(y2, p, -1.66666666666666324348e-01);
        var sin = Vector.MultiplyAddEstimate(y * y2, p, y);
        var q = Next(y2, new Vector<double>(-1.13596475577881948265e-11), 2.08757232129817482790e-09);
        q = Next(y2, q, -2.75573143513906633035e-07);
        q = Next(y2, q, 2.48015872894767294178e-05);
        q = Next(y2, q, -1.38888888888741095749e-03);
        q = Next(y2, q, 4.16666666666666019037e-02);
        q = Next(y2, q, -0.5);
        var cos = Vector.MultiplyAddEstimate(y2, q, Vector<double>.One);
        var isOdd = Vector.Equals(n & Vector<long>.One, Vector<long>.One);
        return (
            Signed(Vector.ConditionalSelect(isOdd, cos, sin), n),
            Signed(Vector.ConditionalSelect(isOdd, sin, cos), n + Vector<long>.One));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Next(Vector<double> y2, Vector<double> sum, double coefficient) =>
        Vector.MultiplyAddEstimate(y2, sum, new Vector<double>(coefficient));

    // Negative in the second half of each turn, in which the integer's second bit is set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Signed(Vector<double> value, Vector<long> n) => Vector.AsVectorDouble(
        Vector.AsVectorInt64(value) ^ ((n & new Vector<long>(2)) << 62));
}
