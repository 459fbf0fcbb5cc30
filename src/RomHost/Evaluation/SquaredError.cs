using System.Numerics;

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
