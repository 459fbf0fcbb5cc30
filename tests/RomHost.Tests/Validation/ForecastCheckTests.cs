using FsCheck.Xunit;
using RomHost.Configuration;
using RomHost.Tests.Configuration;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class ForecastCheckTests
{
    // Frames 0, 1, … at the models' step are forecast from the start on, and not before the window is full.
    [Property]
    public void StartIsRefused_ExactlyWhereNoFrameIsLeft(byte frames, byte lag, byte subsample, byte quarters)
    {
        (int simulated, int stride, double start) = (2 + (frames % 60), 1 + (subsample % 5), quarters % 40 / 4.0);
        var counts = new FrameCounts(simulated, 1, stride);
        int window = 1 + (lag % 20);
        if (counts.Rom is not > 1 || window >= counts.Rom) return;
        Experiment experiment =
            Sample.Bind(Sample.With(
                "seed: 1", FormattableString.Invariant($"evaluation: {{forecast_start: {start}}}")));
        double step = experiment.Options.Test.Duration / (simulated - 1);
        bool isLeft =
            Enumerable.Range(0, counts.Rom.Value).Any(k => k >= window && k * stride * step >= start - (1e-9 * step));
        var log = new ValidationLog(experiment);
        new ForecastCheck(experiment, log, window, "Models[0]").CheckStart(counts);
        Assert.Equal(isLeft, Record.Exception(log.ThrowIfAny) is null);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Window_MustBeShorterThanARun(int lag, bool isShorter)
    {
        Experiment experiment = Sample.Bind(Sample.Block);
        var log = new ValidationLog(experiment);
        new ForecastCheck(experiment, log, lag, "Models[0]").CheckWindow(new FrameCounts(19, 1, 2), "test");
        Assert.Equal(isShorter, Record.Exception(log.ThrowIfAny) is null);
    }

    [Fact]
    public void RunsOfUnknownLength_AreLeftToTheRun()
    {
        Experiment experiment = Sample.Bind(Sample.Block);
        var log = new ValidationLog(experiment);
        var forecast = new ForecastCheck(experiment, log, int.MaxValue, "Models[0]");
        forecast.CheckWindow(new FrameCounts(null, 1, 1), "train");
        forecast.CheckStart(new FrameCounts(null, 1, 1));
        log.ThrowIfAny();
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 3)]
    [InlineData(9, 3, 3)]
    [InlineData(10, 3, 4)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, 1)]
    [InlineData(5, int.MaxValue, 1)]
    public void FramesAtTheModelsStep_AreThoseThatAStrideKeeps(int simulated, int subsample, int expected)
    {
        var counts = new FrameCounts(simulated, subsample, subsample);
        Assert.Equal(expected, counts.Rom);
        Assert.Equal(new EnsembleSize("Train", 2, expected, expected), counts.SizeOf("Train", 2));
    }

    [Fact]
    public void RunOfUnknownLength_HasOneFrame() =>
        Assert.Equal(new EnsembleSize("Test", 3, 1, 1), new FrameCounts(null, 2, 4).SizeOf("Test", 3));
}
