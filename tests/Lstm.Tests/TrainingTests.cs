using Lstm.Training;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;
using Rom.Numerics.TimeSeries;

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
    public void ASampleOfWindows_IsTrainedOn_AndNoneWhereAllFit()
    {
        var options = Fixtures.Small with { MaxEpochs = 2 };
        byte[] all = WeightsOf(options, 5), sample = WeightsOf(options with { MaxWindows = 40 }, 5);
        Assert.Equal(all, WeightsOf(options with { MaxWindows = int.MaxValue }, 5));
        Assert.NotEqual(all, sample);
        Assert.Equal(sample, WeightsOf(options with { MaxWindows = 40 }, 5));
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
    public void TheLossOfRollouts_IsThatOfTheTrainedModelsForecasts()
    {
        var data = Fixtures.Rotations();
        var options = Fixtures.Small with { MaxEpochs = 1, ValidationSteps = 7, Beyond = ClosedLoopRule.Continue };
        var model = (LstmModel)new LstmTrainer(options).Train(data, TrainingContext.Silent(3));
        // One epoch: the weights that are kept are those that were validated.
        var split = RunSplit.Of(
            data, options.Lag, options.ValidationFraction, new RandomStream(RandomStream.DeriveSeed(3, 1)));
        double unit = Normalization.Of(data, split.Train).Unit;
        int r = data.Dimension, values = 0;
        double sum = 0;
        foreach (int run in split.Validation)
        {
            for (int target = options.Lag; target < data.FrameCount(run); target += 7)
            {
                int steps = Math.Min(7, data.FrameCount(run) - target);
                var forecast = new double[steps * r];
                model.Forecast(data.Window(run, target, options.Lag), steps, forecast);
                var truth = data.Run(run).Slice(target * r, steps * r);
                for (int i = 0; i < forecast.Length; i++) sum += Math.Pow((forecast[i] - truth[i]) / unit, 2);
                values += forecast.Length;
            }
        }
        Assert.Equal(sum / values, model.Diagnostics["best_val_loss"], 1e-12 * sum / values);
    }

    [Fact]
    public void TheEpochThatIsKept_HasTheBestRollouts_WhateverItsSingleStep()
    {
        var options = Fixtures.Small with { MaxEpochs = 12, Patience = 12, LearningRate = 0.05 };
        double best = BestLoss(options, options);
        Assert.True(best <= BestLoss(options with { Validation = ValidationKind.SingleStep }, options));

        // The rollout loss of the epoch that a training keeps.
        static double BestLoss(LstmOptions trained, LstmOptions judged)
        {
            var data = Fixtures.Rotations(4, 30);
            string folder = Directory.CreateTempSubdirectory().FullName;
            new LstmTrainer(trained).Train(data, TrainingContext.Silent(0)).Save(folder);
            var weights = StateDictFile.Read(Path.Combine(folder, "lstm_state_dict.pt"));
            Directory.Delete(folder, recursive: true);
            var split = RunSplit.Of(
                data, trained.Lag, trained.ValidationFraction, new RandomStream(RandomStream.DeriveSeed(0, 1)));
            var normalization = Normalization.Of(data, split.Train);
            var architecture = new Architecture(
                data.Dimension, trained.Lag, trained.HiddenUnits, trained.Layers, trained.LayerNorm, trained.Residual);
            return new Rollouts(data, split.Validation, judged, architecture, normalization, normalization.Unit)
                .Loss(weights, CancellationToken.None);
        }
    }

    [Fact]
    public void ARolloutThatOverflows_CountsAsTheLargestError_AndWeightsThatAreNotFiniteAsNone()
    {
        var data = Fixtures.Rotations(2, 20);
        var architecture = new Architecture(data.Dimension, 3, 4, 1, LayerNorm: false, Residual: true);
        var options = new LstmOptions { Lag = 3, HiddenUnits = 4, Layers = 1, LayerNorm = false };
        Assert.Equal(Rollouts.LargestError * Rollouts.LargestError, LossWith(1e38f), 1e-9);
        Assert.Equal(double.NaN, LossWith(float.NaN));

        double LossWith(float bias)
        {
            NamedTensor[] weights =
            [
                .. architecture.Tensors.Select(tensor => new NamedTensor(
                    tensor.Name, tensor.Shape,
                    [
                        .. Enumerable.Repeat(
                            tensor.Name == "out.bias" ? bias : 0, tensor.Shape.Aggregate((a, b) => a * b)),
                    ])),
            ];
            return new Rollouts(
                data, [0, 1], options, architecture, Normalization.None(data.Dimension), unit: 1)
                .Loss(weights, CancellationToken.None);
        }
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

    [Fact]
    public void AClosedLoopLongerThanTheRuns_IsRefusedBeforeTheTraining()
    {
        var trainer = new LstmTrainer(Fixtures.Small with { Kstep = 4 });
        var refusal = trainer.RefusalOf(runs: 3, frames: 6, dimension: 3);
        Assert.Contains("at least lag + kstep = 7 frames to train on, found 6", refusal?.ErrorMessage);
        Assert.Equal(["Kstep"], refusal?.MemberNames);
        Assert.Null(trainer.RefusalOf(runs: 3, frames: 7, dimension: 3));
    }

    [Theory]
    [InlineData(ClosedLoopRule.Tail, true)]
    [InlineData(ClosedLoopRule.Continue, false)]
    public void ForecastBeyondTheRuns_FollowsTheRule(ClosedLoopRule rule, bool isHeld)
    {
        var data = Fixtures.Rotations(runs: 4, frames: 20);
        var options = Fixtures.Small with { MaxEpochs = 1, Beyond = rule };
        var model = new LstmTrainer(options).Train(data, TrainingContext.Silent(0));
        int known = 20 - options.Lag;
        var forecast = new double[(known + 3) * 3];
        model.Forecast(data.Window(0, options.Lag, options.Lag), known + 3, forecast);
        double[] first = forecast[(3 * known)..(3 * known + 3)], last = forecast[^3..];
        Assert.Equal(isHeld, first.SequenceEqual(last));
    }

    [Fact]
    public void ClosedLoopsThatDrift_EndInTheClimatology_WhereNoRuleIsGiven()
    {
        var random = new RandomStream(4);
        var noise = new LatentDataset(2, 1, Enumerable.Range(0, 6).Select(_ =>
            Enumerable.Range(0, 60).Select(_ => random.NextGaussian()).ToArray()));
        Assert.InRange(Horizon(null), 1, 3);
        Assert.Equal(30 - 3, Horizon(ClosedLoopRule.Tail));

        double Horizon(ClosedLoopRule? beyond) =>
            new LstmTrainer(Fixtures.Small with { MaxEpochs = 1, Beyond = beyond })
                .Train(noise, TrainingContext.Silent(1)).Diagnostics["horizon_steps"];
    }

    // Independent noise has nothing to learn: in one epoch the residual network hardly leaves persistence.
    [Fact]
    public void ClosedLoopsThatAreWorseThanTheMean_AreDoubted()
    {
        var random = new RandomStream(4);
        var noise = new LatentDataset(2, 1, Enumerable.Range(0, 6).Select(_ =>
            Enumerable.Range(0, 60).Select(_ => random.NextGaussian()).ToArray()));
        Assert.Contains("the network drifts", Assert.Single(Doubts(noise)));
        Assert.Empty(Doubts(Fixtures.Rotations(), epochs: 30));

        List<string> Doubts(LatentDataset data, int epochs = 1)
        {
            var listener = new Listener<string>();
            new LstmTrainer(Fixtures.Small with { MaxEpochs = epochs }).Train(
                data, TrainingContext.Silent(1) with { Warnings = listener });
            return listener.Heard;
        }
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
