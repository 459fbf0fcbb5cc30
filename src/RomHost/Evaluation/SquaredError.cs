using System.Numerics;
using System.Runtime.InteropServices;

namespace RomHost.Evaluation;

/// <summary>The squared error of one frame.</summary>
internal static class SquaredError
{
    /// <summary>Computes Σ (x − x̂)² over the cells, in double.</summary>
    /// <param name="truth">x [cells].</param>
    /// <param name="forecast">x̂ [cells].</param>
    public static double Of(ReadOnlySpan<float> truth, ReadOnlySpan<double> forecast)
    {
        if (truth.Length != forecast.Length)
            throw new ArgumentException($"expected {truth.Length} cells, found {forecast.Length}", nameof(forecast));
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        int i = 0;
        for (; i <= truth.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(truth[i..]), out var low, out var high);
            low -= new Vector<double>(forecast[i..]);
            high -= new Vector<double>(forecast[(i + Vector<double>.Count)..]);
            even += low * low;
            odd += high * high;
        }
        return Vector.Sum(even + odd) + OneByOne(truth[i..], forecast[i..]);
    }

    /// <summary>
    /// Computes the errors of two forecasts of one frame in one pass, in which neither waits for sums of the other:
    /// each has the bits of <see cref="Of"/>.
    /// </summary>
    /// <param name="truth">x [cells].</param>
    /// <param name="one">x̂ of the one [cells].</param>
    /// <param name="other">x̂ of the other [cells].</param>
    public static (double One, double Other) OfTwo(
        ReadOnlySpan<float> truth, ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        if (truth.Length != one.Length || truth.Length != other.Length)
        {
            throw new ArgumentException(
                $"expected {truth.Length} cells, found {one.Length} and {other.Length}", nameof(one));
        }
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        var (otherEven, otherOdd) = (Vector<double>.Zero, Vector<double>.Zero);
        // The loop has no bounds checks: the lengths above are the check.
        ref float x = ref MemoryMarshal.GetReference(truth);
        ref double a = ref MemoryMarshal.GetReference(one), b = ref MemoryMarshal.GetReference(other);
        int i = 0;
        nuint half = (nuint)Vector<double>.Count;
        for (; i <= truth.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref x, (nuint)i), out var low, out var high);
            var (lowError, highError) =
                (low - Vector.LoadUnsafe(ref a, (nuint)i), high - Vector.LoadUnsafe(ref a, (nuint)i + half));
            even += lowError * lowError;
            odd += highError * highError;
            (lowError, highError) =
                (low - Vector.LoadUnsafe(ref b, (nuint)i), high - Vector.LoadUnsafe(ref b, (nuint)i + half));
            otherEven += lowError * lowError;
            otherOdd += highError * highError;
        }
        return (
            Vector.Sum(even + odd) + OneByOne(truth[i..], one[i..]),
            Vector.Sum(otherEven + otherOdd) + OneByOne(truth[i..], other[i..]));
    }

    /// <summary>The scalar twin of <see cref="Of"/>, equal to it but for rounding.</summary>
    /// <param name="truth">x [cells].</param>
    /// <param name="forecast">x̂ [cells].</param>
    internal static double OneByOne(ReadOnlySpan<float> truth, ReadOnlySpan<double> forecast)
    {
        double sum = 0;
        for (int i = 0; i < truth.Length; i++) sum += (truth[i] - forecast[i]) * (truth[i] - forecast[i]);
        return sum;
    }
}
