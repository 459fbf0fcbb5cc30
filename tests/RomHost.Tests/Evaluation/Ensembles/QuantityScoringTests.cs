using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Tests.Ensembles;

namespace RomHost.Tests.Evaluation.Ensembles;

public sealed class QuantityScoringTests
{
    private const int Members = 20;

    // Of a normal truth with standard deviation σ and members of its distribution: the CRPS is σ/√π, an interval of
    // p covers p, variance and unbiased squared error are σ², and ranks are uniform. Bounds are five standard errors,
    // each taken from the cases themselves.
    [Fact]
    public void MembersOfTheTruthsDistribution_HaveTheScoresInClosedForm()
    {
        const double a = 0.8;
        const int cases = 4000, steps = 3;
        var model = new LinearRecursion([a], dimension: 1);
        // A long run of y_k = a y_(k−1) + e_k, whose innovations are the noise.
        var noise = new double[50_000];
        new RandomStream(1).NextGaussians(noise);
        double[] run = Path(a, 0, noise);
        var source = new InnovationEnsemble(model, Innovations.Of(model, new LatentDataset(1, 1, [run])), block: 1);
        var random = new RandomStream(2);
        var (states, truthNoise) = (new double[Members * steps], new double[steps]);
        QuantityScoring[] ofStep =
        [
            .. Enumerable.Range(0, steps).Select(k => new QuantityScoring(
                Quantity.Latent, 1, Members, cases, new RandomStream((ulong)k))),
        ];
        for (int i = 0; i < cases; i++)
        {
            double start = 3 * random.NextGaussian();
            random.NextGaussians(truthNoise);
            double[] truth = Path(a, start, truthNoise);
            source.Forecast([start], steps, Members, (ulong)i, states);
            for (int k = 0; k < steps; k++)
                ofStep[k].Add([.. states.Chunk(steps).Select(member => member[k])], [truth[k + 1]]);
        }
        for (int k = 0; k < steps; k++)
        {
            double variance = Enumerable.Range(0, k + 1).Sum(j => Math.Pow(a, 2 * j)), sigma = Math.Sqrt(variance);
            var scores = ofStep[k].Scores([], stride: 1);
            // The CRPS of a case has a standard deviation below σ, coverage one below 1/2, and a square of √2 σ².
            double error = 5 / Math.Sqrt(cases);
            Assert.Equal(sigma / Math.Sqrt(Math.PI), scores.Whole[EnsembleScore.Crps], error * sigma);
            Assert.Equal(scores.Whole[EnsembleScore.Crps], scores.Whole[EnsembleScore.Energy], 1e-12);
            Assert.Equal(0.5, scores.Whole[EnsembleScore.Coverage50], 0.5 * error);
            Assert.Equal(0.9, scores.Whole[EnsembleScore.Coverage90], 0.3 * error);
            Assert.Equal(variance, scores.Whole[EnsembleScore.Variance], error * variance * Math.Sqrt(2));
            Assert.Equal(variance, scores.Whole[EnsembleScore.SquaredError], 1.1 * error * variance * Math.Sqrt(2));
            Assert.Equal(cases, scores.Ranks.Sum());
            Assert.All(
                scores.Ranks, count => Assert.Equal(cases / 10.0, count, 5 * Math.Sqrt(cases * 0.1 * 0.9)));
            Assert.True(double.IsNaN(scores.Whole[EnsembleScore.Variogram]));
        }
    }

    [Fact]
    public void Leads_AreMeansOfTheFramesUpToThem()
    {
        // Frames 0, 10 and 20 of the forecast; the error of the members' mean is 0, 1 and 2.
        var scoring = new QuantityScoring(Quantity.Latent, 1, 2, 3, new RandomStream(1));
        for (int k = 0; k < 3; k++) scoring.Add([0, 0], [k]);
        var scores = scoring.Scores(
            [new Lead(1, 1, false), new Lead(2, 10, false), new Lead(3, 11, false), new Lead(9, 25, true)], stride: 10);
        Assert.Equal([1, 1, 2, 3], scores.Leads.Select(lead => lead.Frames));
        Assert.Equal([0, 0, 0.5, 1], scores.Leads.Select(lead => lead[EnsembleScore.Crps]));
        Assert.Equal((0, 3, 1), (scores.Whole.To, scores.Whole.Frames, scores.Whole[EnsembleScore.Crps]));
        Assert.True(scores.Leads[3].IsTrainingHorizon);
        var read = QuantityScores.FromJson(scores.ToJson());
        Assert.Equal(scores.Whole.Values, read.Whole.Values);
        Assert.Equal(scores.Ranks, read.Ranks);
        Assert.Equal(scores.Leads.Select(lead => lead.To), read.Leads.Select(lead => lead.To));
    }

