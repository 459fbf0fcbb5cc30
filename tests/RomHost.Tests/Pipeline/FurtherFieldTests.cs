using System.Globalization;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Npz;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Selection;
using RomHost.Tests.Pipeline.Plugins;
using RomHost.Validation;

namespace RomHost.Tests.Pipeline;

/// <summary>Fields beside the density: their files, their modes, and the models that use them.</summary>
public sealed class FurtherFieldTests : IDisposable
{
    private const string Momentum = "density.fields=[rho, px, py]";

    private static readonly string[] Moving =
        ["simulator.has_velocities=true", "simulator.spread=0.5", "simulator.noise=0.2", "test.replicas=0"];

    private readonly List<SmallExperiment> experiments = [];

    public void Dispose() => experiments.ForEach(experiment => experiment.Dispose());

    [Fact]
    public void Runs_HoldTheFields_WhoseSumsAreThoseOfTheVelocities()
    {
        var experiment = With("reduction.channel_modes=4");
        new GenerateEnsemble(Split.Train).Run(experiment.Context());
        var run = experiment.Folder.Run(Split.Train, 1);
        var trajectory = TrajectoryFile.Read(run.Trajectory);
        using var file = NpzReader.Open(run.Density);
        Assert.Equal([7, 3, 4], file.Header("px").Shape);
        float[] px = file.ReadSingles("px"), py = file.ReadSingles("py");
        for (int t = 0; t < 7; t++)
        {
            var velocities = trajectory.Velocities(t).ToArray();
            Assert.Equal(velocities.Where((_, i) => i % 2 == 0).Sum(), px.Skip(12 * t).Take(12).Sum(), 1e-3);
            Assert.Equal(velocities.Where((_, i) => i % 2 == 1).Sum(), py.Skip(12 * t).Take(12).Sum(), 1e-3);
        }
    }

    [Fact]
    public void AModelOfTheDensityAlone_AndItsResults_KeepTheirBytes()
    {
        string[] models = ["models=[{name: M, plugin: mvar, lag: 2}]"];
        var without = Made([.. models, .. Moving]);
        var with = Made([
            "models=[{name: M, plugin: mvar, lag: 2, channels: [pod]}, {name: ALL, plugin: hold}]",
            "density.plugin=flux", Momentum, "reduction.channel_modes=4", .. Moving]);
        string Content(SmallExperiment experiment, string path) =>
            Convert.ToHexString(File.ReadAllBytes(Path.Combine(experiment.Folder.Root, path)));
        foreach (string path in new[]
        {
            "rom_common/pod_basis.npz", "rom_common/climatology.npz", "M/mvar_model.npz", "M/test_results.csv",
            "test/run_001/density_pred_m.npz", "test/run_001/r2_vs_time_m.csv", "reference_results.csv",
        })
            Assert.Equal(Content(without, path), Content(with, path));
        Assert.Equal(3 + 4, LatentDatasetFile.Read(with.Folder.LatentDataset).Dimension);
        using var old = NpzReader.Open(without.Folder.LatentDataset);
        Assert.False(old.Contains("channels"));
        Assert.Equal(7, FactsOf(with, "ALL").LatentDimension);
        Assert.Equal(3, FactsOf(with, "M").LatentDimension);
    }

    [Fact]
    public void Results_KeepTheirBytes_ForAnyNumberOfThreads()
    {
        string[] Files(int threads)
        {
            var experiment = With(
                "reduction.channel_modes=4", "reduction.shift_align=mean", "models=[{name: M, plugin: mvar, lag: 2}]");
            Run(experiment, threads);
            return [.. new[]
                {
                    experiment.Folder.ChannelBasis("momentum"), experiment.Folder.LatentDataset,
                    Path.Combine(experiment.Folder.Model("M"), "mvar_model.npz"), experiment.Folder.TestResults("M"),
                }.Select(path => Convert.ToHexString(File.ReadAllBytes(path)))];
        }
        string[] one = Files(1);
        Assert.Equal(one, Files(2));
        Assert.Equal(one, Files(5));
    }

