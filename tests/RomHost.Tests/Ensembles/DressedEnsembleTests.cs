using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace RomHost.Tests.Ensembles;

public sealed class DressedEnsembleTests
{
    private static readonly LinearRecursion Hold = new([1], dimension: 1);

    /// <summary>
    /// Errors that are exchangeable with the truth's, here sums of dependent steps, give it each of the m + 1 ranks
    /// with the same probability at every lead. Members of paths that are drawn with replacement would not.
    /// </summary>
    [Theory]
    [InlineData(19, 19)]
    [InlineData(40, 19)]
    public void TheTruthOfAnExchangeableError_HasEachRankAsOften(int runs, int members)
    {
        const int trials = 4000, steps = 6;
        var random = new RandomStream(7);
        double[] Walk()
        {
            var states = new double[steps + 1];
            // Of a scale that differs from run to run, as that of initial conditions does.
            double scale = random.NextDouble() < 0.3 ? 5 : 1, step = 0;
            for (int k = 1; k <= steps; k++)
                states[k] = states[k - 1] + (step = 0.7 * step + scale * random.NextGaussian());
            return states;
        }
        var ranks = new long[steps][];
        for (int k = 0; k < steps; k++) ranks[k] = new long[members + 1];
        var ensemble = new double[members * steps];
        for (int trial = 0; trial < trials; trial++)
        {
            var data = new LatentDataset(1, 1, Enumerable.Range(0, runs).Select(_ => Walk()));
            new DressedEnsemble([Hold], Paths(data)).Forecast([0], steps, members, seed: (ulong)trial, ensemble);
            double[] truth = Walk();
            for (int k = 0; k < steps; k++)
                ranks[k][Enumerable.Range(0, members).Count(m => ensemble[m * steps + k] < truth[k + 1])]++;
        }
        // Six leads, two cases: by chance one of them would be as uneven as this in one of 800 seeds.
        Assert.All(ranks, counts => Assert.InRange(ChiSquared.UniformPValue(counts), 1e-4, 1));
    }