    [Fact]
    public void TheRankAtALead_IsThatOfTheLastFrame_WhereMembersDiffer()
    {
        // All agree in the first coordinate, so that the second is drawn: below all, above all, between.
        var scoring = new QuantityScoring(Quantity.Latent, 2, Members, 3, new RandomStream(1));
        double[] members = [.. Enumerable.Range(0, Members).SelectMany(m => new double[] { 7, m })];
        foreach (double truth in new[] { -1, 99, 9.5 }) scoring.Add(members, [7, truth]);
        var leads = scoring.Scores([new Lead(1, 1, false), new Lead(2, 2, false), new Lead(3, 3, false)], 1).Leads;
        Assert.Equal((0, 9), (leads[0].Rank, leads[1].Rank));
        Assert.InRange(leads[2].Rank!.Value, 4, 5);
        var read = QuantityScores.FromJson(scoring.Scores([new Lead(2, 2, false)], 1).ToJson());
        Assert.Equal(9, read.Leads[0].Rank);
        Assert.Null(read.Whole.Rank);
    }

    [Fact]
    public void WhereMembersAgreeInAll_TheComponentIsThatOfATruthOutside_AndElseAllIsDrawn()
    {
        double[] members = new double[2 * Members];
        var outside = new QuantityScoring(Quantity.Latent, 2, Members, 100, new RandomStream(1));
        for (int k = 0; k < 100; k++) outside.Add(members, [0, 5]);
        Assert.All(RanksOf(outside, 100), rank => Assert.Equal(9, rank));
        var within = new QuantityScoring(Quantity.Latent, 2, Members, 1000, new RandomStream(1));
        for (int k = 0; k < 1000; k++) within.Add(members, [0, 0]);
        Assert.InRange(PValueOf(RanksOf(within, 1000)), 1e-4, 1);
    }

    /// <summary>
    /// Values of a skewed distribution, as densities are: where one of the members is far out the truth seldom is, and
    /// ranks of components that are chosen for it are low.
    /// </summary>
    [Fact]
    public void RanksOfATruthThatIsOneOfTheMembers_AreFlat_WhateverComponentsAreDrawn()
    {
        const int trials = 4000, components = 20;
        var random = new RandomStream(9);
        var scoring = new QuantityScoring(Quantity.Density, components, Members, trials, new RandomStream(1));
        double[] Values(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => Math.Exp(2 * random.NextGaussian()))];
        for (int trial = 0; trial < trials; trial++) scoring.Add(Values(Members * components), Values(components));
        Assert.InRange(PValueOf(RanksOf(scoring, trials)), 1e-4, 1);
    }

    /// <summary>A truth that is empty has any rank among members of which half have nothing but traces.</summary>
    [Fact]
    public void RanksOfAnEmptyTruth_AreAnyOfThoseOfTraces()
    {
        const int trials = 2000;
        double[] members = [.. Enumerable.Range(1, Members).Select(m => m <= Members / 2 ? 1e-3 * m : m)];
        var scoring = new QuantityScoring(Quantity.Density, 1, Members, trials, new RandomStream(1)) { Trace = 0.1 };
        for (int trial = 0; trial < trials; trial++) scoring.Add(members, [0]);
        int[] ranks = [.. RanksOf(scoring, trials)];
        Assert.Equal([0, 1, 2, 3, 4], ranks.Distinct().Order().Where(rank => rank < 5));
        Assert.All(ranks, rank => Assert.InRange(rank, 0, 5));
    }

    [Fact]
    public void OnACircle_TheShorterWayCounts()
    {
        var scoring = new QuantityScoring(Quantity.Place, 2, 2, 1, new RandomStream(1)) { Circumferences = [10, 4] };
        scoring.Add([4.5, 1, 4.5, 1], [-4.5, 1]);
        Assert.Equal(0.5, scoring.Scores([], 1).Whole[EnsembleScore.Crps], 1e-12); // 1 along y, 0 along x
        // One way of 1 round a length of 10, in a straight line: 10/π · sin(π/10).
        Assert.Equal(
            10 / Math.PI * Math.Sin(Math.PI / 10), scoring.Scores([], 1).Whole[EnsembleScore.Energy], 1e-12);
    }

    private static int[] RanksOf(QuantityScoring scoring, int frames) =>
    [
        .. scoring.Scores([.. Enumerable.Range(1, frames).Select(k => new Lead(k, k, false))], 1).Leads
            .Select(lead => lead.Rank!.Value),
    ];

    private static double PValueOf(int[] ranks)
    {
        var counts = new long[QuantityScoring.Bins];
        foreach (int rank in ranks) counts[rank]++;
        return ChiSquared.UniformPValue(counts);
    }

    private static double[] Path(double factor, double start, double[] noise)
    {
        double[] path = [start, .. noise];
        for (int k = 1; k < path.Length; k++) path[k] += factor * path[k - 1];
        return path;
    }
}
