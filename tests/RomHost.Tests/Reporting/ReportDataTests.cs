using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Pipeline;
using RomHost.Reporting.Figures;
using RomHost.Reporting.Html;
using RomHost.Selection;

namespace RomHost.Tests.Reporting;

public class ReportDataTests
{
    [Fact]
    public void ASummaryNamesNoFolderOutsideItsExperiment()
    {
        var summary = JsonNode.Parse("""
            {"models": {"MVAR": {}, "a/../../../y": {}, "..": {}, ".": {}, "": {}, "a\\..\\b": {}, "C:x": {},
             "nul\u0000": {}}}
            """)!.AsObject();
        Assert.Equal(["MVAR"], ReportData.Models(new ExperimentFolder("/nowhere"), new ExperimentSummary(summary)));
    }

    [Fact]
    public void Script_GetsTypedResults_UnderTheNamesOfTheLists()
    {
        string root = Directory.CreateTempSubdirectory("romhost-report-").FullName;
        try
        {
            var folder = new ExperimentFolder(root);
            File.WriteAllText(folder.Summary, """
                {"experiment_name": "small", "models": {"M": {"status": "ok", "message": "why", "parameter_count": 5,
                 "training_seconds": 2, "test_metrics": {"r2_reconstructed": 0.5}, "notes": ["busy"]}, "N": 7},
                 "pod": {"r": 3, "shift_align": "mean", "transform": "sqrt"}, "environment": {"os": "x"},
                 "plugins": [{"name": "A", "optimised": false}, {"name": "B", "optimised": true}, 7, null]}
                """);
            Directory.CreateDirectory(folder.Model("M"));
            File.WriteAllText(
                Path.Combine(folder.Model("M"), "log.csv"), "epoch,seconds,val_loss\n1,9,0.5\n2,9,0.25\n");
            var facts = new JsonObject
            {
                ["status"] = "ok",
                ["lag"] = 1,
                ["latent_dimension"] = 2,
                ["training_log"] = "log.csv",
            };
            ArtifactRecord.Of(folder.ModelRecord("M"), new Dictionary<string, string>(), [], facts, 0)
                .Write(folder.ModelRecord("M"));
            var data = new ReportData(folder).Gather();

            var models = data["models"]!.AsArray();
            Assert.Equal(["M", "N"], models.Select(model => (string?)model!["name"]));
            Assert.Equal(("ok", "why", 5L, 2.0), (
                (string?)models[0]!["status"], (string?)models[0]!["message"], (long)models[0]!["parameters"]!,
                (double)models[0]!["training_seconds"]!));
            Assert.Equal(
                Score.All.Select(score => score.Name), models[0]!["scores"]!.AsObject().Select(one => one.Key));
            Assert.Equal(0.5, (double)models[0]!["scores"]![Score.R2.Name]!);
            Assert.Equal(Score.Shown.Select(score => score.Name),
                data["scores"]!.AsArray().Select(score => (string?)score!["name"]));
            Assert.Equal("""["A"]""", data["unoptimised_plugins"]!.ToJsonString());
            Assert.Equal(("mean", "sqrt", "x"), (
                (string?)data["shift_align"], (string?)data["transform"], (string?)data["environment"]!["os"]));
            Assert.Equal(
                """{"epochs":[1,2],"losses":{"validation":[0.5,0.25]}}""", data["training"]!["M"]!.ToJsonString());
            Assert.Null(data["summary"]);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void WhatTheExperimentIsMadeOf_IsOnThePage()
    {
        using var folder = new TestFolder();
        var experiment = new ExperimentFolder(folder.Path);
        File.WriteAllText(experiment.ConfigResolved, "seed: 7\n");
        File.WriteAllText(experiment.Summary, """
            {"config": {"seed": 7, "simulator": {"plugin": "vicsek-morse"}, "train": {"duration": 12}, "test": 3},
             "n_train": 16, "n_test": 4, "pod": {"r": 12}, "plugins": [{"name": "Mvar", "version": "0.1.0"}, 3]}
            """);
        var data = new ReportData(experiment).Gather();
        Assert.Equal(
            [
                "simulator: vicsek-morse", "seed: 7", "training runs: 16 of 12 time units", "test runs: 4",
                "POD modes: 12", "plugin Mvar: 0.1.0",
            ],
            data["setup"]!.AsArray().Select(row => $"{row![0]}: {row[1]}"));
        Assert.Equal("seed: 7\n", (string?)data["configuration"]);
        File.Delete(experiment.ConfigResolved);
        Assert.Null(new ReportData(experiment).Gather()["configuration"]);
    }

    [Fact]
    public void AChoiceBetweenCandidates_IsShownWithEachScore()
    {
        using var folder = new TestFolder();
        var experiment = new ExperimentFolder(folder.Path);
        File.WriteAllText(experiment.Summary, """{"models": {"M": {}, "N": {}}}""");
        OrderedDictionary<string, string> Values(string alpha) => new() { ["lag"] = "5", ["ridge_alpha"] = alpha };
        var selection = new SelectionFacts(
            Values("1"), null, Score.R2Latent.Name, 0.75, 0.125, 4, 3, "lag 5, ridge_alpha 0.01")
        {
            Tried =
            [
                new(Values("1"), CandidateStatus.Ok, null, 0.75, 0.125, 4),
                new(Values("0.01"), CandidateStatus.Ok, null, 0.8125, 0.125, 4),
                new(Values("0"), CandidateStatus.Rejected, "held-out run 2: it left", double.NaN, double.NaN, 0),
            ],
        };
        ArtifactRecord.Of(
            experiment.SelectionRecord("M"), new Dictionary<string, string>(), [], selection.ToJson(), 0)
            .Write(experiment.SelectionRecord("M"));
        var data = new ReportData(experiment).Gather();
        var shown = Assert.Single(data["selection"]!.AsObject());
        Assert.Equal("M", shown.Key);
        Assert.Equal("lag 5, ridge_alpha 1", (string?)shown.Value!["chosen"]);
        Assert.Equal("lag 5, ridge_alpha 0.01", (string?)shown.Value["best"]);
        Assert.Equal(Score.R2Latent.Title, (string?)shown.Value["score"]);
        Assert.Equal("""["lag","ridge_alpha"]""", shown.Value["options"]!.ToJsonString());
        Assert.Equal(
            """
            {"values":{"lag":"5","ridge_alpha":"0"},"status":"rejected","message":"held-out run 2: it left",
            "mean":null,"standard_error":null,"runs":0,"name":"lag 5, ridge_alpha 0"}
            """.ReplaceLineEndings(""),
            shown.Value["tried"]![2]!.ToJsonString());
        Assert.Equal(3, (int)shown.Value["count"]!);
        Assert.DoesNotContain(data["problems"]!.AsObject(), problem => problem.Key.Contains("selection"));
    }

    [Fact]
    public void ASummaryNamesNoLinkedFolder()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Combine("MVAR"));
        Directory.CreateSymbolicLink(folder.Combine("LINK"), folder.Combine("MVAR"));
        var summary = JsonNode.Parse("""{"models": {"LINK": {}, "MVAR": {}}}""")!.AsObject();
        Assert.Equal(["MVAR"], ReportData.Models(new ExperimentFolder(folder.Path), new ExperimentSummary(summary)));
    }

    [Fact]
    public void AMovieOfAnAbsurdGrid_IsRefusedBeforeItIsComposed()
    {
        string root = Directory.CreateTempSubdirectory("romhost-movie-").FullName;
        try
        {
            var run = new RunFolder(root, Split.Test);
            foreach (string path in new[] { run.Density, run.Prediction("M") })
            {
                using var file = Rom.Numerics.Npz.NpzWriter.Create(path, compress: false);
                file.Add<float>("rho", new float[100_000], 1, 1, 100_000);
                file.Add<double>("xgrid", new double[100_000], 100_000);
                file.Add<double>("ygrid", new double[1], 1);
                file.Add<double>("times", new double[1], 1);
                file.Commit();
            }
            Assert.Contains(
                "expected frames of at most",
                Assert.Throws<InvalidDataException>(() => SideBySide.Of(run, ["M"])).Message);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
