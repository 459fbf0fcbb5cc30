using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Linear.Tests;

/// <summary>What a training recovers, keeps and refuses.</summary>
public class TrainingTests
{
    private static LinearModel Train(LatentDataset data, LinearOptions options, IProgress<string>? warnings = null) =>
        (LinearModel)new LinearTrainer(options).Train(
            data, TrainingContext.Silent(7) with { Warnings = warnings });

    [Fact]
    public void PlantedSystem_IsRecovered()
    {
        var model = Train(PlantedProcess.Data(8, 40, noise: 0, seed: 1), new LinearOptions { Lag = 1, RidgeAlpha = 0 });
        for (int i = 0; i < 4; i++) Assert.Equal(PlantedProcess.Matrix[i], model.Coefficients[i], 1e-9);
        for (int i = 0; i < 2; i++) Assert.Equal(PlantedProcess.Mean[i], model.Mean[i], 1e-9);
        Assert.Equal(0.97, model.Diagnostics["spectral_radius"], 1e-9);
    }

    // Errors of observation bias one-step regression towards 0 (errors in variables), and rollouts see it.
    [Fact]
    public void Tuning_UndoesTheDampingThatErrorsOfObservationCause()
    {
        var data = PlantedProcess.Data(30, 60, noise: 0, seed: 2, observation: 0.5);
        var options = new LinearOptions { Lag = 1, Horizon = 30, LearningRate = 5e-3 };
        var (start, tuned) = (Train(data, options with { MaxEpochs = 0 }), Train(data, options));
        Assert.True(start.Diagnostics["spectral_radius"] < 0.93, $"{start.Diagnostics["spectral_radius"]}");
        Assert.InRange(tuned.Diagnostics["spectral_radius"], 0.955, 0.985);
        Assert.True(tuned.Diagnostics["validation_error"] < 0.8 * start.Diagnostics["validation_error"]);
        Assert.Equal(start.Diagnostics["validation_error"], tuned.Diagnostics["start_error"]);
        Assert.True(tuned.Diagnostics["best_epoch"] > 0);
    }

    [Property(MaxTest = 25)]
    public void SpectralRadius_IsWithinItsLimit_ForAnyData(byte dimension, byte lag, byte limit, ulong seed)
    {
        int r = 1 + dimension % 4, w = 1 + lag % 3;
        var random = new RandomStream(seed);
        double[][] runs = [.. Enumerable.Range(0, 3).Select(_ =>
        {
            var run = new double[(w + 12) * r];
            for (int i = 0; i < run.Length; i++)
                run[i] = (i >= r ? 1.05 * run[i - r] : 0) + random.NextGaussian() * Math.Pow(10, i % r);
            return run;
        })];
        double most = 0.3 + 0.7 * (limit / 255.0);
        var rule = w == 1 ? (EigenvalueRule)(seed % 3) : (EigenvalueRule)(seed % 2);
        var model = Train(
            new LatentDataset(r, 1, runs),
            new LinearOptions { Lag = w, MaxRadius = most, MaxEpochs = 4, LearningRate = 0.1, Eigenvalues = rule });
        double[] companion = CompanionMatrix.Create(model.CoefficientMatrices(), r);
        double radius = GeneralEigenvalues.SpectralRadius(companion, w * r);
        Assert.True(radius <= most * (1 + 1e-12), $"{radius} > {most}");
        Assert.Equal(model.Diagnostics["spectral_radius"], radius, 1e-9);
    }

    [Fact]
    public void Disc_MovesOnlyEigenvaluesOutside_AndCircleAll()
    {
        double[] matrix = [1.2, 0, 0, 0.5]; // eigenvalues 1.2 and 0.5
        Assert.Equal([0.9, 0, 0, 0.375], EigenvalueBound.Within(matrix, 2, EigenvalueRule.Scale, 0.9), Near);
        Assert.Equal([0.9, 0, 0, 0.5], EigenvalueBound.Within(matrix, 2, EigenvalueRule.Disc, 0.9), Near);
        Assert.Equal([1, 0, 0, 1], EigenvalueBound.Within(matrix, 2, EigenvalueRule.Circle, 1), Near);
        double[] rotation = [.. PlantedProcess.Matrix.Select(value => value / 0.97)];
        Assert.Equal(rotation, EigenvalueBound.Within(PlantedProcess.Matrix, 2, EigenvalueRule.Circle, 1), Near);
    }

    [Fact]
    public void DefectiveMatrix_IsScaledInstead() =>
        Assert.Equal([0.5, 0.5, 0, 0.5], EigenvalueBound.Within([1, 1, 0, 1], 2, EigenvalueRule.Disc, 0.5), Near);

    [Fact]
    public void SameSeed_GivesTheSameModel_AndAnotherOneAnother()
    {
        var data = PlantedProcess.Data(10, 40, noise: 0.3, seed: 3);
        var options = new LinearOptions { Lag = 2, MaxEpochs = 5 };
        double[] With(ulong seed) =>
            ((LinearModel)new LinearTrainer(options).Train(data, TrainingContext.Silent(seed))).CoefficientMatrices();
        Assert.Equal(With(1), With(1));
        Assert.NotEqual(With(1), With(2));
    }

