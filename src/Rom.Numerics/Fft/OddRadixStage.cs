using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rom.Numerics.Fft;

/// <summary>
/// Butterflies of any odd radix, written as the definition with inputs k and radix − k taken together: their sum meets
/// cosines only, their difference sines only. The work grows with the square of the radix.
/// </summary>
internal sealed class OddRadixStage : Stage
{
    private readonly double[] rootCos; // cos(2π k / radix)
    private readonly double[] rootSin; // sin(2π k / radix)

    public OddRadixStage(int radix, int length) : base(radix, length)
    {
        (rootCos, rootSin) = (new double[radix], new double[radix]);
        for (int k = 0; k < radix; k++) (rootSin[k], rootCos[k]) = double.SinCosPi(2.0 * k / radix);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(ref double xr, ref double xi, ref double yr, ref double yi, int lanes)
    {
        int h = (Radix - 1) / 2;
        nuint s = (nuint)lanes, part = s * (nuint)Count;
        Vector<double>[] rented = ArrayPool<Vector<double>>.Shared.Rent(4 * h);
        Span<Vector<double>> sumR = rented.AsSpan(0, h), sumI = rented.AsSpan(h, h);
        Span<Vector<double>> differenceR = rented.AsSpan(2 * h, h), differenceI = rented.AsSpan(3 * h, h);
        for (int p = 0; p < Count; p++)
        {
            nuint x = s * (nuint)p, y = (nuint)Radix * x;
            for (nuint q = 0; q < s; q += (nuint)Vector<double>.Count)
            {
                var (a0R, a0I) = (Vector.LoadUnsafe(ref xr, x + q), Vector.LoadUnsafe(ref xi, x + q));
                var (totalR, totalI) = (a0R, a0I);
                for (int k = 0; k < h; k++)
                {
                    nuint near = x + q + part * (nuint)(k + 1), far = x + q + part * (nuint)(Radix - 1 - k);
                    var (nearR, nearI) = (Vector.LoadUnsafe(ref xr, near), Vector.LoadUnsafe(ref xi, near));
                    var (farR, farI) = (Vector.LoadUnsafe(ref xr, far), Vector.LoadUnsafe(ref xi, far));
                    (sumR[k], sumI[k]) = (nearR + farR, nearI + farI);
                    (differenceR[k], differenceI[k]) = (nearR - farR, nearI - farI);
                    (totalR, totalI) = (totalR + sumR[k], totalI + sumI[k]);
                }
                totalR.StoreUnsafe(ref yr, y + q);
                totalI.StoreUnsafe(ref yi, y + q);
                for (int t = 1; t <= h; t++)
                {
                    var (cR, cI, sR, sI) = (a0R, a0I, Vector<double>.Zero, Vector<double>.Zero);
                    int root = 0;
                    for (int k = 0; k < h; k++)
                    {
                        root += t;
                        if (root >= Radix) root -= Radix;
                        Vector<double> cos = new(rootCos[root]), sin = new(rootSin[root]);
                        (cR, cI) = (cR + sumR[k] * cos, cI + sumI[k] * cos);
                        (sR, sI) = (sR + differenceR[k] * sin, sI + differenceI[k] * sin);
                    }
                    Store(t, p, cR + sI, cI - sR, ref yr, ref yi, y + q + s * (nuint)t);
                    Store(Radix - t, p, cR - sI, cI + sR, ref yr, ref yi, y + q + s * (nuint)(Radix - t));
                }
            }
        }
        ArrayPool<Vector<double>>.Shared.Return(rented);
    }

    private void Store(int t, int p, Vector<double> r, Vector<double> i, ref double yr, ref double yi, nuint at)
    {
        int twiddle = p * (Radix - 1) + t - 1;
        Vector<double> wr = new(Cos[twiddle]), wi = new(Sin[twiddle]);
        (r * wr - i * wi).StoreUnsafe(ref yr, at);
        (r * wi + i * wr).StoreUnsafe(ref yi, at);
    }
}
