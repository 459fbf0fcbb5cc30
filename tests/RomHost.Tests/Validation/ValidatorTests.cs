using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Configuration;
using RomHost.Tests.Configuration.Fakes;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class ValidatorTests
{
    [Fact]
    public void AGoodExperiment_HasNothingToComplainOf() =>
        Assert.Empty(Validate(Sample.Text("gas.yaml")));

    [Fact]
    public void OneTrainingRun_IsWarnedOf() => Assert.Equal(
        ["f.yaml:8:3: train.initial_conditions: there is one training run: none is left to validate a training on"],
        Validate(Sample.With("[2, 3]", "2")).Select(warning => warning.ToString()));

    [Theory]
    [InlineData(
        "lag: 3",
        "lag: 21",
        "f.yaml:19:5: models[0]: expected a lag below the 21 frames of a train run (one of 1 simulated), "
        + "found 21; lower it")]
    [InlineData(
        "seed: 1",
        "reduction: {subsample: 7}",
        "f.yaml:19:5: models[0]: expected a lag below the 3 frames of a train run (one of 7 simulated), "
        + "found 3; lower it")]
    [InlineData(
        "seed: 1",
        "reduction: {modes: 513}",
        "f.yaml:2:13: reduction.modes: expected at most as many modes as the grid has cells, 8 × 64 = " +
        "512, found 513; use fewer|f.yaml:2:13: reduction.modes: expected at most as many modes as there " +
        "are snapshots, 2 runs × 21 frames = 42, found 513")]
    [InlineData(
        "seed: 1",
        "evaluation: {forecast_start: 4.05}",
        "f.yaml:2:14: evaluation.forecast_start: expected a time before the end of the test runs at 4, " +
        "found 4.05")]
    [InlineData(
        "dt: 0.1",
        "dt: 0.1\n  domain: {boundary: reflecting}\nreduction: {shift_align: first}",
        "f.yaml:7:13: reduction.shift_align: frames can only be shifted on a periodic domain")]
    [InlineData(
        "lag: 3",
        "lag: 3\n  - {name: B, plugin: lstm, residual: false}",
        "f.yaml:22:5: models[1]: the plugin refuses these options: a network without residual")]
    [InlineData(
        "lag: 3",
        "lag: 60",
        "f.yaml:19:5: models[0]: expected a lag below the 21 frames of a train run (one of 1 simulated), found 60; "
        + "lower it|f.yaml:19:5: models[0]: expected a lag below the 41 frames of a test run")]
    [InlineData(
        "dt: 0.1",
        "dt: 0.1\n  domain: {lx: 1.0e+20, ly: 1.0e+20}",
        "f.yaml:3:1: simulator: expected a unit of length in which a particle in a cell is a density from 1E-30 to "
        + "1E+30, which single precision holds, found 5.12E-38 in cells of 1.25E+19 × 1.5625E+18; "
        + "choose a larger unit of length")]
    [InlineData(
        "dt: 0.1",
        "dt: 0.1\n  domain: {lx: 1.0e-20, ly: 1.0e-20}",
        "f.yaml:3:1: simulator: expected a unit of length in which a "
        + "particle in a cell is a density from 1E-30 to 1E+30")]
    [InlineData("nx: 8", "nx: 100000\n  ny: 100000", "f.yaml:15:1: density: the plugin refuses these options: ")]
    public void WhatCannotWork_IsSaidBeforehand(string old, string replacement, string expected)
    {
        string[] errors = Sample.ErrorsOf(() => Validate(Sample.With(old, replacement)));
        string[] starts = expected.Split('|');
        Assert.Equal(starts.Length, errors.Length);
        Assert.All(starts.Zip(errors), pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [Theory]
    [InlineData("lag: 3", "enabled: false", "18:1")]
    [InlineData("models:\n  - name: A\n    plugin: mvar\n    lag: 3", "models: []", "18:1")]
    [InlineData("models:\n  - name: A\n    plugin: mvar\n    lag: 3", "", "1:1")]
    public void AnExperimentWithoutModels_IsWarnedOf(string old, string replacement, string place) => Assert.Equal(
        [
            $"f.yaml:{place}: models: no model takes part: data, basis and latent data are made, and nothing is "
            + "trained; to train, add a model or set enabled: true",
        ],
        Validate(Sample.With(old, replacement)).Select(warning => warning.ToString()));

    [Fact]
    public void TheLastFrame_CanStillBeForecast() =>
        Assert.Empty(Validate(Sample.With("seed: 1", "evaluation: {forecast_start: 4}")));

    [Fact]
    public void TheTrainerOfAnIsolatedModel_IsAskedElsewhere()
    {
        // These options would be refused by the trainer in this process.
        var experiment =
            Sample.Bind(Sample.With(
                "lag: 3", "lag: 3\n  - {name: B, plugin: lstm, residual: false, isolation: process}"));
        var asked = new List<(string, TrainingSize)>();
        var findings = Validator((model, size) =>
        {
            asked.Add((model.Name, size));
            return new TrainerStatement(7, null);
        }).Validate(experiment);
        var (name, size) = Assert.Single(asked);
        Assert.Equal(("B", 2, 21, 1), (name, size.Runs, size.Frames, size.Dimension));
        Assert.Equal([LatentChannel.Pod], size.Channels);
        Assert.Equal(7, findings.LongestLag);
        Assert.Empty(findings.Warnings);
    }

    [Fact]
    public void WhatAnIsolatedTrainerAnswers_CountsAsInThisProcess()
    {
        var experiment = Sample.Bind(Sample.With("lag: 3", "lag: 3\n    isolation: process"));
        var need = new MemoryNeed { Purpose = "a training", Bytes = double.PositiveInfinity, Cure = "use less" };
        Assert.Contains("a training needs Infinity GiB", Assert.Single(Errors((_, _) => new(3, need))));
        Assert.Contains("expected a lag below", Errors((_, _) => new(40, null))[0]);
        Assert.Contains(
            "models[0]: the plugin refuses these options: no",
            Assert.Single(Errors((_, _) => throw new ModelProcessException("no", "") { IsRefusal = true })));
        string warning = Assert.Single(
            Validator((_, _) => throw new ModelProcessException("its process ended", "")).Validate(experiment).Warnings)
                .ToString();
        Assert.Contains(
            "models[0]: the model cannot be made (its process ended); the others go on without it", warning);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => Validator((_, _) => throw new OperationCanceledException(stopped.Token)).Validate(experiment));

        string[] Errors(Func<ModelPlan, TrainingSize, TrainerStatement> ask) =>
            Sample.ErrorsOf(() => Validator(ask).Validate(experiment));
    }

    private static ExperimentValidator Validator(Func<ModelPlan, TrainingSize, TrainerStatement> ask) =>
        new(_ => FakePlugins.Services, 1L << 40, (_, model, size) => ask(model, size));

    private static IReadOnlyList<ConfigurationWarning> Validate(string text) =>
        new ExperimentValidator(_ => FakePlugins.Services).Validate(Sample.Bind(text)).Warnings;
}
