namespace Kde;

/// <summary>
/// The weights of a discrete Gaussian filter, w_k ∝ exp(−k²/2σ²) for |k| ≤ ⌊4σ + 0.5⌋, of sum 1: those of SciPy's
/// <c>gaussian_filter</c> with its default truncation.
/// </summary>
internal sealed class GaussianKernel
{
    private const double Truncation = 4;

    private readonly double[] weights;

    /// <summary>Creates the weights.</summary>
    /// <param name="sigma">Standard deviation σ [cells]; 0 gives the identity.</param>
    public GaussianKernel(double sigma)
    {
        weights = new double[1 + (int)(Truncation * sigma + 0.5)];
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = k == 0 ? 1 : Math.Exp(-0.5 * k * k / (sigma * sigma));
            sum += k == 0 ? weights[k] : 2 * weights[k];
        }
        for (int k = 0; k < weights.Length; k++) weights[k] /= sum;
    }

    /// <summary>The largest |k|.</summary>
    public int Radius => weights.Length - 1;

    /// <summary>The weights of k = 0, 1, …, radius; those of −k are the same.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>The weight w_k; 0 beyond the radius.</summary>
    /// <param name="k">Offset, of either sign.</param>
    public double Weight(int k) => Math.Abs(k) <= Radius ? weights[Math.Abs(k)] : 0;
}
