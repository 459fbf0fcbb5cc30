using System.Numerics.Tensors;
using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Statistics;

/// <summary>
/// Computes confidence intervals of statistics of rows by resampling the rows with replacement within their strata,
/// whose sizes are kept. Immutable and thread-safe; intervals are a function of rows, strata, seed and resamples.
/// </summary>
/// <remarks>
/// <para>The interval is BCa, bias-corrected and accelerated (Efron, Journal of the American Statistical Association
/// 82, 1987, 171–185), with expanded percentiles (Hesterberg, The American Statistician 69, 2015, 371–386): resampled
/// means vary less than means do, by (n − 1)/n within each stratum, and their variance is an estimate. So the normal
/// quantile of BCa is replaced by √(n / (n − 1)) times Student's. Measured over 2,000 sets at nominal 95 %, normal and
/// of skewness 1, means and ratios of means: with 40 rows in four strata plain BCa covers the truth in 92 to 93 %, this
/// in 94 to 95 %; with ten rows 88 to 90 % and 93 to 95 %.</para>
/// <para>Below ten rows resamples say little about tails: the interval is Student's, with the standard error of the
/// jackknife (Tukey, Annals of Mathematical Statistics 29, 1958, 614). For a mean that is the t interval, for a ratio
/// of means the delta method, whose condition is a denominator that is clearly not zero; Fieller's interval would hold
/// without it, but for ratios only. The interval is Student's also where a limit of BCa would lie beyond the outermost
/// resample.</para>
/// <para>Strata of one row, which show no variance, are pooled; a single one joins the smallest other stratum.</para>
/// </remarks>
public sealed class StratifiedBootstrap
{
    /// <summary>
    /// The number of resamples unless another is given: a limit then scatters with the seed by 0.06 standard errors.
    /// </summary>
    public const int DefaultResamples = 2000;

    /// <summary>The number of rows from which on intervals are BCa.</summary>
    public const int FewestRows = 10;

    // In standard errors: replicates that differ by less are equal but for rounding.
    private const double Tie = 1e-9;

    private readonly int[][] strata;
    private readonly int rowCount;
    private readonly ulong seed;
    private readonly int resamples;

    /// <summary>Creates one for rows.</summary>
    /// <param name="strata">The stratum of each row [rows], at least one; any numbers.</param>
    /// <param name="seed">Seed of the resamples. All statistics are computed from the same resamples.</param>
    /// <param name="resamples">Number of resamples, at least 1.</param>
    /// <exception cref="ArgumentException">There are no rows, or no resamples.</exception>
    public StratifiedBootstrap(ReadOnlySpan<int> strata, ulong seed, int resamples = DefaultResamples)
    {
        if (strata.IsEmpty) throw new ArgumentException("expected at least one row, found none", nameof(strata));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        (this.strata, rowCount) = (CollapsedStrata.Of(strata), strata.Length);
        (this.seed, this.resamples) = (seed, resamples);
    }

    /// <summary>Computes the confidence interval of a statistic.</summary>
    /// <param name="statistic">The statistic of the rows, by their weights.</param>
    /// <param name="confidence">The nominal confidence, above 0 and below 1.</param>
    /// <returns>
    /// The interval; from −∞ to ∞ where there is one row, or where the statistic of all rows, of all but one or of a
    /// resample is not finite.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is out of range.</exception>
    public ConfidenceInterval Interval(WeightedStatistic statistic, double confidence = 0.95)
    {
        var weights = new double[rowCount];
        Array.Fill(weights, 1.0 / rowCount);
        double estimate = statistic(weights);
        return rowCount > 1 && double.IsFinite(estimate)
            ? Interval(statistic, estimate, rowCount < FewestRows ? [] : Resample(statistic), confidence)
            : None(estimate);
    }

    /// <summary>Computes the interval from resamples.</summary>
    /// <param name="statistic">The statistic.</param>
    /// <param name="estimate">That of all rows.</param>
    /// <param name="replicates">Those of resamples, which are sorted here; none for Student's interval.</param>
    /// <param name="confidence">The nominal confidence.</param>
    internal ConfidenceInterval Interval(
        WeightedStatistic statistic, double estimate, double[] replicates, double confidence)
    {
        var jackknife = StratifiedJackknife.Of(statistic, strata);
        var (error, degrees) = (jackknife.StandardError, jackknife.DegreesOfFreedom);
        if (!double.IsFinite(error) || !replicates.All(double.IsFinite)) return None(estimate);
        double t = StudentT.Quantile(confidence, degrees);
        ConfidenceInterval Between(double low, double high, IntervalMethod method) =>
            new(estimate, low, high, method, error, degrees);

        if (replicates.Length > 0)
        {
            Array.Sort(replicates);
            double z0 = StandardNormal.Quantile(ShareBelow(replicates, estimate, Tie * error));
            double z = jackknife.Expansion * t;
            double low = Level(z0, -z, jackknife.Acceleration), high = Level(z0, z, jackknife.Acceleration);
            double outermost = 1.0 / replicates.Length;
            if (low >= outermost && high <= 1 - outermost)
                return Between(Quantile(replicates, low), Quantile(replicates, high), IntervalMethod.Bca);
        }
        return Between(estimate - t * error, estimate + t * error, IntervalMethod.T);
    }

    private static ConfidenceInterval None(double estimate) => new(
        estimate, double.NegativeInfinity, double.PositiveInfinity, IntervalMethod.None, double.NaN, 0);

    private double[] Resample(WeightedStatistic statistic)
    {
        var random = new RandomStream(seed);
        var (uniform, weights, replicates) = (new double[rowCount], new double[rowCount], new double[resamples]);
        foreach (ref double replicate in replicates.AsSpan())
        {
            random.NextDoubles(uniform);
            Array.Clear(weights);
            int at = 0;
            foreach (int[] rows in strata)
            {
                // The product of a number below 1 with a count stays below the count, also when it is rounded.
                for (int k = 0; k < rows.Length; k++) weights[rows[(int)(uniform[at++] * rows.Length)]]++;
            }
            TensorPrimitives.Multiply(weights, 1.0 / rowCount, weights);
            replicate = statistic(weights);
        }
        return replicates;
    }

    // Replicates that equal the estimate count half: there are many of them where the rows have few values.
    private static double ShareBelow(double[] sorted, double estimate, double tie)
    {
        int below = 0, notAbove = 0;
        foreach (double value in sorted)
        {
            if (value < estimate - tie) below++;
            if (value <= estimate + tie) notAbove++;
        }
        return 0.5 * (below + notAbove) / sorted.Length;
    }

    // Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))); NaN beyond its pole, where limits would change sides.
    private static double Level(double z0, double z, double acceleration)
    {
        double factor = 1 - acceleration * (z0 + z);
        return factor > 0 ? StandardNormal.Probability(z0 + (z0 + z) / factor) : double.NaN;
    }

    // Linear between order statistics, as numpy.quantile.
    private static double Quantile(double[] sorted, double level)
    {
        double at = level * (sorted.Length - 1);
        int below = Math.Min((int)at, sorted.Length - 2);
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }
}
