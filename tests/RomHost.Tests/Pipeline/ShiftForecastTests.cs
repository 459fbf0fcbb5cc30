using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Numerics.Npz;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Models;
using RomHost.Tests.Pipeline.Plugins;
using RomHost.Validation;

namespace RomHost.Tests.Pipeline;

/// <summary><c>reduction.shift_forecast</c>: the channel of the shift's rate, and scores in the lab frame.</summary>
public sealed class ShiftForecastTests : IDisposable
{
    private static readonly string[] Aligned = ["reduction.shift_align=mean", "test.replicas=0"];

    private readonly List<SmallExperiment> experiments = [];

    public void Dispose() => experiments.ForEach(experiment => experiment.Dispose());

    [Fact]
    public void RunsThatMoveByACellAFrame_AreForecastInTheLabFrameAsInTheAlignedOne()
    {
        // The rate is always the same: it has no coordinates, and the shift moves on by it.
        var experiment = Made(
            "reduction.shift_forecast=rate", "simulator.speed=1", "reduction.modes=11", "seed=5",
            "train.initial_conditions=[{family: anywhere, samples: 13}]");
        var data = LatentDatasetFile.Read(experiment.Folder.LatentDataset);
        Assert.Equal([new("pod", 0, 11), new(LatentChannel.ShiftRate, 11, 0)], data.Channels);
        var scores = Scores(experiment, "HOLD");
        Assert.Equal(scores[Score.R2], scores[Score.R2Lab], 1e-9);
        Assert.Equal(0, scores[Score.PositionError], 1e-6);
        Assert.Equal(scores[Score.Horizon], scores[Score.LabHorizon]);
        Assert.True(scores[Score.R2LabHeld] < scores[Score.R2Lab] - 0.2, $"{scores[Score.R2LabHeld]}");
        Assert.Equal(0, scores[Score.ErrorOfShift], 1e-9);
        // The file of the forecast is what was scored in the lab frame.
        var run = experiment.Folder.Run(Split.Test, 0);
        DensityMovie truth = Movie(experiment, run.Density), forecast = Movie(experiment, run.Prediction("HOLD"));
        var lab = new FieldScores();
        for (int t = (int)scores[Score.ConditioningFrames]; t < truth.FrameCount; t++)
        {
            lab.Add(
                Array.ConvertAll(truth.Frame(t).ToArray(), value => (double)value),
                Array.ConvertAll(forecast.Frame(t).ToArray(), value => (double)value));
        }
        Assert.Equal(scores[Score.R2Lab], lab.R2, 1e-5);
    }

    [Fact]
    public void AForecastThatOverflows_HasNoScores_AndItsTableHasEachFrame()
    {
        var experiment = Made(
            "reduction.shift_forecast=rate", "simulator.noise=0.2",
            "models=[{name: HOLD, plugin: hold, overflows: true}]");
        var folder = experiment.Folder.Run(Split.Test, 0);
        var facts = EvaluationFacts.FromJson(ArtifactRecord.Read(folder.Evaluation("HOLD"))!.Facts);
        Assert.Equal(ModelStatus.Overflow, facts.Status);
        string[] lines = File.ReadAllLines(folder.R2VersusTime("HOLD"));
        Assert.EndsWith(",r2_lab,position_error", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + 6, lines.Length); // forecasts of six frames, after a window of one
    }

