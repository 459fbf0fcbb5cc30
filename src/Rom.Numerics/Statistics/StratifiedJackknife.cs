using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Statistics;

/// <summary>
/// The variance and skewness of a statistic, by the influence of each row in its stratum.
/// </summary>
/// <remarks>
/// Without row i of stratum s the others of that stratum carry its weight, so that the strata keep theirs:
/// U_si = (n_s − 1) (mean over i of θ_(si) − θ_(si)). For a mean, U_si = n_s/n (x_si − mean of s), and the standard
/// error is the textbook's. (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 11 and (15.36).)
/// </remarks>
/// <param name="StandardError">√(Σ_s Σ_i U² / (n_s (n_s − 1))); NaN where a value without a row is not finite.</param>
/// <param name="DegreesOfFreedom">
/// Those of Satterthwaite (Biometrics Bulletin 2, 1946, 110–114), rounded down, at least 1.
/// </param>
/// <param name="Acceleration">(1/6) Σ_s Σ_i U³/n_s³ / (Σ_s Σ_i U²/n_s²)^(3/2).</param>
/// <param name="Expansion">
/// The standard error over the standard deviation of resamples, √(Σ_s Σ_i U²/n_s²): √(n / (n − 1)) for one stratum.
/// </param>
internal readonly record struct StratifiedJackknife(
    double StandardError, int DegreesOfFreedom, double Acceleration, double Expansion)
{
    /// <summary>Leaves each row out in turn.</summary>
    /// <param name="statistic">The statistic.</param>
    /// <param name="strata">The rows of each stratum, at least two each.</param>
    public static StratifiedJackknife Of(WeightedStatistic statistic, int[][] strata)
    {
        double[][] influences = Influences(statistic, strata);
        int mostDegrees = strata.Sum(rows => rows.Length - 1);
        if (!influences.All(values => TensorPrimitives.IsFiniteAll<double>(values)))
            return new(double.NaN, mostDegrees, 0, 1);
        double largest = influences.Max(values => Magnitude.Largest(values));
        if (largest == 0) return new(0, mostDegrees, 0, 1);

        // In units of the largest influence, a power of two, its powers neither overflow nor vanish.
        double scale = Magnitude.PowerOfTwoScale(largest);
        double variance = 0, resampled = 0, thirdMoment = 0, squaresOverDegrees = 0;
        foreach (double[] values in influences)
        {
            double n = values.Length, squares = 0, cubes = 0;
            foreach (double value in values)
            {
                double u = value * scale;
                squares += u * u;
                cubes += u * u * u;
            }
            double ofStratum = squares / (n * (n - 1));
            variance += ofStratum;
            squaresOverDegrees += ofStratum * ofStratum / (n - 1);
            resampled += squares / (n * n);
            thirdMoment += cubes / (n * n * n);
        }
        // Rounding must not turn 36 into 35.
        double degrees = Math.Floor(variance * variance / squaresOverDegrees + 1e-9);
        return new(
            Math.Sqrt(variance) / scale, (int)Math.Clamp(degrees, 1, mostDegrees),
            thirdMoment / (6 * Math.Pow(resampled, 1.5)), Math.Sqrt(variance / resampled));
    }

    private static double[][] Influences(WeightedStatistic statistic, int[][] strata)
    {
        int n = strata.Sum(rows => rows.Length);
        var weights = new double[n];
        Array.Fill(weights, 1.0 / n);
        var influences = new double[strata.Length][];
        foreach (var (s, rows) in strata.Index())
        {
            double others = (double)rows.Length / n / (rows.Length - 1);
            foreach (int row in rows) weights[row] = others;
            double[] without = influences[s] = new double[rows.Length];
            foreach (var (i, row) in rows.Index())
            {
                weights[row] = 0;
                without[i] = statistic(weights);
                weights[row] = others;
            }
            foreach (int row in rows) weights[row] = 1.0 / n;
            // A running mean: that of equal values is exact.
            double mean = 0;
            for (int i = 0; i < without.Length; i++) mean += (without[i] - mean) / (i + 1);
            foreach (ref double value in without.AsSpan()) value = (rows.Length - 1) * (mean - value);
        }
        return influences;
    }
}
