using Rom.Abstractions;

namespace Lstm.Tests;

[Collection(LibTorchCollection.Name)]
public sealed class TrainingTests
{
    // Without dropout: libtorch's generator gives the initial weights alone.
    private static readonly LstmOptions InWindow = Fixtures.Small with
    {
        MaxEpochs = 4,
        ScheduledSamplingRamp = 2,
        Dropout = 0,
    };

    [Fact]
    public void Training_LearnsAPlantedRotation_AndForecastsIt()
    {
        var data = Fixtures.Rotations();
        var model = new LstmTrainer(Fixtures.Small).Train(data, TrainingContext.Silent(1));
        var forecast = new double[10 * 3];
        model.Forecast(data.Window(0, 20, 3), 10, forecast);
        double error = 0, scale = 0;
        for (int k = 0; k < 10; k++)
        {
            error += Math.Abs(forecast[3 * k] - data.State(0, 20 + k)[0]);
            scale += Math.Abs(data.State(0, 20 + k)[0] - 5);
        }
        Assert.True(error < 0.5 * scale, $"error {error}, signal {scale}");
    }

    [Fact]
    public void SameSeed_GivesTheSameWeights_AndAnotherSeedOthers()
    {
        byte[] first = WeightsOf(Fixtures.Small, 5), again = WeightsOf(Fixtures.Small, 5),
            other = WeightsOf(Fixtures.Small, 6);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void TrainingsAtTheSameTime_GiveTheSameWeightsAsOneAfterTheOther()
    {
        var options = Fixtures.Small with { MaxEpochs = 2 };
        byte[][] expected = [.. Enumerable.Range(0, 4).Select(seed => WeightsOf(options, (ulong)seed))],
            found = new byte[4][];
        Parallel.For(0, 4, seed => found[seed] = WeightsOf(options, (ulong)seed));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void KstepWithScheduledSampling_TrainsToo() =>
        Assert.NotEmpty(WeightsOf(
            Fixtures.Small with { MaxEpochs = 3, Kstep = 3, ScheduledSampling = 0.5, ScheduledSamplingRamp = 2 }, 5));

    [Fact]
    public void SamplingInTheWindow_IsDeterminedByTheSeed()
    {
        var sampling = InWindow with { ScheduledSampling = 0.5, Dropout = 0.2 };
        byte[] first = WeightsOf(sampling, 5), again = WeightsOf(sampling, 5), other = WeightsOf(sampling, 6);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, WeightsOf(sampling with { ScheduledSampling = 0 }, 5));
        Assert.NotEqual(first, WeightsOf(sampling with { ScheduledSampling = 1 }, 5));
    }

    [Fact]
    public void WithoutSampling_TheWeightsAreThoseOfPlainTraining()
    {
        byte[] plain = WeightsOf(InWindow, 5);
        Assert.Equal(plain, WeightsOf(InWindow with { ScheduledSampling = 1, ScheduledSamplingWarmup = 4 }, 5));
        Assert.Equal(plain, WeightsOf(InWindow with { ScheduledSamplingPlace = SamplingPlace.Window }, 5));
        Assert.Equal(
            plain,
            WeightsOf(
                InWindow with
                {
                    ScheduledSampling = 1,
                    ScheduledSamplingWarmup = 2,
                    ScheduledSamplingPhase1End = 3,
                    ScheduledSamplingPhase1Ratio = 0,
                    ScheduledSamplingPhase2End = 9,
                },
                5));
    }

    [Fact]
    public void WindowsOfOneState_HaveNothingToReplace()
    {
        var one = InWindow with { Lag = 1 };
        Assert.Equal(WeightsOf(one, 5), WeightsOf(one with { ScheduledSampling = 1 }, 5));
    }

    [Fact]
    public void SamplingInTheLoop_IsTheOneOfAClosedLoopThatNamesNoPlace()
    {
        var loop = InWindow with { Kstep = 3, ScheduledSampling = 0.5 };
        byte[] unnamed = WeightsOf(loop, 5);
        Assert.Equal(unnamed, WeightsOf(loop with { ScheduledSamplingPlace = SamplingPlace.Loop }, 5));
        Assert.NotEqual(unnamed, WeightsOf(loop with { ScheduledSamplingPlace = SamplingPlace.Window }, 5));
    }

    [Fact]
    public void TheConvexWeighting_TrainsOtherWeightsThanTheOther()
    {
        var loop = InWindow with { Kstep = 3 };
        Assert.NotEqual(WeightsOf(loop, 5), WeightsOf(loop with { KstepAlpha = 0.5 }, 5));
    }

    [Fact]
    public void ExplodingLearningRate_IsReportedAsDivergence()
    {
        var data = new LatentDataset(
            1, 1,
            [Enumerable.Range(0, 60).Select(t => 1e30 * (t % 7)).ToArray(),
                Enumerable.Range(0, 60).Select(t => 1e30 * (t % 5)).ToArray()]);
        var options = Fixtures.Small with { NormalizeInput = false };
        Assert.Equal(
            "the loss is not finite in epoch 1; set normalize_input to true, or lower learning_rate", Refusal(options));
        Assert.Equal(
            "the loss is not finite in epoch 1; set normalize_input to true, set gradient_clip, or lower learning_rate",
            Refusal(options with { GradientClip = 0 }));

        string Refusal(LstmOptions options) => Assert.Throws<TrainingDivergedException>(
            () => new LstmTrainer(options).Train(data, TrainingContext.Silent(0))).Message;
    }

    [Fact]
    public void EarlyStopping_EndsBeforeTheLastEpoch()
    {
        var options = Fixtures.Small with { MaxEpochs = 400, Patience = 2, LearningRate = 0.05 };
        var model = new LstmTrainer(options).Train(Fixtures.Rotations(4, 30), TrainingContext.Silent(0));
        Assert.InRange(model.Diagnostics["epochs"], model.Diagnostics["best_epoch"] + 2, 399);
    }

    [Fact]
    public void Cancellation_EndsTraining()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var context = TrainingContext.Silent(0) with { Cancellation = cancelled.Token };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new LstmTrainer(Fixtures.Small).Train(Fixtures.Rotations(), context));
    }

    [Fact]
    public void Cancellation_EndsATrainingThatSamples()
    {
        using var cancelled = new CancellationTokenSource();
        var epochs = new EpochAction(() => cancelled.Cancel());
        var context = TrainingContext.Silent(0) with { Cancellation = cancelled.Token, Progress = epochs };
        var options = InWindow with { ScheduledSampling = 1 };
        var trainer = new LstmTrainer(options);
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(Fixtures.Rotations(), context));
        Assert.Equal(1, epochs.Count);
    }

    [Fact]
    public void RunsShorterThanTheLag_AreRefusedWithNumbers()
    {
        var data = new LatentDataset(1, 1, [[1.0, 2.0], [1.0]]);
        var error = Assert.Throws<ArgumentException>(() =>
            new LstmTrainer(Fixtures.Small).Train(data, TrainingContext.Silent(0)));
        Assert.Contains("more than 3 frames, the longest has 2", error.Message);
    }

    [Fact]
    public void RunsShorterThanTheClosedLoop_AreRefusedWithNumbers()
    {
        var options = Fixtures.Small with { Kstep = 4 };
        var trainer = new LstmTrainer(options);
        var error = Assert.Throws<ArgumentException>(
            () => trainer.Train(Fixtures.Rotations(runs: 3, frames: 6), TrainingContext.Silent(0)));
        Assert.Contains("at least lag + kstep = 7 frames to train on, the longest has 6", error.Message);
        Assert.NotEmpty(trainer.Train(Fixtures.Rotations(runs: 3, frames: 7), TrainingContext.Silent(0)).Diagnostics);
    }

    private static byte[] WeightsOf(LstmOptions options, ulong seed)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        new LstmTrainer(options).Train(Fixtures.Rotations(), TrainingContext.Silent(seed)).Save(folder);
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "lstm_state_dict.pt"));
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    /// <summary>Acts when an epoch is over, on the thread that trains.</summary>
    private sealed class EpochAction(Action action) : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value)
        {
            Count++;
            action();
        }
    }
}
