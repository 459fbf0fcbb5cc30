using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using RomHost.Configuration;
using RomHost.Tests.Configuration;
using RomHost.Tests.Configuration.Fakes;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class ModelCheckTests
{
    private const string Two = "lag: 3\n  - name: B\n    plugin: lstm\n    lag: 7";

    [Fact]
    public void LongestWindow_AndItsModel_AreFound()
    {
        (var found, ValidationLog log) = Check(Sample.Bind(Sample.With("lag: 3", Two)));
        Assert.Equal((7, "Models[1]"), found);
        Assert.Empty(log.Warnings);
        log.ThrowIfAny();
    }

    [Fact]
    public void ModelThatTakesNoPart_IsNotAsked() =>
        Assert.Equal((3, "Models[0]"), Check(Sample.Bind(Sample.With("lag: 3", Two + "\n    enabled: false"))).Longest);

    [Fact]
    public void OptionsThatATrainerRefuses_AreAnError()
    {
        (_, ValidationLog log) = Check(WithTrainer(() => throw new ArgumentException("no such window")));
        Assert.Equal(
            ["f.yaml:19:5: models[0]: the plugin refuses these options: no such window"],
            Sample.ErrorsOf(log.ThrowIfAny));
    }

    [Fact]
    public void OptionsThatDoNotFitTheLengthOfTheRuns_AreAnErrorAtTheirPlace()
    {
        var refusing = WithTrainer(() => new FakeTrainer(3)
        {
            Refusal = (runs, frames) => new ValidationResult($"{runs} runs of {frames} frames", ["Lag"]),
        });
        Assert.Equal(
            ["f.yaml:21:5: models[0].lag: 2 runs of 10 frames"], Sample.ErrorsOf(Check(refusing).Log.ThrowIfAny));
        Check(refusing, trainFrames: null).Log.ThrowIfAny(); // only the run will tell
    }

    [Fact]
    public void OptionsThatDoNotFitTheChannels_AreAnErrorAtTheirPlace()
    {
        var refusing = WithTrainer(() => new FakeTrainer(3)
        {
            RefusalOfChannels = channels => new ValidationResult(string.Join('+', channels), ["Lag"]),
        });
        Assert.Equal(["f.yaml:21:5: models[0].lag: pod"], Sample.ErrorsOf(Check(refusing).Log.ThrowIfAny));
    }

    [Theory]
    [InlineData(
        0,
        "the model cannot be made (MaxLag of the trainer: expected at least 1, found 0); the others go on without it")]
    [InlineData(null, "the model cannot be made (InvalidOperationException: no device); the others go on without it")]
    public void TrainerThatIsBroken_CostsItsModelOnly(int? lag, string warning)
    {
        (var longest, ValidationLog log) = Check(WithTrainer(
            () => lag is { } given ? new FakeTrainer(given) : throw new InvalidOperationException("no device")));
        Assert.Equal([$"f.yaml:19:5: models[0]: {warning}"], log.Warnings.Select(one => one.ToString()));
        Assert.Equal((0, "Models"), longest);
        log.ThrowIfAny();
    }

    [Theory]
    [InlineData("seed: 1", "time_limit: 9", "f.yaml:2:1: time_limit: it ends a training")]
    [InlineData("lag: 3", "lag: 3\n    time_limit: 9", "f.yaml:22:5: models[0].time_limit: it ends a training")]
    [InlineData("seed: 1", "time_limit: 9\nisolation: process", null)]
    public void TimeLimitWithoutAProcess_IsWarnedOf(string old, string replacement, string? expected)
    {
        (_, ValidationLog log) = Check(Sample.Bind(Sample.With(old, replacement)));
        if (expected is null) Assert.Empty(log.Warnings);
        else Assert.StartsWith(expected, Assert.Single(log.Warnings).ToString());
    }

    private static Experiment WithTrainer(Func<IRomModelTrainer> trainer)
    {
        Experiment experiment = Sample.Bind(Sample.Block);
        ModelPlan plan = experiment.Models[0];
        var registration = new RomModelRegistration(
            plan.Registration.Name, typeof(FakeTrainer), plan.Registration.OptionsType, (_, _) => trainer());
        return experiment with { Models = [plan with { Registration = registration }] };
    }

    private static ((int Lag, string Option) Longest, ValidationLog Log) Check(
        Experiment experiment, int? trainFrames = 10)
    {
        var log = new ValidationLog(experiment);
        var models = new ModelCheck(experiment, _ => FakePlugins.Services, [LatentChannel.Pod], null, log);
        return (models.Check(trainFrames, new MemoryCheck(log, long.MaxValue)), log);
    }
}