    [Fact]
    public void AStateHasTheRate_AfterTheModes_AndFilesHaveItsScores()
    {
        var experiment = Made(
            "reduction.shift_forecast=rate", "simulator.noise=0.2",
            "models=[{name: ALL, plugin: hold}, {name: POD, plugin: hold, channels: [pod]}, "
            + "{name: M, plugin: mvar, lag: 2}, {name: MEAN, plugin: mean, members: [ALL, POD]}]");
        var data = LatentDatasetFile.Read(experiment.Folder.LatentDataset);
        Assert.Equal([new("pod", 0, 3), new(LatentChannel.ShiftRate, 3, 2)], data.Channels);
        using var table = NpzReader.Open(experiment.Folder.ShiftAlign);
        double[] shifts = table.ReadDoubles("subcell_shifts"), mean = table.ReadDoubles("shift_rate_mean");
        double scale = table.ReadScalar("shift_rate_scale");
        Assert.Equal(0, data.State(0, 0)[3] * scale + mean[0], 1e-12); // nothing is known before the first frame
        if (table.ReadInt64s("jumps").Contains(1)) Assert.Fail("choose a seed without a jump here");
        Assert.Equal(shifts[3] - shifts[1], data.State(0, 1)[4] * scale + mean[1], 1e-9); // cells of 1 × 1, steps of 1

        Assert.NotEqual(Scores(experiment, "ALL")[Score.R2LabHeld], Scores(experiment, "ALL")[Score.R2Lab]);
        Assert.Equal(Scores(experiment, "POD")[Score.R2LabHeld], Scores(experiment, "POD")[Score.R2Lab]);
        string[] header = File.ReadAllLines(experiment.Folder.TestResults("M"))[0].Split(',');
        Assert.Equal(["test_id", "label", "family", .. Score.Known.Select(score => score.Name)], header);
        Assert.Equal(
            "t,r2_reconstructed,r2_latent,r2_pod,r2_lab,position_error",
            File.ReadAllLines(experiment.Folder.Run(Split.Test, 0).R2VersusTime("M"))[0]);
        Assert.Equal(ModelStatus.Ok, FactsOf(experiment, "MEAN").Status);
        // The last state and the last shift held: as a model, and as a reference.
        var references = ReferenceFacts.FromJson(
            ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 0).References)!.Facts);
        var (model, reference) = (FactsOfForecast(experiment, "POD"), references.References["persistence"]);
        Assert.Equal(model.Scores[Score.R2Lab], reference.Scores[Score.R2Lab], 1e-9);
        Assert.Equal(model.Scores[Score.LabHorizon], reference.Scores[Score.LabHorizon]);
        Assert.NotEmpty(reference.Leads);
        foreach (var (one, other) in model.Leads.Zip(reference.Leads)) Assert.Equal(one.LabR2, other.LabR2, 1e-9);
        Assert.EndsWith(
            "horizon_climatology,horizon_lab", File.ReadLines(experiment.Folder.ReferenceResults).First(),
            StringComparison.Ordinal);
        Assert.Contains("shift_jumps", File.ReadAllText(experiment.Folder.StageRecord(StageNames.PodBasis)));
        Assert.NotNull(references.ShiftJumps);
    }

    [Fact]
    public void TheRateOfAFirstFrame_IsThatOfTheMomentum_WhereItIsKnown()
    {
        var experiment = Made(
            "reduction.shift_forecast=rate", "simulator.noise=0.2", "simulator.has_velocities=true",
            "density.plugin=flux", "density.fields=[rho, px, py]", "reduction.channel_modes=2");
        var data = LatentDatasetFile.Read(experiment.Folder.LatentDataset);
        Assert.Equal(["pod", "shift_rate", "momentum"], data.Channels.Select(channel => channel.Name));
        using var table = NpzReader.Open(experiment.Folder.ShiftAlign);
        double scale = table.ReadScalar("shift_rate_scale"), mean = table.ReadDoubles("shift_rate_mean")[1];
        // All particles drift by 0.3 along x.
        Assert.Equal(-0.3, data.State(1, 0)[4] * scale + mean, 1e-5);
    }

    [Fact]
    public void Hold_ChangesFilesOfForecastsOnly_AndKeepsTheBasis()
    {
        string[] none = ["simulator.noise=0.2", .. Aligned], hold = [.. none, "reduction.shift_forecast=hold"];
        var experiment = Made(none);
        string[] kept =
            [experiment.Folder.PodBasis, experiment.Folder.ShiftAlign, experiment.Folder.LatentDataset];
        var written = kept.Select(File.GetLastWriteTimeUtc).ToList();
        double lab = Scores(experiment, "HOLD")[Score.R2Lab];
        var run = experiment.Folder.Run(Split.Test, 1);
        byte[] rolled = File.ReadAllBytes(run.Prediction("HOLD"));
        string header = File.ReadAllLines(experiment.Folder.TestResults("HOLD"))[0];
        byte[] references = File.ReadAllBytes(experiment.Folder.ReferenceResults);

        experiment.Configure(hold);
        Run(experiment);

        Assert.Equal(written, kept.Select(File.GetLastWriteTimeUtc));
        Assert.Equal(lab, Scores(experiment, "HOLD")[Score.R2Lab]);
        Assert.Equal(lab, Scores(experiment, "HOLD")[Score.R2LabHeld]);
        Assert.NotEqual(rolled, File.ReadAllBytes(run.Prediction("HOLD")));
        var forecast = Movie(experiment, run.Prediction("HOLD"));
        Assert.Equal(forecast.Frame(2).ToArray(), forecast.Frame(5).ToArray());

        experiment.Configure(none);
        Run(experiment);
        Assert.Equal(rolled, File.ReadAllBytes(run.Prediction("HOLD")));
        Assert.Equal(header, File.ReadAllLines(experiment.Folder.TestResults("HOLD"))[0]);
        Assert.Equal(references, File.ReadAllBytes(experiment.Folder.ReferenceResults));
    }

    [Fact]
    public void Results_KeepTheirBytes_ForAnyNumberOfThreads()
    {
        string[] Files(int threads)
        {
            var experiment = new SmallExperiment([
                .. Aligned, "reduction.shift_forecast=rate", "simulator.noise=0.2",
                "models=[{name: M, plugin: mvar, lag: 2}]"]);
            experiments.Add(experiment);
            Run(experiment, threads);
            return [.. new[]
                {
                    experiment.Folder.ShiftAlign, experiment.Folder.LatentDataset, experiment.Folder.TestResults("M"),
                    experiment.Folder.Run(Split.Test, 1).R2VersusTime("M"),
                }.Select(path => Convert.ToHexString(File.ReadAllBytes(path)))];
        }
        Assert.Equal(Files(1), Files(4));
    }

    [Fact]
    public void ASwarmThatDoesNotMove_HasNoRate()
    {
        var experiment = Made("reduction.shift_forecast=rate", "simulator.speed=0");
        Assert.Equal(0, LatentDatasetFile.Read(experiment.Folder.LatentDataset).Channels[1].Length);
        Assert.Equal(ModelStatus.Ok, FactsOf(experiment, "HOLD").Status);
    }

    [Theory]
    [InlineData(
        "reduction.shift_forecast=rate",
        "reduction.shift_forecast: expected none without shift alignment, found rate")]
    [InlineData("reduction.shift_forecast=hold", "add shift_align: mean on a periodic domain, or remove the key")]
    [InlineData("reduction.shift_forecast=drift", "found 'drift'")]
    [InlineData(
        "models.0.channels=[pod, shift_rate]",
        "found 'shift_rate'; set reduction.shift_forecast: rate, or remove it")]
    [InlineData(
        "models=[{name: O, plugin: opinf, shift_rate: profile}]",
        "models[0].shift_rate: profile: expected the channel shift_rate and others beside it, found pod; set "
        + "reduction.shift_forecast: rate")]
    public void WhatIsImpossible_IsRefusedWithPlaceAndRemedy(string change, string message)
    {
        string refusal = Assert.Throws<ConfigurationException>(() =>
            new ExperimentValidator(_ => StageTestPlugins.Services).Validate(Of(change).Experiment)).Message;
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void ARateThatNoModelUses_IsADoubt()
    {
        var findings = new ExperimentValidator(_ => StageTestPlugins.Services).Validate(
            Of([.. Aligned, "reduction.shift_forecast=rate", "models.0.channels=[pod]"]).Experiment);
        Assert.Contains(
            findings.Warnings, warning => warning.Message.StartsWith(
                "no model uses the channel shift_rate", StringComparison.Ordinal));
    }

    private static ForecastScores Scores(SmallExperiment experiment, string model) =>
        FactsOfForecast(experiment, model).Scores;

    private static EvaluationFacts FactsOfForecast(SmallExperiment experiment, string model) =>
        EvaluationFacts.FromJson(
            ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 0).Evaluation(model))!.Facts);

    private static TrainingFacts FactsOf(SmallExperiment experiment, string model) =>
        TrainingFacts.FromJson(ArtifactRecord.Read(experiment.Folder.ModelRecord(model))!.Facts);

    private static DensityMovie Movie(SmallExperiment experiment, string path) =>
        DensityFile.Read(path, experiment.Components.Grid, stride: 1);

    private SmallExperiment Of(params string[] changes)
    {
        var experiment = new SmallExperiment(changes);
        experiments.Add(experiment);
        return experiment;
    }

    private SmallExperiment Made(params string[] changes)
    {
        var experiment = Of([.. Aligned, .. changes]);
        Run(experiment);
        return experiment;
    }

    private static void Run(SmallExperiment experiment, int threads = 2) =>
        new StageRunner(experiment).TrainAndEvaluate(threads);
}
