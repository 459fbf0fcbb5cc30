using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>The reference forecasts of a small experiment, on files that the stages wrote.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly SmallExperiment experiment = new();

    // HOLD forecasts the last state of its window: that is persistence.
    [Theory]
    [InlineData("reduction.shift_align=none")]
    [InlineData("reduction.shift_align=mean")]
    [InlineData("reduction.shift_align=mean", "evaluation.clamp=negatives", "evaluation.mass=scale")]
    public void Persistence_IsTheModelThatHoldsItsLastState(params string[] options)
    {
        Evaluate(options);
        for (int run = 0; run < 2; run++)
        {
            var model = EvaluationFacts.FromJson(Record(folder => folder.Evaluation("HOLD"), run).Facts);
            var persistence = References(run).References[Reference.Persistence.Name];
            Assert.All(
                ScoredForecast.Kinds(ShiftForecast.None),
                score => Assert.Equal(model.Scores[score], persistence.Scores[score], 1e-9));
            Assert.NotEmpty(model.Leads);
            Assert.Equal(model.Leads.Select(lead => lead.Lead), persistence.Leads.Select(lead => lead.Lead));
            foreach (var (own, other) in model.Leads.Zip(persistence.Leads))
            {
                Assert.Equal(own.R2, other.R2, 1e-9);
                Assert.Equal(own.Rmse, other.Rmse, 1e-9);
            }
        }
    }

    [Theory]
    [InlineData("reduction.shift_align=none")]
    [InlineData("reduction.shift_align=mean", "evaluation.clamp=negatives", "evaluation.mass=scale")]
    public void ThePartsOfTheError_SumToTheErrorInTheLabFrame(params string[] options)
    {
        Evaluate(options);
        var scores = EvaluationFacts.FromJson(Record(folder => folder.Evaluation("HOLD"), 0).Facts).Scores;
        double sum = scores[Score.ErrorOfProjection] + scores[Score.ErrorOfLatentForecast]
            + scores[Score.ErrorOfLifting] + scores[Score.ErrorOfShift];
        Assert.True(sum > 0);
        Assert.Equal(Math.Pow(scores[Score.RmseLab], 2), sum, 1e-12 * sum);
        Assert.Equal(Math.Pow(scores[Score.RmsePod], 2), scores[Score.ErrorOfProjection], 1e-12 * sum);
        if (options.Length == 1)
            Assert.Equal((0, 0), (scores[Score.ErrorOfLifting], scores[Score.ErrorOfShift]));
    }

    [Fact]
    public void TheClimatology_IsTheMeanOfTheLastQuarters()
    {
        Evaluate("reduction.shift_align=mean");
        var data = LatentDatasetFile.Read(experiment.Folder.LatentDataset);
        var grid = experiment.Components.Grid;
        var climatology = Climatology.Read(experiment.Folder.Climatology, data.Dimension, grid.CellCount);
        // Seven frames a run: the last quarter is the last one.
        Assert.Equal(3, climatology.Frames);
        for (int i = 0; i < data.Dimension; i++)
            Assert.Equal(Enumerable.Range(0, 3).Average(run => data.State(run, 6)[i]), climatology.Latent[i], 1e-12);
        var shifts = ShiftTable.Read(experiment.Folder.ShiftAlign, grid.CellCount).Shifts;
        var (lab, aligned) = (new double[grid.CellCount], new double[grid.CellCount]);
        for (int run = 0; run < 3; run++)
        {
            var last = DensityFile.Read(experiment.Folder.Run(Split.Train, run).Density, grid, 1).Frame(6);
            var rolled = new float[grid.CellCount];
            shifts[run][6].Roll(last, grid.Nx, rolled);
            for (int i = 0; i < lab.Length; i++)
                (lab[i], aligned[i]) = (lab[i] + last[i] / 3, aligned[i] + rolled[i] / 3);
        }
        for (int i = 0; i < lab.Length; i++)
        {
            Assert.Equal(lab[i], climatology.LabDensity[i], 1e-6);
            Assert.Equal(aligned[i], climatology.Density[i], 1e-6);
        }
    }

    [Fact]
    public void EveryRun_HasARow_ForEachReference_AndNoneWithoutThem()
    {
        Evaluate();
        string[] table = File.ReadAllLines(experiment.Folder.ReferenceResults);
        Assert.Equal(1 + 2 * Reference.All.Count, table.Length);
        Assert.StartsWith("test_id,label,family,reference,r2_reconstructed,", table[0], StringComparison.Ordinal);
        experiment.Configure("evaluation.references=false");
        new EvaluateModels(ModelRuntimes.ThisProcess).Run(experiment.Context());
        Assert.False(File.Exists(experiment.Folder.ReferenceResults));
        Assert.False(File.Exists(experiment.Folder.Run(Split.Test, 0).References));
    }

    [Fact]
    public void TheSecondsOfTheStage_AreThoseOfReferencesAndModels()
    {
        Evaluate();
        double expected = new[] { 0, 1 }.Sum(run => Record(folder => folder.References, run).Seconds
            + Record(folder => folder.Evaluation("HOLD"), run).Seconds);
        double seconds = new EvaluateModels(ModelRuntimes.ThisProcess).Run(experiment.Context());
        Assert.Equal(expected, seconds, 1e-9);
    }

    [Fact]
    public void TheMargin_IsAMatterOfVerdicts_AndRepeatsNothing()
    {
        Evaluate();
        string path = experiment.Folder.Run(Split.Test, 0).Evaluation("HOLD");
        var written = File.GetLastWriteTimeUtc(path);
        experiment.Configure("evaluation.margin=0.1");
        new EvaluateModels(ModelRuntimes.ThisProcess).Run(experiment.Context());
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void Bytes_DoNotDependOnTheThreads()
    {
        Evaluate("reduction.shift_align=mean");
        var (climatology, table) = (
            File.ReadAllBytes(experiment.Folder.Climatology), File.ReadAllBytes(experiment.Folder.ReferenceResults));
        File.Delete(experiment.Folder.Climatology);
        foreach (int run in new[] { 0, 1 }) File.Delete(experiment.Folder.Run(Split.Test, run).References);
        new BuildLatentDataset().Run(experiment.Context(threads: 1));
        new EvaluateModels(ModelRuntimes.ThisProcess).Run(experiment.Context(threads: 1));
        Assert.Equal(climatology, File.ReadAllBytes(experiment.Folder.Climatology));
        Assert.Equal(table, File.ReadAllBytes(experiment.Folder.ReferenceResults));
    }

    public void Dispose() => experiment.Dispose();

    private void Evaluate(params string[] options)
    {
        experiment.Configure(options);
        Stage[] stages =
        [
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new TrainModels(ModelRuntimes.ThisProcess), new GenerateEnsemble(Split.Test),
            new EvaluateModels(ModelRuntimes.ThisProcess),
        ];
        foreach (var stage in stages) stage.Run(experiment.Context());
    }

    private ReferenceFacts References(int run) =>
        ReferenceFacts.FromJson(Record(folder => folder.References, run).Facts);

    private ArtifactRecord Record(Func<RunFolder, string> path, int run) =>
        ArtifactRecord.Read(path(experiment.Folder.Run(Split.Test, run)))!;
}
