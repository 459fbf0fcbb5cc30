using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

public sealed class ErrorSpreadTests
{
    private const int Runs = 400, Nearest = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ErrorsThatDoNotDependOnTheWindow_KeepTheirSpread_WhateverTheirDistribution(ulong seed)
    {
        var random = new RandomStream(seed);
        // Normal, Cauchy's, and of very different size from run to run.
        var paths = Paths(_ =>
        {
            double size = Math.Exp(3 * random.NextGaussian());
            return [random.NextGaussian(), random.NextGaussian() / random.NextGaussian(), size * random.NextGaussian()];
        });
        foreach (int count in (int[])[2, Nearest, Runs / 2, Runs - 2])
            Assert.All(Of(paths).Factors(count, 1), factor => Assert.InRange(factor, 0.9, 1.1));
    }

    // Uniform neighbours, and the run in their midst: only at the borders is it not.
    [Fact]
    public void ErrorsThatTheWindowGives_AreSpreadLittle()
    {
        double[] factors = Of(Paths(window => [Fold(window), 3, -1e-9 * Fold(window)])).Factors(Nearest, 1);
        Assert.InRange(factors[0], 0.001, 0.2);
        Assert.Equal(1, factors[1]); // all are equal
        Assert.InRange(factors[2], 0.001, 0.2);
    }

    [Fact]
    public void EachLeadHasItsFactor_AndThoseBeyondAllErrorsTheLast()
    {
        // At the first two steps chance alone, later the window alone.
        var random = new RandomStream(4);
        var paths = Paths(
            window => [.. Enumerable.Range(0, 12).Select(k => k < 2 ? random.NextGaussian() : Fold(window))],
            dimension: 1);
        double[] factors = Of(paths).Factors(Nearest, 30);
        Assert.All(factors[..2], factor => Assert.InRange(factor, 0.9, 1.1));
        Assert.All(factors[2..], factor => Assert.InRange(factor, 0.001, 0.2));
        Assert.Equal(factors[11], factors[29]);
        Assert.Equal(factors[..1], Of(paths).Factors(Nearest, 1));
    }

    [Fact]
    public void OfAllRuns_OfFew_AndWithoutWindows_ErrorsAreTakenAsTheyAre()
    {
        static double[] Factor(ErrorPaths paths, int count) => Of(paths).Factors(count, 1);
        var paths = Paths(window => [Fold(window)]);
        Assert.Equal([1.0], Factor(paths, Runs));
        Assert.Equal([1.0], Factor(paths, Runs - 1)); // all others, for a run that is left out
        Assert.NotEqual([1.0], Factor(paths, Nearest));
        Assert.Equal([1.0], Factor(paths.Only([.. Enumerable.Range(0, 99)]), 5));
        Assert.NotEqual([1.0], Factor(paths.Only([.. Enumerable.Range(0, 100)]), 5));
        var without = new ErrorPaths(dimension: 1);
        for (int run = 0; run < Runs; run++) without.Add(new(run, [], [run]));
        Assert.Equal([1.0], Factor(without, Nearest));
    }

    // Nearest to each run are the same three, which are apart from it and err alike but for rounding.
    [Fact]
    public void WhereNeighboursErrAlike_AndTheRunDoesNot_TheSpreadStays()
    {
        var paths = new ErrorPaths(dimension: 1);
        for (int run = 0; run < 150; run++)
        {
            var window = new float[150]; // no two windows of other runs are as near as the origin
            if (run >= 3) window[run] = 1;
            paths.Add(new(run, window, [run < 3 ? MathF.BitIncrement(5) : 7 + run]));
        }
        paths.Add(new(150, new float[150], [5]));
        Assert.Equal([1.0], Of(paths).Factors(3, 1));
    }

    private static ErrorSpread Of(ErrorPaths paths) => new(paths, new ErrorRegression(paths));

    // To which no line has a slope.
    private static double Fold(float window) => Math.Abs(2 * window - 1);

    // Windows of one state between 0 and 1, as even as multiples of the golden ratio are.
    private static ErrorPaths Paths(Func<float, double[]> errors, int? dimension = null)
    {
        var paths = new ErrorPaths(dimension ?? errors(0).Length);
        for (int run = 0; run < Runs; run++)
        {
            float window = (float)(run * 0.6180339887 % 1);
            var state = new float[paths.Dimension];
            state[0] = window;
            paths.Add(new(run, state, [.. errors(window).Select(error => (float)error)]));
        }
        return paths;
    }
}
