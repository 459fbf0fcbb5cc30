using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rom.Numerics.Fft;

/// <summary>Butterflies of radix 5.</summary>
internal sealed class Radix5Stage(int length) : Stage(5, length)
{
    private const double Cos1 = 0.30901699437494742410;  // cos(2π/5)
    private const double Cos2 = -0.80901699437494742410; // cos(4π/5)
    private const double Sin1 = 0.95105651629515357212;  // sin(2π/5)
    private const double Sin2 = 0.58778525229247312917;  // sin(4π/5)

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(ref double xr, ref double xi, ref double yr, ref double yi, int lanes)
    {
        nuint s = (nuint)lanes, fifth = s * (nuint)Count;
        for (int p = 0; p < Count; p++)
        {
            nuint x = s * (nuint)p, y = 5 * x;
            for (nuint q = 0; q < s; q += (nuint)Vector<double>.Count)
            {
                nuint x0 = x + q, x1 = x0 + fifth, x2 = x1 + fifth, x3 = x2 + fifth, x4 = x3 + fifth;
                var (ar, ai) = (Vector.LoadUnsafe(ref xr, x0), Vector.LoadUnsafe(ref xi, x0));
                var (br, bi) = (Vector.LoadUnsafe(ref xr, x1), Vector.LoadUnsafe(ref xi, x1));
                var (cr, ci) = (Vector.LoadUnsafe(ref xr, x2), Vector.LoadUnsafe(ref xi, x2));
                var (dr, di) = (Vector.LoadUnsafe(ref xr, x3), Vector.LoadUnsafe(ref xi, x3));
                var (er, ei) = (Vector.LoadUnsafe(ref xr, x4), Vector.LoadUnsafe(ref xi, x4));
                var (outR, outI, inR, inI) = (br + er, bi + ei, cr + dr, ci + di);   // sums of outer and inner inputs
                var (odR, odI, idR, idI) = (br - er, bi - ei, cr - dr, ci - di);     // and their differences
                (ar + outR + inR).StoreUnsafe(ref yr, y + q);
                (ai + outI + inI).StoreUnsafe(ref yi, y + q);

                var (cR, cI) = (ar + Cos1 * outR + Cos2 * inR, ai + Cos1 * outI + Cos2 * inI);
                var (sR, sI) = (Sin1 * odR + Sin2 * idR, Sin1 * odI + Sin2 * idI);
                Store(4 * p, cR + sI, cI - sR, ref yr, ref yi, y + q + s);
                Store(4 * p + 3, cR - sI, cI + sR, ref yr, ref yi, y + q + 4 * s);

                (cR, cI) = (ar + Cos2 * outR + Cos1 * inR, ai + Cos2 * outI + Cos1 * inI);
                (sR, sI) = (Sin2 * odR - Sin1 * idR, Sin2 * odI - Sin1 * idI);
                Store(4 * p + 1, cR + sI, cI - sR, ref yr, ref yi, y + q + 2 * s);
                Store(4 * p + 2, cR - sI, cI + sR, ref yr, ref yi, y + q + 3 * s);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store(int twiddle, Vector<double> r, Vector<double> i, ref double yr, ref double yi, nuint at)
    {
        Vector<double> wr = new(Cos[twiddle]), wi = new(Sin[twiddle]);
        (r * wr - i * wi).StoreUnsafe(ref yr, at);
        (r * wi + i * wr).StoreUnsafe(ref yi, at);
    }
}
