using System.Text.Json.Nodes;

namespace Host.EndToEnd;

/// <summary><c>runtime_costs.json</c>, and the cases of the contest that need the host.</summary>
public sealed class CostTests
{
    private const string Everything = "time_cap: 0.05, processes: 2, training_repeats: 1, growth_time_cap: 0.05}";

    [Fact]
    public void EverythingThatAModelCosts_IsMeasured_AndAStoppedRunGoesOn()
    {
        using var folder = new TestFolder();
        // The closed loop of a network that was trained for three epochs would end before it is timed.
        folder.Write(
            "small.yaml", SmallExperiment.Yaml.Replace("time_cap: 0}", Everything, StringComparison.Ordinal)
                .Replace("threads: 1}", "threads: 1, beyond: continue}", StringComparison.Ordinal));
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0);
        string experiment = folder.Combine("oscar_output", "small");
        JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(experiment, file)))!;

        var cases = Read("runtime_contest.json")["cases"]!.AsArray();
        Assert.Equal(
            ["one_step", "trajectory", "batch_of_64", "restrict_forecast_lift", "cold_start", "training"],
            cases.Select(one => (string?)one!["case"]));
        foreach (var seconds in cases[5]!["seconds"]!.AsObject()) Assert.Single(seconds.Value!.AsArray());
        foreach (var one in cases) Assert.Equal(["MVAR", "LSTM"], one!["times"]!.AsObject().Select(model => model.Key));

        var models = Read("runtime_costs.json")["models"]!.AsArray();
        Assert.Equal(["MVAR", "LSTM"], models.Select(model => (string?)model!["model_name"]));
        foreach (var model in models)
        {
            Assert.Equal([], model!["notes"]!.AsArray().Select(note => (string?)note));
            // Without a rate where the interval of a step's time includes zero, as on a busy machine.
            Assert.Equal((double?)model["forecast"]!["step_low"] > 0, (double?)model["gflops"] > 0);
            Assert.InRange(
                (double)model["forecast"]!["step_seconds"]!, (double)model["forecast"]!["step_low"]!,
                (double)model["forecast"]!["step_high"]!);
            Assert.True(
                (double)model["inference_memory"]!["peak_mb"]! >= (double)model["inference_memory"]!["before_mb"]!);
            Assert.True(
                (double)model["training_memory"]!["peak_mb"]! >= (double)model["training_memory"]!["before_mb"]!);
            Assert.Single(model["training_seconds"]!.AsArray());
            // A figure or "not available", never an estimate.
            Assert.Equal(
                (string?)model["energy"]!["status"] == "ok", model["energy"]!["joules_per_forecast"] is not null);
            Assert.Equal(
                ["forecast horizon", "training training_windows", "training latent_dimension", "step latent_dimension",
                    "training lag", "step lag"],
                model["growth"]!.AsArray().Select(growth => $"{growth!["work"]} {growth["quantity"]}"));
        }
        // libtorch is in the memory of the model that needs it, and of no other: each was measured in a process of its
        // own.
        Assert.True(
            (double)models[1]!["training_memory"]!["peak_mb"]!
                > (double)models[0]!["training_memory"]!["peak_mb"]! + 50);

        string[] repeats =
            [.. Directory.EnumerateFiles(Path.Combine(experiment, "stages"), "repeat_training.*")
                .Order(StringComparer.Ordinal)];
        Assert.Equal(3, repeats.Length);
        var written = repeats.Skip(1).Select(File.GetLastWriteTimeUtc).ToList();
        File.Delete(repeats[0]);
        File.Delete(Path.Combine(experiment, "stages", "contest_models.json"));
        string costs = Path.Combine(experiment, "stages", "measure_costs.MVAR.json"),
            other = costs.Replace("MVAR", "LSTM", StringComparison.Ordinal);
        File.Delete(costs);
        var untouched = File.GetLastWriteTimeUtc(other);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0);
        Assert.True(File.Exists(repeats[0]) && File.Exists(costs));
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(other));
        Assert.Equal(written, repeats.Skip(1).Select(File.GetLastWriteTimeUtc));
        Assert.Empty(Directory.EnumerateFiles(experiment, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void AModelThatHolds200MegabytesAndHasNoLag_IsReportedSo()
    {
        using var folder = new TestFolder();
        string yaml = SmallExperiment.Yaml.Replace(
            "time_cap: 0}", "time_cap: 0.05, processes: 1, growth_time_cap: 0.05}", StringComparison.Ordinal);
        folder.Write(
            "small.yaml", SmallExperiment.InsteadOfLstm(yaml, "{name: P, plugin: misbehaving, fault: hoards}"));
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir",
            PluginTests.CopyMisbehaving(folder)).Expect(0);
        var model = JsonNode.Parse(
            File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_costs.json")))!["models"]![1]!;
        Assert.Contains(
            "growth with lag was not measured: plugin 'misbehaving' marks none of its options as the lag",
            string.Join('\n', model["notes"]!.AsArray()));
        Assert.Contains(
            "latent_dimension",
            string.Join('\n', model["growth"]!.AsArray().Select(growth => (string?)growth!["quantity"])));
        Assert.True((bool)model["training_memory"]!["is_whole"]!);
        Assert.InRange((double)model["inference_memory"]!["live_mb"]!, 199.9, 202);
    }

    [Fact]
    public void AModelInAProcessOfItsOwn_IsMeasuredAsAnyOther_InARunAndByBenchmark()
    {
        using var folder = new TestFolder();
        folder.Write(
            "small.yaml",
            SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)
                .Replace("time_cap: 0}", Everything, StringComparison.Ordinal)
                .Replace("processes: 2", "processes: 1", StringComparison.Ordinal)
                .Replace("ridge_alpha: 1.0e-3}", "ridge_alpha: 1.0e-3, isolation: process}", StringComparison.Ordinal));
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0);
        string costs = folder.Combine("oscar_output", "small", "runtime_costs.json");
        AssertWhole();
        File.Delete(costs);
        HostProcess.Run(folder.Path, "benchmark", folder.Combine("oscar_output", "small")).Expect(0);
        AssertWhole();

        void AssertWhole()
        {
            var model = JsonNode.Parse(File.ReadAllText(costs))!["models"]!.AsArray().Single()!;
            Assert.Equal([], model["notes"]!.AsArray().Select(note => (string?)note));
            Assert.Equal(
                ["forecast horizon", "training training_windows", "training latent_dimension", "step latent_dimension",
                    "training lag", "step lag"],
                model["growth"]!.AsArray().Select(growth => $"{growth!["work"]} {growth["quantity"]}"));
            Assert.Single(model["training_seconds"]!.AsArray());
            Assert.True((double)model["inference_memory"]!["peak_mb"]! > 0);
        }
    }

    [Fact]
    public void AModelThatCannotBeTrainedAgain_CostsItsOwnRepeatedTrainingsOnly()
    {
        using var folder = new TestFolder();
        string yaml = SmallExperiment.TimedOnce.Replace(
            "memory: false", "memory: false, training_repeats: 2", StringComparison.Ordinal);
        folder.Write(
            "small.yaml",
            SmallExperiment.InsteadOfLstm(
                yaml, "{name: P, plugin: misbehaving, fault: trains_once}",
                "{name: LAST, plugin: mvar, lag: 3, ridge_alpha: 1.0e-3}"));
        string plugin = PluginTests.CopyMisbehaving(folder);
        var result = HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        Assert.Contains("warning: P: its repeated trainings are not compared: ", result.Error);
        Assert.Contains("expected exit code 0, found 4: error: the licence server is down", result.Error);
        var cases = JsonNode.Parse(
            File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_contest.json")))!["cases"]!.AsArray();
        Assert.Equal("training", (string?)cases[^1]!["case"]);
        Assert.Equal(["MVAR", "LAST"], cases[^1]!["seconds"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(["MVAR", "P", "LAST"], cases[0]!["seconds"]!.AsObject().Select(pair => pair.Key));
        var models =
            JsonNode.Parse(
                File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_costs.json")))!["models"]!.AsArray();
        Assert.All(models, model => Assert.Null(model!["inference_memory"]));
        Assert.Equal([2, 0, 2], models.Select(model => model!["training_seconds"]!.AsArray().Count));
        // Another start tries the failed one again, and no other.
        string record = folder.Combine("oscar_output", "small", "stages", "repeat_training.2.LAST.1.json");
        string before = File.ReadAllText(record);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        Assert.Equal(before, File.ReadAllText(record));
    }
}
