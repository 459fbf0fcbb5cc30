using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rom.Numerics.Fft;

/// <summary>Butterflies of radix 3.</summary>
internal sealed class Radix3Stage(int length) : Stage(3, length)
{
    private const double SinThird = 0.86602540378443864676; // sin(2π/3)

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(ref double xr, ref double xi, ref double yr, ref double yi, int lanes)
    {
        nuint s = (nuint)lanes, third = s * (nuint)Count;
        Vector<double> half = new(0.5), sin = new(SinThird);
        for (int p = 0; p < Count; p++)
        {
            Vector<double> w1r = new(Cos[2 * p]), w1i = new(Sin[2 * p]);
            Vector<double> w2r = new(Cos[2 * p + 1]), w2i = new(Sin[2 * p + 1]);
            nuint x = s * (nuint)p, y = 3 * x;
            for (nuint q = 0; q < s; q += (nuint)Vector<double>.Count)
            {
                nuint x0 = x + q, x1 = x0 + third, x2 = x1 + third;
                var (ar, ai) = (Vector.LoadUnsafe(ref xr, x0), Vector.LoadUnsafe(ref xi, x0));
                var (br, bi) = (Vector.LoadUnsafe(ref xr, x1), Vector.LoadUnsafe(ref xi, x1));
                var (cr, ci) = (Vector.LoadUnsafe(ref xr, x2), Vector.LoadUnsafe(ref xi, x2));
                var (sumR, sumI) = (br + cr, bi + ci);
                var (turnR, turnI) = ((br - cr) * sin, (bi - ci) * sin);
                var (restR, restI) = (ar - half * sumR, ai - half * sumI);
                (ar + sumR).StoreUnsafe(ref yr, y + q);
                (ai + sumI).StoreUnsafe(ref yi, y + q);
                var (fr, fi) = (restR + turnI, restI - turnR);
                (fr * w1r - fi * w1i).StoreUnsafe(ref yr, y + q + s);
                (fr * w1i + fi * w1r).StoreUnsafe(ref yi, y + q + s);
                var (gr, gi) = (restR - turnI, restI + turnR);
                (gr * w2r - gi * w2i).StoreUnsafe(ref yr, y + q + 2 * s);
                (gr * w2i + gi * w2r).StoreUnsafe(ref yi, y + q + 2 * s);
            }
        }
    }
}
