using Rom.Numerics.Statistics;

namespace RomHost.Evaluation.Statistics;

/// <summary>
/// Estimates means and ratios of means over test runs, with 95 % intervals that are stratified by family. Immutable;
/// each result is a function of the values and the seed.
/// </summary>
/// <param name="families">The family of each run [runs].</param>
/// <param name="seed">Seed of the resamples.</param>
internal sealed class RunEstimator(IReadOnlyList<string> families, ulong seed)
{
    private const double Confidence = 0.95;

    /// <summary>Estimates the mean of a value.</summary>
    /// <param name="values">
    /// The value of each run [runs]; a run where it is not finite is left out, and counted.
    /// </param>
    public ScoreEstimate Mean(double[] values) => Estimate([values], kept => RowStatistics.Mean(kept[0]));

    /// <summary>Estimates a function of a ratio of means over the same runs.</summary>
    /// <param name="numerators">The values in the numerator [runs].</param>
    /// <param name="denominators">The values in the denominator [runs].</param>
    /// <param name="function">The function, monotonic.</param>
    public ScoreEstimate Ratio(double[] numerators, double[] denominators, Func<double, double> function) =>
        Estimate([numerators, denominators], kept =>
        {
            var ratio = RowStatistics.RatioOfMeans(kept[0], kept[1]);
            return weights => function(ratio(weights));
        });

    private ScoreEstimate Estimate(double[][] columns, Func<double[][], WeightedStatistic> statistic)
    {
        int[] runs =
        [
            .. Enumerable.Range(0, families.Count).Where(run => columns.All(column => double.IsFinite(column[run]))),
        ];
        int leftOut = families.Count - runs.Length;
        if (runs.Length == 0) return ScoreEstimate.None(ScoreEstimate.NoRuns, 0, leftOut);
        string[] names = [.. families.Distinct()];
        int[] strata = Array.ConvertAll(runs, run => Array.IndexOf(names, families[run]));
        double[][] kept = Array.ConvertAll(columns, column => Array.ConvertAll(runs, run => column[run]));
        return ScoreEstimate.From(
            new StratifiedBootstrap(strata, seed).Interval(statistic(kept), Confidence), runs.Length, leftOut);
    }
}
