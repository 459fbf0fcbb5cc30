using System.Text.Json.Nodes;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.Statistics;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Tests.Reporting;

/// <summary>Two experiments with planted scores of their test runs.</summary>
public sealed class ForecastComparisonTests : IDisposable
{
    private const int Runs = 24;

    private readonly string root = Directory.CreateTempSubdirectory("romhost-compare-").FullName;
    private readonly RandomStream random = new(3);

    [Theory]
    [InlineData(0.1, "better")]
    [InlineData(-0.1, "worse")]
    [InlineData(0, "equivalent")]
    public void OverTheSameTestRuns_ADifferenceIsPaired(double difference, string expected)
    {
        // Scores differ between runs by far more than between the experiments.
        double[] shared = [.. Enumerable.Range(0, Runs).Select(_ => random.NextDouble())];
        var a = Experiment("a", shared, first: 0);
        var b = Experiment(
            "b", [.. shared.Select(score => score + difference + 0.01 * random.NextGaussian())], first: 0);
        var rows = ForecastComparison.Of(a, b, [("M", "M")]).Rows;
        Assert.Equal([Score.R2, Score.R2Lab], rows.Select(row => row.Score));
        Assert.Equal(expected, rows[0].Paired!.Verdict.Text());
        Assert.Equal(Runs, rows[0].Paired!.Difference.Runs);
        Assert.Equal(difference, rows[0].Paired!.Difference.Value!.Value, 0.01);
        var output = new StringWriter();
        new ForecastComparison(rows).Write(output, "B");
        Assert.Contains($"B is {expected}, {Runs} same test runs", output.ToString());
    }

    [Fact]
    public void OfPartlyTheSameRuns_ThoseCount_AndOfOthersNone()
    {
        double[] scores = [.. Enumerable.Range(0, Runs).Select(_ => random.NextDouble())];
        var a = Experiment("a", scores, first: 0);
        var half = ForecastComparison.Of(a, Experiment("b", scores, first: Runs / 2), [("M", "M")]).Rows[0];
        Assert.Equal(Runs / 2, half.Paired!.Difference.Runs);
        var none = ForecastComparison.Of(a, Experiment("c", scores, first: Runs), [("M", "M")]);
        Assert.All(none.Rows, row => Assert.Null(row.Paired));
        var output = new StringWriter();
        none.Write(output, "C");
        Assert.Contains("0.5000 → 0.5000   other test runs: not paired", output.ToString());
    }

    [Fact]
    public void DamagedRecords_AreNoRuns()
    {
        double[] scores = [.. Enumerable.Range(0, Runs).Select(_ => random.NextDouble())];
        var a = Experiment("a", scores, first: 0);
        File.WriteAllText(a.Folder.Run(Split.Test, 0).Evaluation("M"), "{");
        File.WriteAllText(a.Folder.Run(Split.Test, 1).Metadata, "");
        Assert.Equal(Runs - 2, TestRunScores.Read(a.Folder, "M").Count);
        Assert.Empty(TestRunScores.Read(new ExperimentFolder(Path.Combine(root, "nowhere")), "M"));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    // The density of run i of an experiment is that of run i + first of all.
    private (ExperimentFolder Folder, ExperimentSummary Summary) Experiment(string name, double[] scores, int first)
    {
        var folder = new ExperimentFolder(Path.Combine(root, name));
        for (int i = 0; i < scores.Length; i++)
        {
            var run = folder.Run(Split.Test, i);
            Directory.CreateDirectory(run.Root);
            File.WriteAllText(run.Density, $"{first + i}");
            ArtifactRecord.Of(
                run.Metadata, new Dictionary<string, string>(), [run.Density],
                new JsonObject { ["family"] = i % 2 == 0 ? "ring" : "uniform" }, 0).Write(run.Metadata);
            var facts = new EvaluationFacts(
                ModelStatus.Ok, null, null,
                new ForecastScores { [Score.R2] = scores[i], [Score.R2Lab] = scores[i] - 1 }, []);
            ArtifactRecord.Of(run.Evaluation("M"), new Dictionary<string, string>(), [], facts.ToJson(), 0)
                .Write(run.Evaluation("M"));
        }
        return (folder, new ExperimentSummary(JsonNode.Parse(
            """{"models": {"M": {"test_metrics": {"r2_reconstructed": 0.5, "r2_lab": -0.5}}}}""")!.AsObject()));
    }
}
