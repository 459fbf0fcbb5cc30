using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

public sealed class ErrorRegressionTests
{
    private const int Runs = 300;

    [Fact]
    public void WhatTheWindowForetells_IsForecast_AndTheRestIsDrawn()
    {
        var random = new RandomStream(1);
        // Beside it one that is chance alone.
        var regression = Of(window => [7 * window + 2 + 0.1 * random.NextGaussian(), random.NextGaussian()]);
        double[] low = regression.Foretell([0.1f, 0], 1), high = regression.Foretell([0.9f, 0], 1);
        Assert.Equal(2.7, low[0], 0.1);
        Assert.Equal(8.3, high[0], 0.1);
        Assert.Equal(low[1], high[1], 0.2);
        double[] rest = [.. Enumerable.Range(0, Runs).Select(path => (double)regression.RestOf(path, 0)[0])];
        Assert.Equal(0, rest.Average(), 0.02);
        Assert.Equal(0.1, Math.Sqrt(rest.Average(value => value * value)), 0.02);
    }

    /// <summary>As they are, bit by bit, so that exchangeable errors stay so.</summary>
    [Fact]
    public void WhereTheWindowForetellsNothing_ErrorsAreDrawnAsTheyAre()
    {
        int same = 0;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var random = new RandomStream(seed);
            var paths = Paths(_ => [random.NextGaussian(), random.NextGaussian() / random.NextGaussian(), 3]);
            var regression = new ErrorRegression(paths);
            double[] foretold = regression.Foretell([0.9f, 0, 0], 1);
            for (int i = 0; i < 3; i++)
            {
                bool isSame = Enumerable.Range(0, Runs).All(path =>
                    regression.RestOf(path, 0)[i].Equals(paths.At(path, 0)[i]));
                if (isSame) Assert.Equal(0, foretold[i]);
                if (isSame) same++;
                else Assert.Equal(0, foretold[i], 0.5);
            }
        }
        // A regression on chance leaves less than the mean does in one of six cases (a chi-square above 1).
        Assert.InRange(same, 18, 30);
    }

    [Fact]
    public void WithoutAPath_ItsErrorHasNoPart()
    {
        var random = new RandomStream(2);
        double[] noise = [.. Enumerable.Range(0, Runs).Select(_ => random.NextGaussian())];
        ErrorRegression With(double error)
        {
            int run = 0;
            return Of(window => [5 * window + (run == 4 ? error : noise[run]), run++]);
        }
        var (small, large) = (With(0), With(30));
        foreach (float window in (float[])[0, 0.3f, 1])
        {
            Assert.NotEqual(small.Foretell([window, 0], 1)[0], large.Foretell([window, 0], 1)[0], 1e-3);
            Assert.Equal(small.Foretell([window, 0], 1, 4)[0], large.Foretell([window, 0], 1, 4)[0], 1e-5);
        }
        // Which is what its own rest was taken from.
        float own = Window(4);
        Assert.Equal(30 + 5 * own - large.Foretell([own, 0], 1, 4)[0], large.RestOf(4, 0)[0], 1e-4);
    }

    [Fact]
    public void EachLeadHasItsFit_AndThoseBeyondAllErrorsThatOfTheLastQuarter()
    {
        var paths = Paths(window => [.. Enumerable.Range(0, 8).Select(k => (k + 1) * window)], dimension: 1);
        double[] foretold = new ErrorRegression(paths).Foretell([1], 12);
        for (int k = 1; k < 8; k++) Assert.Equal((k + 1) * foretold[0], foretold[k], 1e-4);
        Assert.Equal(foretold[6..8], foretold[8..10]);
        Assert.Equal(foretold[6..8], foretold[10..12]);
    }

    [Fact]
    public void OfFewRuns_AndWithoutWindows_NothingIsForetold()
    {
        static double Of(ErrorPaths paths) => new ErrorRegression(paths).Foretell([1], 1)[0];
        var paths = Paths(window => [window]);
        Assert.Equal(0, Of(paths.Only([.. Enumerable.Range(0, 99)])));
        Assert.NotEqual(0, Of(paths.Only([.. Enumerable.Range(0, 100)])));
        var without = new ErrorPaths(dimension: 1);
        for (int run = 0; run < Runs; run++) without.Add(new(run, [], [run]));
        Assert.Equal(0, Of(without));
        Assert.Equal(17, new ErrorRegression(without).RestOf(17, 0)[0]);
    }

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void UnitsDoNotMatter(double unit)
    {
        var some = Of(window => [window * window, window]);
        var paths = new ErrorPaths(dimension: 2);
        for (int run = 0; run < Runs; run++)
        {
            double window = Window(run);
            paths.Add(new(
                run, [(float)(unit * window), 0], [(float)(window * window / unit), (float)(window / unit)]));
        }
        var other = new ErrorRegression(paths);
        for (int i = 0; i < 2; i++)
        {
            double expected = some.Foretell([0.7f, 0], 1)[i];
            Assert.NotEqual(0, expected);
            Assert.Equal(expected, other.Foretell([0.7f * unit, 0], 1)[i] * unit, 1e-5);
        }
    }

    /// <summary>One run that falls apart must not bend the errors of all others.</summary>
    [Fact]
    public void AnErrorFarBeyondAllOthers_BendsNone()
    {
        int run = 0;
        var regression = Of(_ => [run++ == 50 ? 1e30 : Math.Sin(run)]);
        Assert.Equal(0, regression.Foretell([0.5f], 1)[0]);
        Assert.Equal(1e30f, regression.RestOf(50, 0)[0]);
    }

    private static ErrorRegression Of(Func<float, double[]> errors) => new(Paths(errors));

    // Between 0 and 1, as even as multiples of the golden ratio are.
    private static float Window(int run) => (float)((run + 1) * 0.6180339887 % 1);

    private static ErrorPaths Paths(Func<float, double[]> errors, int? dimension = null)
    {
        float[][] values =
        [
            .. Enumerable.Range(0, Runs).Select(run => errors(Window(run)).Select(error => (float)error).ToArray()),
        ];
        var paths = new ErrorPaths(dimension ?? values[0].Length);
        for (int run = 0; run < Runs; run++)
        {
            var state = new float[paths.Dimension];
            state[0] = Window(run);
            paths.Add(new(run, state, values[run]));
        }
        return paths;
    }
}
