using System.Numerics.Tensors;

namespace Rom.Analysis.Contests;

/// <summary>The mean of the middle three fifths of a sample, with its standard error.</summary>
/// <remarks>
/// The g = ⌊n/5⌋ smallest and as many of the largest values of n are left out; with x̃ the values, in which these are
/// replaced with their nearest neighbours that stay, and h = n − 2g,
/// <code>
/// x̄ = Σ x_i / h over those that stay,   s² = Σ (x̃_i − mean x̃)² / (h (h − 1)),
/// </code>
/// and (x̄ − µ)/s follows Student's distribution with h − 1 degrees of freedom, nearly (Tukey and McLaughlin, Sankhyā A
/// 25, 1963; Yuen, Biometrika 61, 1974). A fifth is what Wilcox recommends (Introduction to Robust Estimation and
/// Hypothesis Testing). Below five values it is the ordinary mean and its interval.
/// </remarks>
/// <param name="Mean">x̄.</param>
/// <param name="StandardError">s; NaN where fewer than two values stay.</param>
/// <param name="DegreesOfFreedom">h − 1.</param>
internal readonly record struct TrimmedMean(double Mean, double StandardError, int DegreesOfFreedom)
{
    private const int InverseShare = 5;

    /// <summary>Computes the trimmed mean.</summary>
    /// <param name="sample">The values [n], at least one, finite, in any order.</param>
    public static TrimmedMean Of(ReadOnlySpan<double> sample)
    {
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        int trimmed = sorted.Length / InverseShare, kept = sorted.Length - 2 * trimmed;
        double mean = TensorPrimitives.Sum<double>(sorted.AsSpan(trimmed, kept)) / kept;
        sorted.AsSpan(..trimmed).Fill(sorted[trimmed]);
        sorted.AsSpan(trimmed + kept).Fill(sorted[trimmed + kept - 1]);
        double centre = TensorPrimitives.Sum<double>(sorted) / sorted.Length;
        double squares = 0;
        foreach (double value in sorted) squares += (value - centre) * (value - centre);
        return new TrimmedMean(mean, Math.Sqrt(squares / (kept * (kept - 1.0))), kept - 1);
    }
}
