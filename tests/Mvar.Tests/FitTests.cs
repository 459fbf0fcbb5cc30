using MathNet.Numerics.LinearAlgebra;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Mvar.Tests;

/// <summary>Fits, and refusals of data.</summary>
public class FitTests
{
    private static readonly PlantedProcess Process = PlantedProcess.OfTwoLags;

    private static MvarModel Train(LatentDataset data, MvarOptions options) =>
        (MvarModel)new MvarTrainer(options).Train(data, TrainingContext.Silent(0));

    [Fact]
    public void Fit_RecoversAPlantedProcess()
    {
        var model = Train(Process.Data(6, 40, noise: 0, seed: 1), new MvarOptions { Lag = 2, RidgeAlpha = 0 });
        double[] expected = [0.3, -0.2, 0.5, 0.2, 0.1, 0.2, -0.1, 0.4]; // A_2 A_1, row by row
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], model.Coefficients[i], 1e-10);
        Assert.Equal(0.7, model.Intercept[0], 1e-10);
        Assert.Equal(-0.3, model.Intercept[1], 1e-10);
        Assert.Equal(1, model.Diagnostics["train_r2"], 1e-12);
    }

    [Fact]
    public void Intercept_IsNotPenalised()
    {
        var model = Train(Process.Data(6, 40, noise: 1, seed: 2), new MvarOptions { Lag = 1, RidgeAlpha = 1e12 });
        double[] mean = MeanTarget(Process.Data(6, 40, noise: 1, seed: 2), lag: 1);
        Assert.Equal(mean[0], model.Intercept[0], 1e-6);
        Assert.Equal(mean[1], model.Intercept[1], 1e-6);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1e-6, true)] // the same swarm in millimetres: densities are per area
    public void PenaltyThatOutweighsTheData_IsDoubted(double unit, bool isDoubted)
    {
        double[][] runs =
            [.. Process.Runs(6, 40, noise: 1, seed: 12).Select(run => run.Select(value => value * unit).ToArray())];
        var listener = new Listener<string>();
        new MvarTrainer(new MvarOptions { Lag = 2 }).Train(
            new LatentDataset(2, 1, runs), TrainingContext.Silent(1) with { Warnings = listener });
        if (isDoubted)
            Assert.StartsWith(
                "ridge_alpha 0.0001 outweighs the data, whose largest sum of squares", Assert.Single(listener.Heard));
        else Assert.Empty(listener.Heard);
    }

    [Fact]
    public void Fit_SolvesTheNormalEquationsOfTheDesignWithAColumnOfOnes()
    {
        const double Alpha = 7;
        var data = Process.Data(3, 12, noise: 1, seed: 11);
        var rows = Enumerable.Range(0, data.RunCount)
            .SelectMany(run => Enumerable.Range(2, data.FrameCount(run) - 2).Select(k => (run, k))).ToArray();
        var x = Matrix<double>.Build.DenseOfRows(
            rows.Select(at => (double[])[.. data.Window(at.run, at.k, 2), 1]));
        var y = Matrix<double>.Build.DenseOfRows(rows.Select(at => data.State(at.run, at.k).ToArray()));
        var penalty = Matrix<double>.Build.DenseOfDiagonalArray([Alpha, Alpha, Alpha, Alpha, 0]);
        var expected = (x.TransposeThisAndMultiply(x) + penalty).Solve(x.TransposeThisAndMultiply(y)); // [2r + 1, r]
        var model = Train(data, new MvarOptions { Lag = 2, RidgeAlpha = Alpha });
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 4; j++) Assert.Equal(expected[j, i], model.Coefficients[i * 4 + j], 1e-11);
            Assert.Equal(expected[4, i], model.Intercept[i], 1e-11);
        }
    }

    [Fact]
    public void ShiftedData_ChangeOnlyTheIntercept()
    {
        double[] shift = [100, -40];
        double[][] runs = Process.Runs(6, 40, noise: 1, seed: 12);
        var options = new MvarOptions { Lag = 2, RidgeAlpha = 50 };
        var plain = Train(new LatentDataset(2, 1, runs), options);
        var moved = runs.Select(run => run.Select((value, i) => value + shift[i % 2]).ToArray());
        var shifted = Train(new LatentDataset(2, 1, moved), options);
        AssertSame(plain, shifted);
        for (int i = 0; i < 2; i++) // A_0' = A_0 + (I − Σ A_j) shift
        {
            double expected = plain.Intercept[i] + shift[i];
            for (int j = 0; j < 4; j++) expected -= plain.Coefficients[i * 4 + j] * shift[j % 2];
            Assert.Equal(expected, shifted.Intercept[i], 1e-9);
        }
    }

    [Fact]
    public void Fit_DoesNotDependOnTheOrderOfRuns()
    {
        double[][] runs = Process.Runs(9, 60, noise: 0.5, seed: 3);
        var forward = Train(new LatentDataset(2, 1, runs), new MvarOptions());
        var backward = Train(new LatentDataset(2, 1, runs.Reverse()), new MvarOptions());
        AssertSame(forward, backward);
    }

    [Fact]
    public void Windows_NeverCrossRuns()
    {
        // y_k = ½ y_(k−1) inside each run, and a jump of a thousand between them: one window across it would be seen.
        double[] halving = [.. Enumerable.Range(0, 8).Select(k => Math.Pow(0.5, k))];
        double[] starts = [1000, -1000, 1];
        double[][] runs = [.. starts.Select(start => halving.Select(value => start * value).ToArray())];
        var model = Train(new LatentDataset(1, 1, runs), new MvarOptions { Lag = 1, RidgeAlpha = 0 });
        Assert.Equal(0.5, model.Coefficients[0], 1e-12);
        Assert.Equal(0, model.Intercept[0], 1e-10);
    }

    [Fact]
    public void RunsThatAreTooShortForAWindow_AreLeftOut()
    {
        double[][] runs = Process.Runs(4, 50, noise: 0.5, seed: 4);
        double[][] more = [runs[0], [9, 9, 9, 9], .. runs[1..], []];
        var with = Train(new LatentDataset(2, 1, more), new MvarOptions { Lag = 2 });
        var without = Train(new LatentDataset(2, 1, runs), new MvarOptions { Lag = 2 });
        AssertSame(without, with);
    }

    [Fact]
    public void TrainingError_IsThatOfOneStepForecasts()
    {
        var data = Process.Data(5, 30, noise: 0.5, seed: 6);
        var model = Train(data, new MvarOptions { Lag = 3, RidgeAlpha = 10 });
        double[] mean = MeanTarget(data, lag: 3), next = new double[2];
        double residual = 0, total = 0;
        for (int run = 0; run < data.RunCount; run++)
        {
            for (int k = 3; k < data.FrameCount(run); k++)
            {
                model.Forecast(data.Window(run, k, 3), 1, next);
                for (int i = 0; i < 2; i++)
                {
                    residual += Math.Pow(data.State(run, k)[i] - next[i], 2);
                    total += Math.Pow(data.State(run, k)[i] - mean[i], 2);
                }
            }
        }
        Assert.Equal(1 - residual / total, model.Diagnostics["train_r2"], 1e-12);
        Assert.Equal(Math.Sqrt(residual / (2 * data.WindowCount(3))), model.Diagnostics["train_rmse"], 1e-10);
    }

    [Fact]
    public void ConstantTrajectories_GiveThatConstantAndNoR2()
    {
        var model = Train(new LatentDataset(1, 1, [[.. Enumerable.Repeat(4.0, 12)]]), new MvarOptions { Lag = 2 });
        var forecast = new double[3];
        model.Forecast([4, 4], 3, forecast);
        Assert.All(forecast, value => Assert.Equal(4, value, 1e-12));
        Assert.True(double.IsNaN(model.Diagnostics["train_r2"]));
    }

    [Fact]
    public void EqualComponentsWithoutPenalty_AreRefused()
    {
        var random = new RandomStream(7);
        double[] run = [.. Enumerable.Range(0, 200).SelectMany(_ => Enumerable.Repeat(random.NextGaussian(), 2))];
        var refusal = Assert.Throws<TrainingDivergedException>(
            () => Train(new LatentDataset(2, 1, [run]), new MvarOptions { Lag = 1, RidgeAlpha = 0 }));
        Assert.Contains("raise ridge_alpha", refusal.Message);
        Assert.NotNull(Train(new LatentDataset(2, 1, [run]), new MvarOptions { Lag = 1, RidgeAlpha = 1e-4 }));
    }

    [Fact]
    public void NearlyEqualComponentsWithoutPenalty_AreRefusedThoughTheFactorisationSucceeds()
    {
        var random = new RandomStream(7);
        double[] run =
        [
            .. Enumerable.Range(0, 200).SelectMany(_ => Pair(random.NextGaussian(), 5e-8 * random.NextGaussian())),
        ];
        var data = new LatentDataset(2, 1, [run]);
        Assert.Throws<TrainingDivergedException>(() => Train(data, new MvarOptions { Lag = 1, RidgeAlpha = 0 }));

        static double[] Pair(double value, double difference) => [value, value + difference];
    }

    [Fact]
    public void FewerWindowsThanCoefficientsWithoutPenalty_AreRefused() => Assert.Throws<TrainingDivergedException>(
        () => Train(Process.Data(1, 12, noise: 1, seed: 8), new MvarOptions { Lag = 5, RidgeAlpha = 0 }));

    [Fact]
    public void ValuesWhoseSquaresOverflow_AreRefused()
    {
        double[] run = [.. Enumerable.Range(0, 20).Select(k => 1e200 * Math.Sin(k))];
        var data = new LatentDataset(1, 1, [run]);
        Assert.Throws<TrainingDivergedException>(() => Train(data, new MvarOptions { Lag = 2 }));
    }

    [Fact]
    public void RunsNoLongerThanTheLag_AreRefusedWithTheNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => Train(Process.Data(3, 7, noise: 1, seed: 9), new MvarOptions { Lag = 7 }));
        Assert.Contains("more than 7 frames", refusal.Message);
        Assert.Contains("longest of 3 has 7", refusal.Message);
        Assert.Throws<ArgumentException>(() => Train(new LatentDataset(2, 1, []), new MvarOptions()));
    }

    [Fact]
    public void EquationsThatFitIntoNoArray_AreRefusedBeforeTheyAreAllocated()
    {
        var data = new LatentDataset(50, 1, [new double[50 * 1001]]);
        var refusal = Assert.Throws<ArgumentException>(() => Train(data, new MvarOptions { Lag = 1000 }));
        Assert.Contains("1000 lags of dimension 50", refusal.Message);
    }

    [Fact]
    public void CancelledTraining_Ends()
    {
        var cancelled = TrainingContext.Silent(0) with { Cancellation = new CancellationToken(canceled: true) };
        var data = Process.Data(3, 30, noise: 1, seed: 10);
        Assert.Throws<OperationCanceledException>(() => new MvarTrainer(new MvarOptions()).Train(data, cancelled));
    }

    private static void AssertSame(MvarModel expected, MvarModel found)
    {
        for (int i = 0; i < expected.Coefficients.Length; i++)
            Assert.Equal(expected.Coefficients[i], found.Coefficients[i], 1e-11);
    }

    private static double[] MeanTarget(LatentDataset data, int lag)
    {
        var mean = new double[data.Dimension];
        for (int run = 0; run < data.RunCount; run++)
        {
            for (int k = lag; k < data.FrameCount(run); k++)
            {
                for (int i = 0; i < mean.Length; i++) mean[i] += data.State(run, k)[i] / data.WindowCount(lag);
            }
        }
        return mean;
    }
}
