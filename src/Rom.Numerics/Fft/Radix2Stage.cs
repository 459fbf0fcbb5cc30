using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rom.Numerics.Fft;

/// <summary>Butterflies of radix 2.</summary>
internal sealed class Radix2Stage(int length) : Stage(2, length)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(ref double xr, ref double xi, ref double yr, ref double yi, int lanes)
    {
        nuint s = (nuint)lanes, half = s * (nuint)Count;
        for (int p = 0; p < Count; p++)
        {
            Vector<double> wr = new(Cos[p]), wi = new(Sin[p]);
            nuint x = s * (nuint)p, y = 2 * x;
            for (nuint q = 0; q < s; q += (nuint)Vector<double>.Count)
            {
                var (ar, ai) = (Vector.LoadUnsafe(ref xr, x + q), Vector.LoadUnsafe(ref xi, x + q));
                var (br, bi) = (Vector.LoadUnsafe(ref xr, x + q + half), Vector.LoadUnsafe(ref xi, x + q + half));
                (ar + br).StoreUnsafe(ref yr, y + q);
                (ai + bi).StoreUnsafe(ref yi, y + q);
                var (dr, di) = (ar - br, ai - bi);
                (dr * wr - di * wi).StoreUnsafe(ref yr, y + q + s);
                (dr * wi + di * wr).StoreUnsafe(ref yi, y + q + s);
            }
        }
    }
}