    [Fact]
    public void ASecondStart_KeepsEverything_AndOtherFieldsMakeTheRunsStale()
    {
        var experiment = With("reduction.channel_modes=4");
        Run(experiment);
        var written = File.GetLastWriteTimeUtc(experiment.Folder.ChannelBasis("momentum"));
        Run(experiment);
        Assert.DoesNotContain("made again", experiment.Said, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(experiment.Folder.ChannelBasis("momentum")));
        experiment.Configure([.. Moving, "density.plugin=flux"]);
        Run(experiment);
        Assert.Contains("stale: density.fields [rho, px, py] → [rho]", experiment.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.ChannelBasis("momentum")));
    }

    [Fact]
    public void MoreModesThanDirections_AreCappedWithAMessage()
    {
        var experiment = With("reduction.channel_modes=40");
        Run(experiment);
        var basis = PodBasis.Load(experiment.Folder.ChannelBasis("momentum"));
        Assert.Equal(2 * 12, basis.CellCount);
        Assert.Equal(20, basis.ModeCount); // 21 snapshots, centred
        Assert.Contains(
            "20 modes in place of reduction.channel_modes, 40", experiment.Said.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    [Fact]
    public void VelocitiesOfZero_GiveAChannelWithoutModes_AndTheRestGoesOn()
    {
        var experiment = With("simulator.spread=0", "simulator.speed=0", "models=[{name: M, plugin: mvar, lag: 2}]");
        Run(experiment);
        Assert.Contains("channel momentum: px and py are the same", experiment.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(experiment.Folder.ChannelBasis("momentum")));
        var data = LatentDatasetFile.Read(experiment.Folder.LatentDataset);
        Assert.Equal((3, 0), (data.Dimension, data.Channels[1].Length));
        Assert.Equal(ModelStatus.Ok, FactsOf(experiment, "M").Status);
        Assert.True(File.Exists(experiment.Folder.TestResults("M")));
    }

    [Fact]
    public void ASimulatorWithoutVelocities_IsNamedAtTheFirstRun_WithTheRemedy()
    {
        var experiment = With("simulator.has_velocities=false");
        var failure = Assert.Throws<RunFailedException>(
            () => new GenerateEnsemble(Split.Train).Run(experiment.Context()));
        Assert.Contains("remove these fields from density.fields", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_AreAChoiceForSelection()
    {
        var experiment = With(
            "models=[{name: F, plugin: factor, channels: {choose: [[pod], [pod, momentum]]}, "
            + "factor: {choose: [0.5, 1]}}]", "selection.folds=3", "reduction.channel_modes=4");
        Run(experiment);
        string[] table = File.ReadAllLines(experiment.Folder.Selection("F"));
        Assert.StartsWith("channels,factor,", table[0], StringComparison.Ordinal);
        Assert.Equal(1 + 4, table.Length);
        var chosen = ChosenOptions.In(experiment.Context()).Experiment.Models[0];
        // The density's forecasts are the same with and without momentum: the simplest is taken.
        Assert.Equal(["pod"], chosen.Channels);
        Assert.Equal(3, FactsOf(experiment, "F").LatentDimension);
        double[] Scores(string channels) =>
        [
            .. table.Where(row => row.Contains($"{channels}\"", StringComparison.Ordinal)
                || row.StartsWith($"{channels},", StringComparison.Ordinal))
                .Select(row => double.Parse(row.Split(',')[^6], CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(2, Scores("[pod]").Length);
        Assert.Equal(Scores("[pod]"), Scores("[pod, momentum]"));
    }

    [Fact]
    public void MembersOfACombinedModel_MayUseFewerChannelsThanOthers()
    {
        var experiment = With(
            "models=[{name: H, plugin: hold, channels: [pod]}, {name: F, plugin: factor, factor: 0.5}, "
            + "{name: MEAN, plugin: mean}, {name: PODS, plugin: mean, members: [H]}]", "reduction.channel_modes=4");
        Run(experiment);
        Assert.Equal(7, FactsOf(experiment, "MEAN").LatentDimension);
        Assert.Equal(3, FactsOf(experiment, "PODS").LatentDimension);
        Assert.All(
            new[] { "MEAN", "PODS" },
            name => Assert.Equal(ModelStatus.Ok, EvaluationFacts.FromJson(
                ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 0).Evaluation(name))!.Facts).Status));
    }

    [Theory]
    [InlineData("density.fields=[px, py]", "density.fields: expected rho, the density, among the fields")]
    [InlineData("density.fields=[]", "density.fields: expected rho, the density, among the fields, found none")]
    [InlineData("density.fields=[rho, px, px]", "density.fields: expected each field once, found 'px' twice")]
    [InlineData(
        "density.fields=[rho, pz]",
        "density.fields[1]: expected some of the fields, rho, px, py and speed: density estimator 'flux' offers no "
        + "other, found 'pz'; remove it")]
    [InlineData(
        "models.0.channels=[momentum]",
        "models[0].channels: expected pod, the modes of the density, among the channels")]
    [InlineData("models.0.channels=[pod, pod]", "models[0].channels: expected each channel once, found 'pod' twice")]
    [InlineData(
        "models.0.channels=[pod, speed]",
        "models[0].channels: expected some of the channels of the latent state, pod and momentum, found 'speed'; add "
        + "speed to density.fields")]
    [InlineData(
        "models.0.channels={choose: [[pod], [pod, spin]]}", "pod and momentum, found 'spin'; remove it")]
    [InlineData("models.0.channels={choose: [[momentum]]}", "expected pod, the modes of the density")]
    [InlineData(
        "models=[{name: H, plugin: hold}, {name: MEAN, plugin: mean, channels: [pod]}]",
        "models[1].channels: expected no channels for a model that combines others")]
    public void WhatIsImpossible_IsRefusedWithPlaceAndRemedy(string change, string message)
    {
        string refusal = Assert.Throws<ConfigurationException>(() =>
            new ExperimentValidator(_ => StageTestPlugins.Services).Validate(With(change).Experiment)).Message;
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEstimatorThatOffersNone_IsNamed()
    {
        var experiment = Made([Momentum], runs: false);
        string refusal = Assert.Throws<ConfigurationException>(() =>
            new ExperimentValidator(_ => StageTestPlugins.Services).Validate(experiment.Experiment)).Message;
        Assert.Contains(
            "density.fields[1]: expected the density alone, rho: density estimator 'histogram' offers no other, found "
            + "'px'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void MembersWhoseChannelsDoNotContainEachOther_AreRefused()
    {
        var experiment = With(
            "density.fields=[rho, px, speed]",
            "models=[{name: A, plugin: hold, channels: [pod, momentum]}, "
            + "{name: B, plugin: hold, channels: [pod, speed]}, {name: MEAN, plugin: mean}]");
        string refusal = Assert.Throws<ConfigurationException>(() =>
            new ExperimentValidator(_ => StageTestPlugins.Services).Validate(experiment.Experiment)).Message;
        Assert.Contains("found B with pod and speed and A with pod and momentum", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void AChannelThatNoModelUses_IsADoubt()
    {
        var findings = new ExperimentValidator(_ => StageTestPlugins.Services)
            .Validate(With("models.0.channels=[pod]").Experiment);
        Assert.Contains(
            findings.Warnings, warning => warning.Message.StartsWith(
                "no model uses the channel momentum", StringComparison.Ordinal));
    }

    private static TrainingFacts FactsOf(SmallExperiment experiment, string model) =>
        TrainingFacts.FromJson(ArtifactRecord.Read(experiment.Folder.ModelRecord(model))!.Facts);

    private SmallExperiment With(params string[] changes) =>
        Made(["density.plugin=flux", Momentum, .. Moving, .. changes], runs: false);

    private SmallExperiment Made(string[] changes, bool runs = true)
    {
        var experiment = new SmallExperiment(changes);
        experiments.Add(experiment);
        if (runs) Run(experiment);
        return experiment;
    }

    private static void Run(SmallExperiment experiment, int threads = 2) =>
        new StageRunner(experiment).TrainAndEvaluate(threads);
}
