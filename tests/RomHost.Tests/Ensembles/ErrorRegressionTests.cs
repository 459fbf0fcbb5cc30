using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

public sealed class ErrorRegressionTests
{
    private const int Runs = 300;

    [Fact]
    public void ErrorsThatDependOnTheWindow_ArePredicted_AndTheirResidualsAreTheRest()
    {
        var random = new RandomStream(1);
        // Beside it one that is chance alone.
        var regression = Of(window => [7 * window + 2 + 0.1 * random.NextGaussian(), random.NextGaussian()]);
        double[] low = regression.Predict([0.1f, 0], 1), high = regression.Predict([0.9f, 0], 1);
        Assert.Equal(2.7, low[0], 0.1);
        Assert.Equal(8.3, high[0], 0.1);
        Assert.Equal(low[1], high[1], 0.2);
        double[] rest = [.. Enumerable.Range(0, Runs).Select(path => (double)regression.ResidualAt(path, 0)[0])];
        Assert.Equal(0, rest.Average(), 0.02);
        Assert.Equal(0.1, Math.Sqrt(rest.Average(value => value * value)), 0.02);
    }

    /// <summary>Bit by bit, so that exchangeable errors stay so.</summary>
    [Fact]
    public void ErrorsThatDoNotDependOnTheWindow_StayAsTheyAre()
    {
        int same = 0;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var random = new RandomStream(seed);
            // Normal, Cauchy's, equal, and equal but for rounding.
            var paths = Paths(window =>
                [random.NextGaussian(), random.NextGaussian() / random.NextGaussian(), 0.7, 5 + 1e-6 * window]);
            var regression = new ErrorRegression(paths);
            double[] predicted = regression.Predict([0.9f, 0, 0, 0], 1);
            bool IsSame(int i) => Enumerable.Range(0, Runs).All(path =>
                regression.ResidualAt(path, 0)[i].Equals(paths.At(path, 0)[i]));
            for (int i = 0; i < 4; i++)
            {
                if (IsSame(i)) Assert.Equal(0, predicted[i]);
                else Assert.Equal(0, predicted[i], 0.5);
            }
            Assert.True(IsSame(2) && IsSame(3));
            same += (IsSame(0) ? 1 : 0) + (IsSame(1) ? 1 : 0);
        }
        // By chance some regression leaves less than the mean does in one of three cases.
        Assert.InRange(same, 7, 19);
    }

    /// <summary>Of a run whose error is on the fence, so that it counts as much as one can.</summary>
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
            Assert.NotEqual(small.Predict([window, 0], 1)[0], large.Predict([window, 0], 1)[0], 1e-3);
            Assert.Equal(small.Predict([window, 0], 1, 4)[0], large.Predict([window, 0], 1, 4)[0], 1e-5);
        }
        // Which is what its own residual was taken from.
        float own = Window(4);
        Assert.Equal(30 + 5 * own - large.Predict([own, 0], 1, 4)[0], large.ResidualAt(4, 0)[0], 1e-4);
    }

    [Fact]
    public void EachLeadHasItsFit_AndThoseBeyondAllErrorsThatOfTheLastQuarter()
    {
        var paths = Paths(window => [.. Enumerable.Range(0, 8).Select(k => (k + 1) * window)], dimension: 1);
        double[] foretold = new ErrorRegression(paths).Predict([1], 12);
        for (int k = 1; k < 8; k++) Assert.Equal((k + 1) * foretold[0], foretold[k], 1e-4);
        Assert.Equal(foretold[6..8], foretold[8..10]);
        Assert.Equal(foretold[6..8], foretold[10..12]);
    }

    [Fact]
    public void OfFewRuns_AndWithoutWindows_NothingIsForetold()
    {
        static double Of(ErrorPaths paths) => new ErrorRegression(paths).Predict([1], 1)[0];
        var paths = Paths(window => [window]);
        Assert.Equal(0, Of(paths.Only([.. Enumerable.Range(0, 99)])));
        Assert.NotEqual(0, Of(paths.Only([.. Enumerable.Range(0, 100)])));
        var without = new ErrorPaths(dimension: 1);
        for (int run = 0; run < Runs; run++) without.Add(new(run, [], [run]));
        Assert.Equal(0, Of(without));
        Assert.Equal(17, new ErrorRegression(without).ResidualAt(17, 0)[0]);
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
            double expected = some.Predict([0.7f, 0], 1)[i];
            Assert.NotEqual(0, expected);
            Assert.Equal(expected, other.Predict([0.7f * unit, 0], 1)[i] * unit, 1e-5);
        }
    }

    /// <summary>A run that falls apart must not bend the errors of all others.</summary>
    [Theory]
    [InlineData(1e6)]
    [InlineData(-1e30)]
    [InlineData(3.4e38)]
    public void AnErrorFarBeyondAllOthers_BendsNone_AndIsDrawnWhole(double far)
    {
        var random = new RandomStream(6);
        int run = 0;
        var regression = Of(window => [run++ == 50 ? far : 7 * window + 0.1 * random.NextGaussian()]);
        Assert.Equal(3.5, regression.Predict([0.5f], 1)[0], 0.2);
        Assert.All(Enumerable.Range(0, Runs).Where(path => path != 50), path =>
            Assert.InRange(Math.Abs(regression.ResidualAt(path, 0)[0]), 0, 1));
        Assert.Equal(far, regression.ResidualAt(50, 0)[0], 1e-5 * Math.Abs(far));
    }

    /// <summary>More inputs than runs, constant ones, and one that varies by rounding.</summary>
    [Fact]
    public void WindowsBeyondTheKnownOnes_CountAsOnTheirBorder()
    {
        const int inputs = 2 * Runs;
        var random = new RandomStream(8);
        var paths = new ErrorPaths(dimension: 1);
        for (int run = 0; run < Runs; run++)
        {
            float[] window = [.. Enumerable.Range(0, inputs).Select(i => i < 9 ? 3 : (float)random.NextGaussian())];
            (window[0], window[1]) = (Window(run), run % 2 == 0 ? 1 : MathF.BitIncrement(1));
            paths.Add(new(run, window, [7 * Window(run)]));
        }
        var regression = new ErrorRegression(paths);
        double[] At(float first, float second)
        {
            double[] window = [first, second, .. Enumerable.Range(0, inputs - 2).Select(i => i < 7 ? 3.0 : 0)];
            return regression.Predict(window, 1);
        }
        double largest = At(1, 1)[0];
        Assert.True(largest > At(0.5f, 1)[0]);
        Assert.Equal(largest, At(1e6f, 1)[0]);
        Assert.Equal(largest, At(1, -5)[0], 0.5);
        Assert.InRange(largest, 3.5, 7);
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
