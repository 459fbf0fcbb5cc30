using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using RomHost.Evaluation;
using RomHost.Evaluation.Statistics;

namespace RomHost.Tests.Evaluation.Statistics;

public sealed class ScoreTableTests
{
    private static readonly string[] Families =
        [.. new[] { "uniform", "gaussian", "ring", "two" }.SelectMany(family => Enumerable.Repeat(family, 10))];

    [Fact]
    public void Mean_HasAnInterval_OverallAndByFamily()
    {
        var table = Table(new() { ["MVAR"] = Noise(40, 1, 0.5, 0.1) });
        var all = table.Mean("MVAR");
        Assert.Equal((IntervalMethod.Bca, 40, 0, null), (all.Method, all.Runs, all.RunsLeftOut, all.Reason));
        Assert.Equal(Noise(40, 1, 0.5, 0.1).Average(), all.Value!.Value, 1e-15);
        Assert.True(all.Low < all.Value && all.Value < all.High);
        var ring = table.Mean("MVAR", "ring");
        Assert.Equal((IntervalMethod.Bca, 10), (ring.Method, ring.Runs));
        Assert.Equal(Noise(40, 1, 0.5, 0.1)[20..30].Average(), ring.Value!.Value, 1e-15);
        Assert.True(ring.High - ring.Low > all.High - all.Low);
    }

    [Fact]
    public void RunsWithoutAScore_AreLeftOutAndCounted()
    {
        double[] values = Noise(40, 1, 0.5, 0.1);
        (values[3], values[17], values[39]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        var table = Table(new() { ["MVAR"] = values });
        var mean = table.Mean("MVAR");
        Assert.Equal((37, 3), (mean.Runs, mean.RunsLeftOut));
        Assert.Equal(values.Where(double.IsFinite).Average(), mean.Value!.Value, 1e-15);
        Assert.Equal((9, 1, IntervalMethod.T), Counts(table.Mean("MVAR", "gaussian")));
        static (int, int, IntervalMethod) Counts(ScoreEstimate e) => (e.Runs, e.RunsLeftOut, e.Method);
    }

    [Fact]
    public void OneRun_HasAValueWithoutInterval_AndNoRunHasNone()
    {
        var table = new ScoreTable(
            Score.R2, ["ring", "ring", "two"],
            new Dictionary<string, double[]>
            {
                ["MVAR"] = [0.4, double.NaN, double.NaN],
                ["climatology"] = [0.1, 0.1, 0.1],
                ["ceiling"] = [0.8, 0.9, 0.8],
            },
            scale: 1, seed: 1);
        Assert.Equal(
            new ScoreEstimate(0.4, null, null, IntervalMethod.None, 1, 2, ScoreEstimate.OneRun), table.Mean("MVAR"));
        Assert.Equal(ScoreEstimate.None(ScoreEstimate.NoRuns, 0, 1), table.Mean("MVAR", "two"));
        // Whether there is anything to win, one run does not say.
        Assert.Equal(
            ScoreEstimate.None(ScoreEstimate.OneRun, 1, 2), table.Skill("MVAR", "climatology", "ceiling"));
        var comparison = Assert.Single(table.Compare(["MVAR", "ceiling"]));
        Assert.Equal((ScoreVerdict.Inconclusive, 1.0), (comparison.Verdict, comparison.PValue));
        comparison = Assert.Single(table.Compare(["MVAR", "ceiling"], family: "two"));
        Assert.Equal((ScoreVerdict.Inconclusive, 1.0), (comparison.Verdict, comparison.PValue));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Skill_IsARatioOfMeans_0ForClimatologyAnd1ForTheCeiling(bool isError)
    {
        double[] climatology = Noise(40, 1, 0.1, 0.1), ceiling = Noise(40, 2, 0.8, 0.05);
        double[] model = Noise(40, 3, 0.5, 0.1);
        var columns = new Dictionary<string, double[]>
        {
            ["climatology"] = climatology,
            ["ceiling"] = ceiling,
            ["MVAR"] = model,
        };
        if (isError) columns = columns.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value, x => 1 - x));
        var table = Table(columns, isError ? Score.Rmse : Score.R2);
        double expected = (model.Average() - climatology.Average()) / (ceiling.Average() - climatology.Average());
        var skill = table.Skill("MVAR", "climatology", "ceiling");
        Assert.Equal(expected, skill.Value!.Value, 1e-14);
        Assert.True(skill.Low < expected && expected < skill.High);
        Assert.Equal((IntervalMethod.Bca, null), (skill.Method, skill.Reason));
        var none = table.Skill("climatology", "climatology", "ceiling");
        Assert.Equal((0.0, 0.0, 0.0), (none.Value, none.Low, none.High));
        var full = table.Skill("ceiling", "climatology", "ceiling");
        Assert.Equal((1.0, 1.0, 1.0), (full.Value, full.Low, full.High));
    }

