using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rom.Analysis;

namespace Peers.Measuring;

/// <summary>The measured limits of one core of this machine, from which the rows' rooflines are computed.</summary>
/// <param name="DoubleFlops">Fused multiply-adds in double, counted as two operations each [1/s].</param>
/// <param name="FloatFlops">The same in float [1/s].</param>
/// <param name="DoubleRoots">Square roots and quotients in double, one of each counted as one [1/s].</param>
/// <param name="CacheBytes">Bytes a second read from an array that only the last cache level holds.</param>
/// <param name="MemoryBytes">Bytes a second read from an array that no cache holds.</param>
/// <param name="FileBytes">Bytes a second read from files that are in the page cache.</param>
internal sealed record Ceilings(
    double DoubleFlops, double FloatFlops, double DoubleRoots, double CacheBytes, double MemoryBytes, double FileBytes)
{
    private const int Rounds = 7;

    /// <summary>Measures the limits in about a second.</summary>
    /// <param name="folder">A folder for a temporary file.</param>
    public static Ceilings Measure(string folder) => new(
        Best(() => Time(() => MultiplyAdds(Vector256.Create(0.5)), 2L * 8 * Vector256<double>.Count * Steps)),
        Best(() => Time(() => MultiplyAdds(Vector256.Create(0.5f)), 2L * 8 * Vector256<float>.Count * Steps)),
        Best(() => Time(() => Roots(Vector256.Create(2.0)), 4L * Vector256<double>.Count * (Steps / 8))),
        Best(() => SumsOfArray(1 << 20, passes: 64)),
        Best(() => SumsOfArray(1 << 28, passes: 1)),
        BestFile(Path.Combine(folder, "ceiling.bin")));

    private const int Steps = 4_000_000;
    private static readonly BlockTimer Timer = new(TimeProvider.System);

    // Written so that the loops are not optimised away.
    internal static volatile float Consumed;

    private static double Best(Func<(double Seconds, long Work)> run) =>
        Enumerable.Range(0, Rounds).Select(_ => run()).Max(result => result.Work / result.Seconds);

    // Eight sums hide the latency of two units. The loops contain no calls, across which registers would not survive.
    private static float MultiplyAdds(Vector256<double> x)
    {
        Vector256<double> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        for (int i = 0; i < Steps; i++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
        }
        return (float)Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    private static float MultiplyAdds(Vector256<float> x)
    {
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        for (int i = 0; i < Steps; i++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    private static float Roots(Vector256<double> x)
    {
        Vector256<double> a = x, b = x, c = x, d = x;
        for (int i = 0; i < Steps / 8; i++)
        {
            a = x / Vector256.Sqrt(a);
            b = x / Vector256.Sqrt(b);
            c = x / Vector256.Sqrt(c);
            d = x / Vector256.Sqrt(d);
        }
        return (float)Vector256.Sum(a + b + c + d);
    }

    private static (double Seconds, long Work) Time(Func<float> loop, long work) =>
        (Timer.Time(() => Consumed = loop(), calls: 1), work);

    private static (double Seconds, long Bytes) SumsOfArray(int bytes, int passes)
    {
        var values = new float[bytes / sizeof(float)];
        Array.Fill(values, 1);
        float SumOfPasses()
        {
            float sum = 0;
            for (int pass = 0; pass < passes; pass++) sum += Sum(values);
            return sum;
        }
        return Time(SumOfPasses, (long)passes * values.Length * sizeof(float));
    }

    private static float Sum(float[] values)
    {
        ref float first = ref MemoryMarshal.GetArrayDataReference(values);
        Vector256<float> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i < (nuint)values.Length; i += 32)
        {
            a += Vector256.LoadUnsafe(ref first, i);
            b += Vector256.LoadUnsafe(ref first, i + 8);
            c += Vector256.LoadUnsafe(ref first, i + 16);
            d += Vector256.LoadUnsafe(ref first, i + 24);
        }
        return Vector256.Sum(a + b + c + d);
    }

    private static double BestFile(string path)
    {
        const int length = 1 << 26;
        File.WriteAllBytes(path, new byte[length]);
        var buffer = new byte[1 << 20];
        float Read()
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            while (file.Read(buffer) > 0)
            {
                // Only the time matters.
            }
            return buffer[0];
        }
        double best = Best(() => Time(Read, length));
        File.Delete(path);
        return best;
    }
}