    [Fact]
    public void Members_AreTheForecastAndThePathsOfDistinctRuns()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 2], [0, -1, 5], [0, 3, 3], [0, 8, -2]]);
        for (ulong seed = 0; seed < 20; seed++)
        {
            var ensemble = new double[2 * 4];
            new DressedEnsemble([Hold], Paths(data)).Forecast([10], 2, 4, seed, ensemble);
            Assert.Equal(
                [[9.0, 15], [11, 12], [13, 13], [18, 8]],
                ensemble.Chunk(2).OrderBy(member => member[0]));
            double[][] known = [.. ensemble.Chunk(2)];
            var three = new double[2 * 3];
            new DressedEnsemble([Hold], Paths(data)).Forecast([10], 2, 3, seed, three);
            Assert.Equal(3, three.Chunk(2).Select(member => Array.FindIndex(known, member.SequenceEqual)).Distinct()
                .Count(index => index >= 0));
        }
    }

    [Fact]
    public void Members_HaveTheErrorsOfRunsThatBeganAlike()
    {
        // A third of 300 runs each begins at −10, 0 and 10; those of the midst err by 1, others by 100: no line has a
        // slope.
        var data = new LatentDataset(
            1, 1, Enumerable.Range(0, 300).Select(run => (run % 3) switch
            {
                0 => new double[] { -10, 90 },
                1 => [0, 1],
                _ => [10, 110],
            }));
        foreach (var (start, next) in new[] { (-9.0, 91.0), (1, 2), (9, 109) })
        {
            var ensemble = new double[50];
            new DressedEnsemble([Hold], Paths(data)).Forecast([start], 1, 50, seed: 3, ensemble);
            Assert.All(ensemble, member => Assert.Equal(next, member));
        }
    }

    /// <summary>
    /// Errors that differ with the window as much as by chance. Among those of the nearest runs as they are the truth
    /// would be too seldom the first or last.
    /// </summary>
    [Fact]
    public void WhereErrorsDependOnTheWindow_TheTruthHasEachRankAsOften()
    {
        const int runs = 400, members = 19, trials = 40;
        var random = new RandomStream(11);
        var ranks = new long[members + 1];
        var ensemble = new double[members];
        double[] Run()
        {
            double start = random.NextDouble();
            return [start, start + 40 * start + random.NextGaussian()]; // the nearest 40 differ by 4
        }
        for (int set = 0; set < 100; set++)
        {
            var dressed = new DressedEnsemble(
                [Hold], Paths(new LatentDataset(1, 1, Enumerable.Range(0, runs).Select(_ => Run()))));
            for (int trial = 0; trial < trials; trial++)
            {
                double[] truth = Run();
                dressed.Forecast([truth[0]], 1, members, seed: (ulong)trial, ensemble);
                ranks[ensemble.Count(member => member < truth[1])]++;
            }
        }
        Assert.InRange(ChiSquared.UniformPValue(ranks), 1e-4, 1);
    }

    [Fact]
    public void WithoutARun_MembersHaveNoErrorOfIt()
    {
        var data = new LatentDataset(1, 1, Enumerable.Range(0, 5).Select(run => new double[] { 0, run }));
        var ensemble = new double[4];
        var without = new DressedEnsemble([Hold], Paths(data)).Without(3);
        without.Forecast([0], 1, 4, seed: 1, ensemble);
        Assert.Equal([0, 1, 2, 4], ensemble.Order());
        Assert.Equal([0, 1, 2, 4], without.RunsOf([0], 4, seed: 1).Order());
    }

    /// <summary>In closed form, with the penalty that leaves the smallest residuals.</summary>
    [Fact]
    public void Members_AreTheForecast_ThePredictedError_AndSpreadResidualsOfTheNearestRuns_AlsoWithoutOne()
    {
        const int runs = 200, members = 20, left = 100;
        var random = new RandomStream(3);
        // One is as far out as counts, so that it matters which one is left out; runs are numbered backwards.
        double[] errors =
            [.. Enumerable.Range(0, runs).Select(path => path == left ? 400 : path + 10 * random.NextGaussian())];
        var paths = new ErrorPaths(dimension: 1);
        for (int path = 0; path < runs; path++) paths.Add(new(runs - path, [path], [(float)errors[path]]));
        var regression = new ErrorRegression(paths);
        double factor = new ErrorSpread(paths, regression).Factors(members, 1)[0];
        Assert.NotEqual(1, factor);
        double Predicted(double window, int? without)
        {
            int[] known = [.. Enumerable.Range(0, runs).Where(one => one != without)];
            // About the means, windows in units of which the variance of all is 1.
            double mean = known.Average(one => (double)one), error = known.Average(one => errors[one]);
            double penalty = 0.01 * runs * (runs * runs - 1) / 12.0;
            return error + (window - mean) * known.Sum(one => (one - mean) * errors[one])
                / (known.Sum(one => (one - mean) * (one - mean)) + penalty);
        }
        var ensemble = new double[members];
        var dressed = new DressedEnsemble([Hold], paths);
        foreach (int? without in new int?[] { null, left })
        {
            (without is null ? dressed : dressed.Without(runs - left)).Forecast([100.4], 1, members, 5, ensemble);
            double[] residuals =
            [
                .. Enumerable.Range(0, runs).Where(one => one != without).OrderBy(one => Math.Abs(one - 100.4))
                    .Take(members).Select(one => errors[one] - Predicted(one, one)).Order(),
            ];
            double mean = residuals.Average();
            for (int m = 0; m < members; m++)
            {
                double expected = 100.4 + Predicted(100.4, without) + mean + factor * (residuals[m] - mean);
                Assert.Equal(expected, ensemble.Order().ElementAt(m), 1e-3);
            }
        }
        Assert.NotEqual(Predicted(100.4, null), Predicted(100.4, left), 1e-2);
    }

    /// <summary>
    /// Chance at each step, which cancels in the sums, and a rate of the run, which does not: places are in the midst
    /// of those of runs that began alike, and rates hardly.
    /// </summary>
    [Fact]
    public void OfRates_TheSumsAreSpread()
    {
        const int runs = 400, members = 19, steps = 30, trials = 4000;
        var random = new RandomStream(5);
        float[] Rates(double start, double noise) =>
            [.. Enumerable.Range(0, steps).Select(k => (float)(Math.Abs(start) + noise * random.NextGaussian()))];
        var paths = new ErrorPaths(dimension: 1);
        for (int run = 0; run < runs; run++)
        {
            double start = 2 * random.NextDouble() - 1;
            paths.Add(new(run, [(float)start], Rates(start, 0.3)));
        }
        long[] Ranks(DressedEnsemble dressed)
        {
            var ranks = new long[members + 1];
            var ensemble = new double[members * steps];
            for (int trial = 0; trial < trials; trial++)
            {
                double start = 2 * random.NextDouble() - 1;
                dressed.Forecast([start], steps, members, seed: (ulong)trial, ensemble);
                double truth = Rates(start, 0.3).Sum(rate => start + rate);
                ranks[ensemble.Chunk(steps).Count(member => member.Sum() < truth)]++;
            }
            return ranks;
        }
        var (sums, single) = (Ranks(new([Hold], paths, rates: [0])), Ranks(new([Hold], paths)));
        // Of 4,000 truths 400 should be first or last.
        Assert.InRange(sums[0] + sums[^1], 300, 500);
        Assert.InRange(single[0] + single[^1], 0, 250);
    }

    [Fact]
    public void BeyondAllErrors_RatesAreThoseOfTheLastQuarterAgain()
    {
        var paths = new ErrorPaths(dimension: 2);
        paths.Add(new(0, [0, 0], [1, 1, 2, 2, 4, 4, 8, 8]));
        var ensemble = new double[2 * 2 * 7];
        new DressedEnsemble([new LinearRecursion([1, 0, 0, 1], 2)], paths, rates: [1]).Forecast(
            [0, 0], 7, 2, seed: 1, ensemble);
        foreach (double[] member in ensemble.Chunk(2 * 7))
        {
            Assert.Equal([1, 2, 4, 8, 8, 8, 8], member.Where((_, at) => at % 2 == 0));
            Assert.Equal([1, 2, 4, 8, 8, 8, 8], member.Where((_, at) => at % 2 == 1));
        }
    }

    [Fact]
    public void OfRunsOfOneStep_RatesGoOnAsInIt()
    {
        var paths = new ErrorPaths(dimension: 1);
        paths.Add(new(0, [0], [3]));
        var ensemble = new double[2 * 3];
        new DressedEnsemble([Hold], paths, rates: [0]).Forecast([0], 3, 2, seed: 1, ensemble);
        Assert.All(ensemble, state => Assert.Equal(3, state));
    }

    [Fact]
    public void MoreMembersThanRuns_HaveEachPathAsOftenAsAnyOther_OrOnceMore()
    {
        var data = new LatentDataset(1, 1, [[0, 1], [0, 2], [0, 3]]);
        var more = new long[3];
        for (ulong seed = 0; seed < 600; seed++)
        {
            var ensemble = new double[7];
            new DressedEnsemble([Hold], Paths(data)).Forecast([0], 1, 7, seed, ensemble);
            int[] counts = [.. Enumerable.Range(1, 3).Select(value => ensemble.Count(member => member == value))];
            Assert.Equal([2, 2, 3], counts.Order());
            more[Array.IndexOf(counts, 3)]++;
        }
        Assert.InRange(ChiSquared.UniformPValue(more), 1e-4, 1);
    }

    [Fact]
    public void MembersOfSeveralModels_AreSpreadEvenlyOverThem_WithThePathsOfDistinctRuns()
    {
        LinearRecursion[] models = [new([1], 1), new([2], 1), new([3], 1)];
        var data = new LatentDataset(1, 1, Enumerable.Range(1, 7).Select(run => new double[] { 0, run }));
        var ensemble = new double[7];
        new DressedEnsemble(models, Paths(data)).Forecast([100], 1, 7, seed: 2, ensemble);
        Assert.Equal(
            [100, 200, 300, 100, 200, 300, 100], ensemble.Select(member => 100 * Math.Floor(member / 100)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], ensemble.Select(member => member % 100).Order());
        // Fewer members than models have the forecasts of the first ones.
        new DressedEnsemble(models, Paths(data)).Forecast([100], 1, 2, seed: 2, ensemble.AsSpan(0, 2));
        Assert.Equal([100, 200], ensemble[..2].Select(member => 100 * Math.Floor(member / 100)));
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var ensemble = new DressedEnsemble([Hold], Paths(new LatentDataset(1, 1, [[0, 1, 2]])));
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([0], 2, 1, 1, new double[2]));
    }

    private static ErrorPaths Paths(LatentDataset data)
    {
        var paths = new ErrorPaths(dimension: 1);
        for (int run = 0; run < data.RunCount; run++) paths.Add(ErrorPath.Of(Hold, data, run, start: 1)!);
        return paths;
    }
}