    // The two are resampled together: a difficulty that runs have for all methods is no uncertainty of the skill.
    [Fact]
    public void Skill_OfAModelThatWinsAFixedShare_HasANarrowInterval()
    {
        double[] climatology = Noise(40, 1, 0, 1);
        double[] ceiling = [.. climatology.Zip(Noise(40, 2, 0.8, 0.3), (c, gain) => c + gain)];
        double[] model = [.. climatology.Zip(ceiling, (c, k) => c + 0.6 * (k - c))];
        var table = Table(new() { ["climatology"] = climatology, ["ceiling"] = ceiling, ["MVAR"] = model });
        var skill = table.Skill("MVAR", "climatology", "ceiling");
        Assert.Equal(0.6, skill.Low!.Value, 1e-12);
        Assert.Equal(0.6, skill.High!.Value, 1e-12);
    }

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(0.0195, true)]
    [InlineData(0.03, false)]
    [InlineData(0, true)]
    [InlineData(-0.3, true)]
    public void WhereTheCeilingIsNotAboveClimatology_ThereIsNothingToWin(double gain, bool isNothing)
    {
        double[] climatology = Noise(40, 1, 0.9, 0.02);
        double[] ceiling = [.. climatology.Zip(Noise(40, 2, gain, 0.001), (c, g) => c + g)];
        var table = Table(new() { ["climatology"] = climatology, ["ceiling"] = ceiling, ["MVAR"] = climatology });
        var skill = table.Skill("MVAR", "climatology", "ceiling");
        Assert.Equal(isNothing ? ScoreEstimate.NothingToWin : null, skill.Reason);
        Assert.Equal(isNothing, skill.Value is null);
        Assert.Equal(gain, table.Gain("climatology", "ceiling").Value!.Value, 1e-3);
        Assert.Equal(40, skill.Runs);

        // R² = 1 − (RMSE / σ)²: the same regime has the same answer in RMSE.
        const double Sigma = 3;
        double[] Rmse(double[] r2) => Array.ConvertAll(r2, value => Sigma * Math.Sqrt(1 - value));
        var errors = Table(
            new() { ["climatology"] = Rmse(climatology), ["ceiling"] = Rmse(ceiling), ["MVAR"] = Rmse(climatology) },
            Score.Rmse, Sigma);
        Assert.Equal(
            isNothing ? ScoreEstimate.NothingToWin : null, errors.Skill("MVAR", "climatology", "ceiling").Reason);
        Assert.Equal(gain, errors.Gain("climatology", "ceiling").Value!.Value, 3e-3);
    }

    // A gain that is large on the mean, in one run of many.
    [Fact]
    public void GainThatFewRunsMake_IsNoGroundForASkill()
    {
        double[] climatology = new double[40], ceiling = new double[40];
        ceiling[7] = 4;
        var table = Table(new() { ["climatology"] = climatology, ["ceiling"] = ceiling });
        Assert.Equal(0.1, table.Gain("climatology", "ceiling").Value!.Value, 1e-15);
        Assert.Equal(ScoreEstimate.NothingToWin, table.Skill("ceiling", "climatology", "ceiling").Reason);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(40)]
    public void EqualModels_AreEquivalent(int runs)
    {
        double[] values = Noise(runs, 1, 0.5, 0.3);
        var table = new ScoreTable(
            Score.R2, Families[..runs], new Dictionary<string, double[]> { ["A"] = values, ["B"] = [.. values] }, 1, 1);
        foreach (double margin in new[] { 0.02, 0 })
        {
            var comparison = Assert.Single(table.Compare(["A", "B"], margin));
            Assert.Equal((ScoreVerdict.Equivalent, 1.0, 1.0),
                (comparison.Verdict, comparison.PValue, comparison.AdjustedPValue));
            Assert.Equal((0.0, 0.0, 0.0),
                (comparison.Difference.Value, comparison.Difference.Low, comparison.Difference.High));
        }
    }

    // 40 paired differences with a standard deviation of 0.08 have a standard error of 0.0126. The power of the t-test
    // for a difference of 0.05 is 97 %, and without a difference one verdict in twenty is wrong.
    [Theory]
    [InlineData(0.05, 0.93, 1)]
    [InlineData(0, 0, 0.07)]
    public void PlantedDifference_IsFound_AndNoneOtherwise(double difference, double least, double most)
    {
        const int Sets = 400;
        int found = 0, wrong = 0;
        for (int set = 0; set < Sets; set++)
        {
            double[] easy = Noise(40, 1000 + (ulong)set, 0.5, 0.3);
            double[] a = [.. easy.Zip(Noise(40, 5000 + (ulong)set, difference, 0.08), (e, d) => e + d)];
            // The margin is 0 where nothing is planted: no small difference counts as equivalent.
            var comparison = Table(new() { ["A"] = a, ["B"] = easy })
                .Compare(["A", "B"], difference > 0 ? 0.02 : 0)[0];
            if (comparison.Verdict == ScoreVerdict.Better) found++;
            if (comparison.Verdict == ScoreVerdict.Worse) wrong++;
        }
        Assert.InRange((found + (difference > 0 ? 0 : wrong)) / (double)Sets, least, most);
        if (difference > 0) Assert.Equal(0, wrong);
    }

    // Differences with a standard deviation of 0.03 have an interval of ±0.0096 around a mean that scatters by 0.0047:
    // it lies within ±0.02 in 97 % of sets.
    [Fact]
    public void NearlyEqualModels_AreEquivalent()
    {
        const int Sets = 400;
        int equivalent = Enumerable.Range(0, Sets).Count(set =>
        {
            double[] easy = Noise(40, 1000 + (ulong)set, 0.5, 0.3);
            double[] a = [.. easy.Zip(Noise(40, 5000 + (ulong)set, 0, 0.03), (e, d) => e + d)];
            return Table(new() { ["A"] = a, ["B"] = easy }).Compare(["A", "B"])[0].Verdict == ScoreVerdict.Equivalent;
        });
        Assert.InRange(equivalent / (double)Sets, 0.93, 1);
    }

    [Fact]
    public void Verdicts_FollowTheScoresDirection_AndTurnWithThePair()
    {
        double[] low = Noise(40, 1, 0.3, 0.1), high = Noise(40, 2, 0.6, 0.1);
        var columns = new Dictionary<string, double[]> { ["low"] = low, ["high"] = high };
        ScoreVerdict Verdict(Score score, string a, string b) => Table(columns, score).Compare([a, b])[0].Verdict;
        Assert.Equal(ScoreVerdict.Worse, Verdict(Score.R2, "low", "high"));
        Assert.Equal(ScoreVerdict.Better, Verdict(Score.R2, "high", "low"));
        Assert.Equal(ScoreVerdict.Better, Verdict(Score.Rmse, "low", "high"));
        Assert.Equal(ScoreVerdict.Worse, Verdict(Score.Rmse, "high", "low"));
        Assert.Equal(0.3, Table(columns).Compare(["high", "low"])[0].Difference.Value!.Value, 0.05);
    }

    // By hand: t = mean / (s/√n) of each pair, p of Student's distribution, and Holm over the three pairs.
    [Fact]
    public void AllPairs_AreComparedInOrder_WithHolmsCorrection()
    {
        double[] b = [0.50, 0.52, 0.47, 0.51, 0.49, 0.50];
        double[] a = [0.61, 0.60, 0.60, 0.63, 0.57, 0.62], c = [0.52, 0.51, 0.50, 0.51, 0.52, 0.50];
        var table = new ScoreTable(
            Score.R2, [.. Enumerable.Repeat("ring", 6)],
            new Dictionary<string, double[]> { ["A"] = a, ["B"] = b, ["C"] = c }, scale: 1, seed: 1);
        var comparisons = table.Compare(["A", "B", "C"]);
        Assert.Equal([("A", "B"), ("A", "C"), ("B", "C")], comparisons.Select(pair => (pair.A, pair.B)));
        double[] p = [.. new[] { (a, b), (a, c), (b, c) }.Select(pair =>
        {
            double[] d = [.. pair.Item1.Zip(pair.Item2, (x, y) => x - y)];
            double mean = d.Average();
            return StudentT.PValue(mean / Math.Sqrt(d.Sum(x => (x - mean) * (x - mean)) / 5 / 6), 5);
        })];
        Assert.All(comparisons.Zip(p), pair => Assert.Equal(pair.Second, pair.First.PValue, 1e-12));
        Assert.True(p[0] < p[1] && p[1] < p[2]);
        Assert.Equal(3 * p[0], comparisons[0].AdjustedPValue, 1e-12);
        Assert.Equal(2 * p[1], comparisons[1].AdjustedPValue, 1e-12);
        Assert.Equal(p[2], comparisons[2].AdjustedPValue, 1e-12);
        Assert.Equal(
            [ScoreVerdict.Better, ScoreVerdict.Better, ScoreVerdict.Inconclusive],
            comparisons.Select(pair => pair.Verdict));
    }

    // One pair in twenty is significant by chance.
    [Fact]
    public void DifferenceThatIsSignificantAloneOnly_IsInconclusiveAmongMany()
    {
        var columns = new Dictionary<string, double[]> { ["A"] = Noise(40, 1, 0.6, 0.15) };
        for (ulong k = 0; k < 10; k++) columns[$"B{k}"] = Noise(40, 10 + k, 0.5, 0.15);
        var table = Table(columns);
        var alone = table.Compare(["A", "B0"])[0];
        var among = table.Compare([.. columns.Keys]).Single(pair => (pair.A, pair.B) == ("A", "B0"));
        Assert.Equal(alone.Difference, among.Difference);
        Assert.Equal(alone.PValue, among.PValue);
        Assert.InRange(alone.PValue, 0.05 / 55, 0.05);
        Assert.Equal(
            (ScoreVerdict.Better, ScoreVerdict.Inconclusive), (alone.Verdict, among.Verdict));
    }

    [Fact]
    public void ModelThatFailsInSomeRuns_IsNeitherBetterNorEquivalent()
    {
        double[] b = Noise(40, 1, 0.3, 0.1), a = [.. b.Select(value => value + 0.3)], same = [.. b];
        (a[0], same[0]) = (double.NaN, double.NaN);
        var table = Table(new() { ["A"] = a, ["B"] = b, ["same"] = same });
        var comparison = table.Compare(["A", "B"])[0];
        Assert.Equal((39, 1), (comparison.Difference.Runs, comparison.Difference.RunsLeftOut));
        Assert.Equal(ScoreVerdict.Inconclusive, comparison.Verdict);
        Assert.Equal(ScoreVerdict.Inconclusive, table.Compare(["B", "A"])[0].Verdict);
        Assert.Equal(ScoreVerdict.Inconclusive, table.Compare(["same", "B"])[0].Verdict);
        Assert.Equal(ScoreVerdict.Better, table.Compare(["A", "same"])[0].Verdict); // both lack the same run
        Assert.Equal(ScoreVerdict.Better, table.Compare(["A", "B"], family: "two")[0].Verdict);
        // Where it has scores it is worse: those it lacks do not help it.
        Assert.Equal(
            ScoreVerdict.Worse,
            Table(new() { ["A"] = [.. a.Select(value => value - 0.6)], ["B"] = b }).Compare(["A", "B"])[0].Verdict);
    }

    // The margin is in R². An error of σ has R² = 0; 1 − √0.98 = 1.005 % less has R² = 0.02.
    [Theory]
    [InlineData(0.0099, "equivalent")]
    [InlineData(0.0102, "worse")]
    public void MarginOfAnError_IsAShareOfItsScale(double share, string expected)
    {
        const double Sigma = 50;
        double[] b = Noise(40, 1, 40, 5), a = [.. b.Select(value => value + share * Sigma)];
        var comparison = Table(new() { ["A"] = a, ["B"] = b }, Score.Rmse, Sigma).Compare(["A", "B"])[0];
        Assert.Equal(expected, comparison.Verdict.Text());
    }

    [Fact]
    public void Results_DependOnSeedAndValuesOnly()
    {
        var columns = new Dictionary<string, double[]>
        {
            ["A"] = Noise(40, 1, 0.3, 0.1),
            ["B"] = Noise(40, 2, 0.6, 0.1),
        };
        var table = Table(columns);
        var first = table.Mean("A");
        table.Compare(["A", "B"]);
        Assert.Equal(first, table.Mean("A"));
        Assert.Equal(first, Table(columns).Mean("A"));
        Assert.NotEqual(first, new ScoreTable(Score.R2, Families, columns, scale: 1, seed: 2).Mean("A"));
    }

    [Fact]
    public void WrongArguments_AreNamed()
    {
        var columns = new Dictionary<string, double[]> { ["MVAR"] = new double[40] };
        var table = Table(columns);
        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
        Assert.Contains("expected one of MVAR, found LSTM", Message(() => table.Mean("LSTM")));
        Assert.Contains("uniform, gaussian, ring, two, found box", Message(() => table.Mean("MVAR", "box")));
        Assert.Contains("found -1", Message(() => table.Compare(["MVAR", "MVAR"], margin: -1)));
        Assert.Contains("found T_forecast", Message(() => Table(columns, Score.ForecastFrames)));
        Assert.Contains(
            "expected 40 runs of MVAR, found 3", Message(() => Table(new() { ["MVAR"] = new double[3] })));
        Assert.Contains("found 0", Message(() => Table(columns, scale: 0)));
        Assert.Empty(table.Compare(["MVAR"]));
    }

    [Fact]
    public void Verdicts_HaveATextForFiles() =>
        Assert.Equal(
            ["inconclusive", "better", "worse", "equivalent"], Enum.GetValues<ScoreVerdict>().Select(v => v.Text()));

    [Theory]
    [InlineData(IntervalMethod.Bca, "bca")]
    [InlineData(IntervalMethod.T, "t")]
    [InlineData(IntervalMethod.None, "none")]
    public void Method_HasATextForFiles(IntervalMethod method, string text) => Assert.Equal(text, method.Text());

    private static ScoreTable Table(Dictionary<string, double[]> columns, Score? score = null, double scale = 1) =>
        new(score ?? Score.R2, Families, columns, scale, seed: 1);

    private static double[] Noise(int runs, ulong seed, double mean, double deviation)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, runs).Select(_ => mean + deviation * random.NextGaussian())];
    }
}
