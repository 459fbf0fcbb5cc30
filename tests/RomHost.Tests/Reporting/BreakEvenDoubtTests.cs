using System.Text.Json.Nodes;
using Rom.Analysis.Contests;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

/// <summary>Where a model pays, with times that other experiments measured.</summary>
public sealed class BreakEvenDoubtTests
{
    [Theory]
    [InlineData("{}", "{}", "[]")]
    [InlineData("{}", """{"train_models": ["x"], "evaluate_models": ["x"]}""", "[]")]
    [InlineData("{}", """{"generate_test_data": ["b", "a"], "build_pod_basis": ["a"]}""", """["a","b"]""")]
    [InlineData("""{"training_linked_from": "c"}""", "{}", """["c"]""")]
    public void TimesOfLinkedRunsBasisOrTraining_AreNamed(string ofModel, string ofStages, string expected)
    {
        using var folder = new TestFolder();
        var experiment = new ExperimentFolder(folder.Path);
        var model = JsonNode.Parse(ofModel)!.AsObject();
        model["status"] = "ok";
        model["training_seconds"] = 2;
        model["test_metrics"] = new JsonObject { ["T_forecast"] = 20 };
        File.WriteAllText(experiment.Summary, new JsonObject
        {
            ["config"] = new JsonObject { ["benchmark"] = new JsonObject { ["steps"] = 10 } },
            ["stages"] = new JsonObject { ["build_pod_basis"] = 8 },
            ["stages_linked_from"] = JsonNode.Parse(ofStages),
            ["models"] = new JsonObject { ["A"] = model },
        }.ToJsonString());
        string record = experiment.Run(Split.Test, 0).Metadata;
        ArtifactRecord.Of(record, new Dictionary<string, string>(), [], [], seconds: 0.5).Write(record);
        Dictionary<string, T> Of<T>(T value) => new() { ["A"] = value };
        var shape = new SampleShape(
            0.125, 0, new Dictionary<string, double> { ["p50"] = 0.125 }, 0, 0, false, 0, false);
        var self = new PairResult("A", "A", 1, 0.9, 1.1, 0.5, Verdict.Inconclusive);
        File.WriteAllText(experiment.Contest, new ContestReport(
            new ContestSettings(),
            [
                new CaseResult(
                    CaseResult.EndToEnd, "rounds", 1e-8, Of(1), Of(0.0), Of(shape), self, [], ["A"],
                    Of(new double[] { 0.125 })),
            ]).ToJson());
        var even = new ReportData(experiment).Gather()["break_even"]!["A"]!;
        // A run takes 0.5 s, its forecast 20 / 10 × 0.125 s.
        Assert.Equal((8, 40), ((double)even["of_training"]!, (double)even["of_everything"]!));
        Assert.Equal(expected, even["timed_in"]!.ToJsonString());
    }
}
