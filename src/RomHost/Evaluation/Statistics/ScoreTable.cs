using System.Numerics.Tensors;
using Rom.Numerics.Statistics;

namespace RomHost.Evaluation.Statistics;

/// <summary>
/// The values of one score: a row for each test run, a column for each method (models, reference forecasts, ceiling).
/// Computes means, skills and comparisons, with 95 % intervals over the runs that are stratified by family. Immutable;
/// each result is a function of the values and the seed, whatever was asked before.
/// </summary>
/// <remarks>A run without a finite value of every method that is asked for is left out, and counted.</remarks>
internal sealed class ScoreTable
{
    /// <summary>
    /// The gain of the ceiling over climatology, in R², above which its lower bound must be for a skill: the quotient
    /// of two smaller numbers is noise.
    /// </summary>
    public const double LeastGain = 0.02;

    /// <summary>The difference below which methods are equivalent, in R².</summary>
    public const double DefaultMargin = 0.02;

    private const double Confidence = 0.95;

    private readonly Score score;
    private readonly string[] families;
    private readonly Dictionary<string, double[]> columns;
    private readonly double scale;
    private readonly ulong seed;

    /// <summary>Creates a table.</summary>
    /// <param name="score">The score; its direction says which values are better.</param>
    /// <param name="families">The family of each run [runs].</param>
    /// <param name="values">The score of each run [runs] by each method; NaN for a run without.</param>
    /// <param name="scale">
    /// The error of a forecast whose R² is 0, in the unit of the score, above 0: 1 for R² and for relative errors, the
    /// standard deviation of the truth for an RMSE (or, where that is not known, the mean RMSE of the climatology).
    /// </param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <exception cref="ArgumentException">
    /// The score has no direction, a method lacks runs, or the scale is not positive and finite.
    /// </exception>
    public ScoreTable(
        Score score, IReadOnlyList<string> families, IReadOnlyDictionary<string, double[]> values,
        double scale, ulong seed)
    {
        if (score.Better == ScoreDirection.None)
            throw new ArgumentException($"expected a score with a direction, found {score.Name}", nameof(score));
        foreach (var (method, column) in values)
        {
            if (column.Length != families.Count)
                throw new ArgumentException(
                    $"expected {families.Count} runs of {method}, found {column.Length}", nameof(values));
        }
        if (!(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentException($"expected a positive scale, found {scale}", nameof(scale));
        (this.score, this.families, this.scale, this.seed) = (score, [.. families], scale, seed);
        columns = values.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    /// <summary>Computes the mean of a method's scores.</summary>
    /// <param name="method">The method.</param>
    /// <param name="family">The family whose runs count; null for all.</param>
    /// <exception cref="ArgumentException">The method or the family is not in the table.</exception>
    public ScoreEstimate Mean(string method, string? family = null)
    {
        var sample = Sample([method], family);
        return Estimate(sample, () => RowStatistics.Mean(sample.Columns[0]));
    }

    /// <summary>Computes the gain of the ceiling over climatology, in R²: all that a forecast can win.</summary>
    /// <remarks>
    /// For R² that is the difference of the means. For an error E, where lower values are better, it is the difference
    /// of (E / scale)², since 1 − R² is the squared error over the variance of the truth: one threshold then holds for
    /// both, and a regime with nothing to win in R² has nothing to win in RMSE.
    /// </remarks>
    /// <param name="climatology">The reference forecast.</param>
    /// <param name="ceiling">The ceiling.</param>
    /// <param name="family">The family whose runs count; null for all.</param>
    /// <exception cref="ArgumentException">A method or the family is not in the table.</exception>
    public ScoreEstimate Gain(string climatology, string ceiling, string? family = null)
    {
        var sample = Sample([climatology, ceiling], family);
        return Estimate(sample, () => GainOf(sample.Columns[0], sample.Columns[1]));
    }

    /// <summary>
    /// Computes the skill of a method, (score − climatology) / (ceiling − climatology), as a ratio of means over runs
    /// that are resampled together: 0 for climatology, 1 for the ceiling, in either direction of the score.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="climatology">The reference forecast.</param>
    /// <param name="ceiling">The ceiling.</param>
    /// <param name="family">The family whose runs count; null for all.</param>
    /// <returns>
    /// The skill; none, with the reason, where the lower bound of the gain over the same runs is at most
    /// <see cref="LeastGain"/> or cannot be known.
    /// </returns>
    /// <exception cref="ArgumentException">A method or the family is not in the table.</exception>
    public ScoreEstimate Skill(string method, string climatology, string ceiling, string? family = null)
    {
        var sample = Sample([climatology, ceiling, method], family);
        var (c, k, s) = (sample.Columns[0], sample.Columns[1], sample.Columns[2]);
        var gain = Estimate(sample, () => GainOf(c, k));
        if (!(gain.Low > LeastGain))
            return ScoreEstimate.None(gain.Reason ?? ScoreEstimate.NothingToWin, sample.Runs, sample.RunsLeftOut);
        return Estimate(sample, () => RowStatistics.RatioOfMeans(Difference(s, c), Difference(k, c)));
    }

    /// <summary>Compares all pairs of methods, in order.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="margin">The difference in R² below which they are equivalent.</param>
    /// <param name="family">The family whose runs count; null for all.</param>
    /// <exception cref="ArgumentException">A method or the family is not in the table.</exception>
    public IReadOnlyList<ScoreComparison> Compare(
        IReadOnlyList<string> methods, double margin = DefaultMargin, string? family = null) =>
        Compare(
            [.. from i in Enumerable.Range(0, methods.Count) from b in methods.Skip(i + 1) select (methods[i], b)],
            margin, family);

    /// <summary>Compares pairs of methods; p-values are corrected for their number (Holm).</summary>
    /// <remarks>
    /// A is better or worse where the corrected p-value is at most 5 % and the interval of the difference does not hold
    /// 0, equivalent where the interval lies within the margin, however certain the difference is. A method that lacks
    /// runs which the other has is neither better nor equivalent: the mean over the others would flatter it.
    /// </remarks>
    /// <param name="pairs">The pairs.</param>
    /// <param name="margin">The difference in R² below which methods are equivalent, at least 0.</param>
    /// <param name="family">The family whose runs count; null for all.</param>
    /// <exception cref="ArgumentException">
    /// A method or the family is not in the table, or the margin is negative or not finite.
    /// </exception>
    public IReadOnlyList<ScoreComparison> Compare(
        IReadOnlyList<(string A, string B)> pairs, double margin = DefaultMargin, string? family = null)
    {
        if (!(margin >= 0 && double.IsFinite(margin)))
            throw new ArgumentException($"expected a margin of at least 0, found {margin}", nameof(margin));
        var differences = pairs.Select(pair => DifferenceOf(pair.A, pair.B, family)).ToList();
        double[] adjusted = Holm.Adjust([.. differences.Select(difference => difference.PValue)]);
        return
        [
            .. pairs.Zip(differences, adjusted).Select(item => new ScoreComparison(
                item.First.A, item.First.B, item.Second.Estimate, item.Second.PValue, item.Third,
                Verdict(item.First.A, item.First.B, item.Second.Estimate, item.Third, margin, family))),
        ];
    }

    private (ScoreEstimate Estimate, double PValue) DifferenceOf(string a, string b, string? family)
    {
        var sample = Sample([a, b], family);
        if (sample.Runs == 0) return (ScoreEstimate.None(ScoreEstimate.NoRuns, 0, sample.RunsLeftOut), 1);
        var interval = Interval(sample, RowStatistics.Mean(Difference(sample.Columns[0], sample.Columns[1])));
        return (ScoreEstimate.From(interval, sample.Runs, sample.RunsLeftOut), interval.PValue(0));
    }

    private ScoreVerdict Verdict(
        string a, string b, ScoreEstimate difference, double adjustedPValue, double margin, string? family)
    {
        if (difference is not { Low: { } low, High: { } high }) return ScoreVerdict.Inconclusive;
        bool aLacksRuns = Lacks(a, b, family), bLacksRuns = Lacks(b, a, family);
        double bound = InUnits(margin);
        if (low >= -bound && high <= bound)
            return aLacksRuns || bLacksRuns ? ScoreVerdict.Inconclusive : ScoreVerdict.Equivalent;
        if (adjustedPValue > 1 - Confidence || (low <= 0 && high >= 0)) return ScoreVerdict.Inconclusive;
        bool isBetter = low > 0 == (score.Better == ScoreDirection.Higher);
        return (isBetter ? aLacksRuns : bLacksRuns) ? ScoreVerdict.Inconclusive
            : isBetter ? ScoreVerdict.Better : ScoreVerdict.Worse;
    }

    // A difference in R² in the unit of the score. For an error, 1 − R² = (E / scale)² falls from 1 by the margin.
    private double InUnits(double margin) =>
        score.Better == ScoreDirection.Higher ? margin : (1 - Math.Sqrt(Math.Max(0, 1 - margin))) * scale;

    private bool Lacks(string method, string other, string? family) =>
        RowsOf(family).Any(run => !double.IsFinite(Column(method)[run]) && double.IsFinite(Column(other)[run]));

    private WeightedStatistic GainOf(double[] climatology, double[] ceiling)
    {
        if (score.Better == ScoreDirection.Higher) return RowStatistics.Mean(Difference(ceiling, climatology));
        var (c, k) = (RowStatistics.Mean(climatology), RowStatistics.Mean(ceiling));
        return weights =>
        {
            double worse = c(weights) / scale, better = k(weights) / scale;
            return (worse - better) * (worse + better);
        };
    }

    private ScoreEstimate Estimate(RunSample sample, Func<WeightedStatistic> statistic) =>
        sample.Runs == 0
            ? ScoreEstimate.None(ScoreEstimate.NoRuns, 0, sample.RunsLeftOut)
            : ScoreEstimate.From(Interval(sample, statistic()), sample.Runs, sample.RunsLeftOut);

    private ConfidenceInterval Interval(RunSample sample, WeightedStatistic statistic) =>
        new StratifiedBootstrap(sample.Strata, seed).Interval(statistic, Confidence);

    private RunSample Sample(string[] methods, string? family)
    {
        double[][] asked = Array.ConvertAll(methods, Column);
        int[] rows = RowsOf(family);
        int[] complete = [.. rows.Where(run => asked.All(column => double.IsFinite(column[run])))];
        return new RunSample(
            Array.ConvertAll(asked, column => Array.ConvertAll(complete, run => column[run])),
            Array.ConvertAll(complete, run => Array.IndexOf(families, families[run])), rows.Length - complete.Length);
    }

    private double[] Column(string method) =>
        columns.TryGetValue(method, out double[]? column)
            ? column
            : throw new ArgumentException(
                $"expected one of {string.Join(", ", columns.Keys)}, found {method}", nameof(method));

    private int[] RowsOf(string? family)
    {
        int[] rows =
            [.. Enumerable.Range(0, families.Length).Where(run => family is null || families[run] == family)];
        return family is null || rows.Length > 0
            ? rows
            : throw new ArgumentException(
                $"expected one of {string.Join(", ", families.Distinct())}, found {family}", nameof(family));
    }

    private static double[] Difference(double[] a, double[] b)
    {
        var difference = new double[a.Length];
        TensorPrimitives.Subtract(a, b, difference);
        return difference;
    }

    /// <summary>The runs that have a value of each method.</summary>
    /// <param name="Columns">The values by method [methods][runs].</param>
    /// <param name="Strata">The family of each run [runs].</param>
    /// <param name="RunsLeftOut">The number of runs that lack a value.</param>
    private sealed record RunSample(double[][] Columns, int[] Strata, int RunsLeftOut)
    {
        /// <summary>The number of runs.</summary>
        public int Runs => Strata.Length;
    }
}
