namespace Kde;

/// <summary>A Gaussian truncated at 4σ and normalised to sum 1, as in SciPy's <c>gaussian_filter</c>.</summary>
internal static class GaussianKernel
{
    private const double Truncation = 4;

    /// <summary>Weights at −radius … radius, radius = ⌊4σ + ½⌋.</summary>
    /// <param name="sigma">σ [cells], not negative; 0 gives the identity.</param>
    public static double[] Of(double sigma)
    {
        if (sigma == 0) return [1];
        int radius = (int)(Truncation * sigma + 0.5);
        var weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double x = (i - radius) / sigma;
            sum += weights[i] = Math.Exp(-0.5 * x * x);
        }
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }
}
