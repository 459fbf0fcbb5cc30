using System.Text.Json.Nodes;
using RomHost.Evaluation;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

public sealed class ExperimentSummaryTests
{
    private const string Whole = """
        {
          "experiment_name": "demo", "n_test": 3, "pod": {"r": 4}, "stages": {"build_pod_basis": 0.5},
          "config": {"benchmark": {"steps": 100}}, "runtime_analysis": {"notes": ["busy"]},
          "models": {
            "A": {"status": "ok", "parameter_count": 8, "training_seconds": 2, "step_seconds": 1e-6, "notes": ["noisy"],
                  "test_metrics": {"r2_reconstructed": 0.9, "r2_pod": 0.95}},
            "B": {"status": "failed", "test_metrics": {}}
          }
        }
        """;

    [Fact]
    public void ASummary_IsReadOnce_ForEverybody()
    {
        var summary = Of(Whole);
        Assert.Equal(("demo", 3, 4, 100.0), (summary.Name, summary.TestRuns, summary.Modes, summary.BenchmarkSteps));
        Assert.Equal((0.5, null), (summary.SecondsOf("build_pod_basis"), summary.SecondsOf("train_models")));
        Assert.Equal(["busy"], summary.Notes);
        var (a, b) = (summary.Models[0], summary.Models[1]);
        Assert.Equal(
            ("A", "ok", 0.9, 8L, 2.0, 1e-6), (a.Name, a.Status, a.R2, a.Parameters, a.TrainingSeconds, a.StepSeconds));
        Assert.Equal(["noisy"], a.Notes);
        Assert.Equal(0.95, a.Scores[Score.R2Pod]);
        Assert.Equal(("B", "failed", null), (b.Name, b.Status, b.R2));
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"models": []}""", false)]
    [InlineData("""{"models": {"A": 1}}""", false)]
    [InlineData("""{"models": {}, "n_test": "three", "pod": 4, "stages": null, "experiment_name": 1}""", true)]
    public void WhatIsOfAnotherForm_IsAbsent(string json, bool hasModels)
    {
        var summary = Of(json);
        Assert.Equal(hasModels, summary.HasModels);
        Assert.Null(summary.Name);
        Assert.Null(summary.TestRuns);
        Assert.Null(summary.Modes);
        Assert.Empty(summary.Notes);
        Assert.All(summary.Models, model => Assert.Null(model.R2));
    }

    private static ExperimentSummary Of(string json) => new(JsonNode.Parse(json)!.AsObject());
}