    [Fact]
    public void RaggedRuns_AndRunsThatAreTooShort_AreTrainedOn()
    {
        double[][] runs = PlantedProcess.Runs(6, 40, noise: 0.1, seed: 4);
        double[][] ragged = [runs[0], runs[1][..8], [], runs[2][..4], runs[3][..30], runs[4], runs[5][..12]];
        var model = Train(new LatentDataset(2, 1, ragged), new LinearOptions { Lag = 2, MaxEpochs = 3 });
        Assert.InRange(model.Diagnostics["validation_error"], 0, 1.5);
    }

    [Fact]
    public void OneRun_IsTrainedOnWithADoubt()
    {
        var listener = new Listener<string>();
        Train(PlantedProcess.Data(1, 40, noise: 0.1, seed: 5), new LinearOptions { MaxEpochs = 2 }, listener);
        Assert.Contains("train on more runs", Assert.Single(listener.Heard));
    }

    [Fact]
    public void EqualStates_AreForecastForEver()
    {
        var model = Train(
            new LatentDataset(2, 1, [[.. Enumerable.Repeat((double[])[4, -7], 12).SelectMany(state => state)]]),
            new LinearOptions { Lag = 2 });
        var forecast = new double[6];
        model.Forecast([4, -7, 4, -7], 3, forecast);
        Assert.Equal([4, -7, 4, -7, 4, -7], forecast);
        Assert.Equal(0, model.Diagnostics["validation_error"]);
    }

    [Fact]
    public void ConstantMode_StaysWhatItIs_AndChangesNoOther()
    {
        double[][] runs = PlantedProcess.Runs(6, 40, noise: 0.2, seed: 6);
        double[][] more = [.. runs.Select(run => run.Chunk(2).SelectMany(s => (double[])[s[0], 1e8, s[1]]).ToArray())];
        var options = new LinearOptions { Lag = 2, MaxEpochs = 3 };
        double[] without = new double[20], with = new double[30];
        Train(new LatentDataset(2, 1, runs), options).Forecast(runs[0].AsSpan(0, 4), 10, without);
        Train(new LatentDataset(3, 1, more), options).Forecast(more[0].AsSpan(0, 6), 10, with);
        for (int k = 0; k < 10; k++)
        {
            Assert.Equal(without[2 * k], with[3 * k], 1e-8);
            Assert.Equal(1e8, with[3 * k + 1], 1e-6);
            Assert.Equal(without[2 * k + 1], with[3 * k + 2], 1e-8);
        }
    }

    // As a mode beyond the rank of the data: a test state may well lie there.
    [Fact]
    public void AModeThatIsRounding_ChangesNoOther_WhereverTheWindowLies()
    {
        double[][] runs = PlantedProcess.Runs(6, 40, noise: 0.2, seed: 6);
        double[][] more =
        [
            .. runs.Select(run => run.Chunk(2)
                .SelectMany((s, t) => (double[])[s[0], s[1], 1e-16 * Math.Sin(3 * t)]).ToArray()),
        ];
        var options = new LinearOptions { Lag = 1, MaxEpochs = 3 };
        double[] without = new double[20], with = new double[30];
        Train(new LatentDataset(2, 1, runs), options).Forecast(runs[0].AsSpan(0, 2), 10, without);
        Train(new LatentDataset(3, 1, more), options).Forecast([runs[0][0], runs[0][1], 0.5], 10, with);
        for (int k = 0; k < 10; k++)
        {
            Assert.Equal(without[2 * k], with[3 * k], 1e-8);
            Assert.Equal(without[2 * k + 1], with[3 * k + 1], 1e-8);
            Assert.Equal(0, with[3 * k + 2], 1e-8);
        }
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e150)]
    public void HugeAndTinyValues_GiveTheSameModel(double unit)
    {
        double[][] runs = PlantedProcess.Runs(6, 40, noise: 0.2, seed: 8);
        double[][] scaled = [.. runs.Select(run => run.Select(value => value * unit).ToArray())];
        var options = new LinearOptions { Lag = 1, MaxEpochs = 3 };
        var (plain, other) = (
            Train(new LatentDataset(2, 1, runs), options), Train(new LatentDataset(2, 1, scaled), options));
        for (int i = 0; i < 4; i++) Assert.Equal(plain.Coefficients[i], other.Coefficients[i], 1e-9);
        for (int i = 0; i < 2; i++) Assert.Equal(plain.Mean[i] * unit, other.Mean[i], 1e-9 * unit);
    }

    [Fact]
    public void FewerWindowsThanCoefficients_AreFittedWithAPenalty_AndRefusedWithout()
    {
        var data = PlantedProcess.Data(2, 8, noise: 1, seed: 9);
        Assert.NotNull(Train(data, new LinearOptions { Lag = 5 }));
        Assert.Contains(
            "raise ridge_alpha",
            Assert.Throws<TrainingDivergedException>(() => Train(data, new LinearOptions { Lag = 5, RidgeAlpha = 0 }))
                .Message);
    }

    [Fact]
    public void RunsNoLongerThanTheLag_AreRefusedWithTheNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(
            () => Train(PlantedProcess.Data(3, 7, noise: 1, seed: 9), new LinearOptions { Lag = 7 }));
        Assert.Contains("more than 7 frames, the longest of 3 has 7", refusal.Message);
        Assert.Throws<ArgumentException>(() => Train(new LatentDataset(2, 1, []), new LinearOptions()));
    }

    [Fact]
    public void CancelledTraining_Ends()
    {
        var cancelled = TrainingContext.Silent(0) with { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => new LinearTrainer(new LinearOptions()).Train(
            PlantedProcess.Data(3, 30, noise: 1, seed: 10), cancelled));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
