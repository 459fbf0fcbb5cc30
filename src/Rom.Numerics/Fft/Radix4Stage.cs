using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rom.Numerics.Fft;

/// <summary>Butterflies of radix 4.</summary>
internal sealed class Radix4Stage(int length) : Stage(4, length)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(ref double xr, ref double xi, ref double yr, ref double yi, int lanes)
    {
        nuint s = (nuint)lanes, quarter = s * (nuint)Count;
        for (int p = 0; p < Count; p++)
        {
            Vector<double> w1r = new(Cos[3 * p]), w1i = new(Sin[3 * p]);
            Vector<double> w2r = new(Cos[3 * p + 1]), w2i = new(Sin[3 * p + 1]);
            Vector<double> w3r = new(Cos[3 * p + 2]), w3i = new(Sin[3 * p + 2]);
            nuint x = s * (nuint)p, y = 4 * x;
            for (nuint q = 0; q < s; q += (nuint)Vector<double>.Count)
            {
                nuint x0 = x + q, x1 = x0 + quarter, x2 = x1 + quarter, x3 = x2 + quarter;
                var (ar, ai) = (Vector.LoadUnsafe(ref xr, x0), Vector.LoadUnsafe(ref xi, x0));
                var (br, bi) = (Vector.LoadUnsafe(ref xr, x1), Vector.LoadUnsafe(ref xi, x1));
                var (cr, ci) = (Vector.LoadUnsafe(ref xr, x2), Vector.LoadUnsafe(ref xi, x2));
                var (dr, di) = (Vector.LoadUnsafe(ref xr, x3), Vector.LoadUnsafe(ref xi, x3));
                var (acR, acI, bdR, bdI) = (ar + cr, ai + ci, br + dr, bi + di);
                (acR + bdR).StoreUnsafe(ref yr, y + q);
                (acI + bdI).StoreUnsafe(ref yi, y + q);
                var (gr, gi) = (acR - bdR, acI - bdI);
                (gr * w2r - gi * w2i).StoreUnsafe(ref yr, y + q + 2 * s);
                (gr * w2i + gi * w2r).StoreUnsafe(ref yi, y + q + 2 * s);
                (acR, acI, bdR, bdI) = (ar - cr, ai - ci, br - dr, bi - di);
                (gr, gi) = (acR + bdI, acI - bdR); // (a − c) − i(b − d)
                (gr * w1r - gi * w1i).StoreUnsafe(ref yr, y + q + s);
                (gr * w1i + gi * w1r).StoreUnsafe(ref yi, y + q + s);
                (gr, gi) = (acR - bdI, acI + bdR); // (a − c) + i(b − d)
                (gr * w3r - gi * w3i).StoreUnsafe(ref yr, y + q + 3 * s);
                (gr * w3i + gi * w3r).StoreUnsafe(ref yi, y + q + 3 * s);
            }
        }
    }
}
