using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VicsekMorse.Pairs;

/// <summary>
/// Four vectors of four numbers, rows against columns: kernels compute one number of four pairs at once, and add all
/// numbers of one.
/// </summary>
internal static class Transposed
{
    /// <summary>Transposes.</summary>
    /// <param name="a">First row in, first column out.</param>
    /// <param name="b">Second row in, second column out.</param>
    /// <param name="c">Third row in, third column out.</param>
    /// <param name="d">Fourth row in, fourth column out.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InPlace(
        ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d)
    {
        if (Avx.IsSupported)
        {
            var evenAb = Avx.UnpackLow(a, b);
            var oddAb = Avx.UnpackHigh(a, b);
            var evenCd = Avx.UnpackLow(c, d);
            var oddCd = Avx.UnpackHigh(c, d);
            a = Avx.Permute2x128(evenAb, evenCd, 0x20);
            b = Avx.Permute2x128(oddAb, oddCd, 0x20);
            c = Avx.Permute2x128(evenAb, evenCd, 0x31);
            d = Avx.Permute2x128(oddAb, oddCd, 0x31);
            return;
        }
        var (p, q, r, s) = (a, b, c, d);
        a = Vector256.Create(p[0], q[0], r[0], s[0]);
        b = Vector256.Create(p[1], q[1], r[1], s[1]);
        c = Vector256.Create(p[2], q[2], r[2], s[2]);
        d = Vector256.Create(p[3], q[3], r[3], s[3]);
    }
}
