using Rom.Abstractions;
using RomHost.Models;

namespace RomHost.Tests.Models;

/// <summary>Times of trainings on a clock that only the test moves.</summary>
public class TimedTrainingTests
{
    private static readonly LatentDataset Data = new(1, 1, [new double[2000], new double[2000]]);

    private readonly PlantedClock clock = new();
    private readonly List<(int Frames, ulong Seed)> trainings = [];

    // 95 ms of compilation in the first training of a process, 0.27 ms without: measured of the mvar plugin.
    [Fact]
    public void WhatTheFirstTrainingPaysFor_IsNoPartOfTheTime()
    {
        var (_, seconds) = Timed(() => trainings.Count == 1 ? 0.095 : 0.27e-3).Run(
            Data, TrainingContext.Silent(seed: 3));
        Assert.Equal(0.27e-3, seconds, 1e-9);
        Assert.All(trainings, training => Assert.Equal(3UL, training.Seed));
    }

    [Fact]
    public void OfShortTrainings_TheMedianCounts()
    {
        int whole = 0;
        var (_, seconds) = Timed(() => trainings[^1].Frames == 4000 && ++whole == 1 ? 0.02 : 0.001).Run(
            Data, TrainingContext.Silent(seed: 3));
        Assert.Equal(0.001, seconds, 1e-9);
        Assert.Equal(7, whole);
    }

    [Fact]
    public void ALongTraining_IsDoneOnce_AfterAPartOfTheData()
    {
        var (_, seconds) = Timed(() => trainings[^1].Frames == 4000 ? 12 : 0.3).Run(
            Data, TrainingContext.Silent(seed: 3));
        Assert.Equal(12, seconds, 1e-9);
        Assert.Equal(4000, Assert.Single(trainings, training => training.Frames == 4000).Frames);
        Assert.All(trainings.SkipLast(1), training => Assert.Equal(1024, training.Frames));
    }

    [Fact]
    public void AWarmUpThatFails_FailsNothing_AndATrainingThatFails_Does()
    {
        var (model, _) =
            Timed(() => trainings[^1].Frames < 4000 ? throw new TrainingDivergedException("too few windows") : 1).Run(
                Data, TrainingContext.Silent(seed: 3));
        Assert.NotNull(model);
        Assert.Throws<TrainingDivergedException>(
            () => Timed(() => throw new TrainingDivergedException("it left the finite numbers")).Run(
                Data, TrainingContext.Silent(seed: 3)));
    }

    // It has given a model before, which is kept with the measured times.
    [Fact]
    public void ARepeatedTrainingThatFails_FailsNothing()
    {
        int whole = 0;
        double Train() =>
            trainings[^1].Frames < 4000 || ++whole < 3
                ? 0.001
                : throw new TrainingDivergedException("its state was used up");
        var (model, seconds) = Timed(Train).Run(Data, TrainingContext.Silent(seed: 3));
        Assert.NotNull(model);
        Assert.Equal((0.001, 3), (seconds, whole));
    }

    [Fact]
    public void Cancellation_EndsTheWarmUpToo()
    {
        using var stop = new CancellationTokenSource();
        var timed = Timed(() =>
        {
            stop.Cancel();
            return 0;
        });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            timed.Run(Data, TrainingContext.Silent(seed: 3) with { Cancellation = stop.Token }));
        Assert.Single(trainings);
    }

    private TimedTraining Timed(Func<double> seconds) => new(clock, () => new Trainer(this, seconds));

    private sealed class Trainer(TimedTrainingTests test, Func<double> seconds) : IRomModelTrainer
    {
        public int MaxLag => 1;

        public IRomModel Train(LatentDataset data, TrainingContext context)
        {
            test.trainings.Add((Enumerable.Range(0, data.RunCount).Sum(data.FrameCount), context.Seed));
            context.Cancellation.ThrowIfCancellationRequested();
            test.clock.Pass(seconds());
            return new Model();
        }

        public IRomModel Load(string directory) => new Model();
    }

    private sealed class Model : IRomModel
    {
        public int Lag => 1;

        public int LatentDimension => 1;

        public long ParameterCount => 0;

        public ModelComplexity Complexity => new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast) => forecast.Fill(window[0]);

        public void Save(string directory)
        {
        }
    }
}
