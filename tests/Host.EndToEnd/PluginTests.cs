using System.Text.Json.Nodes;

namespace Host.EndToEnd;

public sealed class PluginTests
{
    [Fact]
    public void Plugins_ListsTheShippedOnes()
    {
        using var folder = new TestFolder();
        string output = HostProcess.Run(folder.Path, "plugins").Expect(0).Output;
        Assert.All(["vicsek-morse", "kde", "mvar", "lstm", "ring", "contract 1.0"],
            name => Assert.Contains(name, output));
    }

    [Fact]
    public void EmptyPluginFolder_IsRefusedByName_AndTheOthersAreListed()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Combine("Nothing"));
        var result = HostProcess.Run(folder.Path, "plugins", "--plugin-dir", "Nothing").Expect(3);
        Assert.Contains("'Nothing'", result.Error);
        Assert.Contains("Nothing.dll", result.Error);
        Assert.Contains("mvar", result.Output);
    }

    [Fact]
    public void PluginThatCarriesTheContract_IsRefusedWithTheCure()
    {
        using var folder = new TestFolder();
        string plugin = CopyMisbehaving(folder);
        File.Copy(typeof(Rom.Abstractions.IRomPlugin).Assembly.Location, Path.Combine(plugin, "Rom.Abstractions.dll"));
        var result = HostProcess.Run(folder.Path, "plugins", "--plugin-dir", plugin).Expect(3);
        Assert.Contains("delete that file", result.Error);
    }

    [Fact]
    public void RefusedPlugin_DoesNotStopAnExperimentThatNeedsNoneOfIt()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        Directory.CreateDirectory(folder.Combine("Nothing"));
        var result =
            HostProcess.Run(folder.Path, "validate", "--config", "small.yaml", "--plugin-dir", "Nothing").Expect(0);
        Assert.Contains("'Nothing'", result.Error);
    }

    [Fact]
    public void ModelOfARefusedPlugin_EndsWith3()
    {
        using var folder = new TestFolder();
        folder.Write(
            "small.yaml", SmallExperiment.Yaml.Replace("plugin: mvar", "plugin: other", StringComparison.Ordinal));
        Directory.CreateDirectory(folder.Combine("Other"));
        HostProcess.Run(folder.Path, "validate", "--config", "small.yaml", "--plugin-dir", "Other").Expect(3);
    }

    [Fact]
    public void ModelsThatDivergeThrowOverflowOrCannotBeMade_AreRecorded_AndTheOthersGoOn()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Unmeasured(SmallExperiment.Yaml),
            "{name: D, plugin: misbehaving, fault: diverges}", "{name: T, plugin: misbehaving, fault: throws}",
            "{name: O, plugin: misbehaving, fault: overflows}",
            "{name: C, plugin: misbehaving, fault: cannot_be_made}"));
        string plugin = CopyMisbehaving(folder);
        var result = HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        Assert.Contains("epoch 3", result.Error);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.Equal("ok", (string?)models["MVAR"]!["status"]);
        Assert.Equal("diverged", (string?)models["D"]!["status"]);
        Assert.Contains("lower the learning rate", (string?)models["D"]!["message"]);
        Assert.Equal("failed", (string?)models["T"]!["status"]);
        Assert.Contains("a bug in the plugin", (string?)models["T"]!["message"]);
        Assert.Contains(
            "the model cannot be made (InvalidOperationException: no licence was found); the others go on without it",
            result.Error);
        Assert.Equal("failed", (string?)models["C"]!["status"]);
        Assert.Contains("no licence was found", (string?)models["C"]!["message"]);
        Assert.Equal("overflow", (string?)models["O"]!["status"]);
        Assert.Null(models["O"]!["test_metrics"]!["r2_reconstructed"]);
        Assert.Null(models["O"]!["diagnostics"]!["growth"]);
        Assert.Equal(
            1 + SmallExperiment.TestRuns,
            File.ReadAllLines(folder.Combine("oscar_output", "small", "O", "test_results.csv")).Length);
    }

    [Fact]
    public void AModelWhoseForecastsThrow_IsRecorded_AndTheOthersAreScored()
    {
        using var folder = new TestFolder();
        folder.Write(
            "small.yaml",
            SmallExperiment.InsteadOfLstm(
                SmallExperiment.TimedOnce, "{name: F, plugin: misbehaving, fault: forecast_throws}"));
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", CopyMisbehaving(folder)).Expect(0);
        Assert.Contains(
            "F: 2 of 2 forecasts failed, their scores are empty: "
            + "its forecast threw InvalidOperationException: the table has no such state", result.Error);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.Equal("failed", (string?)models["F"]!["status"]);
        Assert.Contains("the table has no such state", (string?)models["F"]!["message"]);
        Assert.Null(models["F"]!["test_metrics"]!["r2_reconstructed"]);
        Assert.NotNull(models["MVAR"]!["test_metrics"]!["r2_reconstructed"]);
        Assert.Equal(
            1 + SmallExperiment.TestRuns,
            File.ReadAllLines(folder.Combine("oscar_output", "small", "F", "test_results.csv")).Length);
    }

    [Fact]
    public void AModelThatFailsWhileItIsTimedAgainstOthers_CostsThemTheContestOnly()
    {
        using var folder = new TestFolder();
        folder.Write(
            "small.yaml",
            SmallExperiment.InsteadOfLstm(SmallExperiment.Timed, "{name: L, plugin: misbehaving, fault: loads_once}"));
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", CopyMisbehaving(folder)).Expect(0);
        Assert.Contains("the models are not timed against each other: ", result.Error);
        Assert.Contains("the device is busy", result.Error);
        Assert.False(File.Exists(folder.Combine("oscar_output", "small", "runtime_contest.json")));
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.NotNull(models["MVAR"]!["test_metrics"]!["r2_reconstructed"]);
    }

    [Fact]
    public void AModelWithAMemberThatTheContractExcludes_CostsItselfOnly_AndTheMessageNamesTheMember()
    {
        (string Fault, string Message)[] faults =
        [
            ("trains_nothing", "Train: expected a model, found null"),
            ("loads_nothing", "cannot be loaded again"),
            ("null_complexity", "Complexity: expected a declaration, found null"),
            ("null_formula", "Complexity.Training: expected a formula, found null"),
            ("null_sizes", "Complexity.Sizes: expected a dictionary"),
            ("null_diagnostics", "Diagnostics: expected a dictionary"),
            ("diagnostics_throw", "Diagnostics: expected a value, found InvalidOperationException: no diagnosis"),
            ("wrong_dimension", "LatentDimension: expected 5, that of the data, found 6"),
            ("no_lag", "Lag: expected 1 to 1, the trainer's MaxLag, found 0"),
            ("long_lag", "Lag: expected 1 to 1, the trainer's MaxLag, found 7"),
            ("no_max_lag", "MaxLag of the trainer: expected at least 1, found 0"),
            ("negative_parameters", "ParameterCount: expected at least 0, found -4"),
            ("saves_results", "test_results.csv, which the host writes"),
            ("message_throws", "SilentException: (Message of this SilentException threw InvalidOperationException)"),
            ("saves_nothing", "Save: expected files, from which Load makes the model again, found none"),
            ("loads_long_lag", "it cannot be loaded again: Load: Lag: expected 1 to 1, the trainer's MaxLag, found 7"),
            ("loads_other_dimension",
                "it cannot be loaded again: Load: LatentDimension: expected 5, that of the data, found 6"),
            ("load_deletes", "Load: expected the model's files as they were, found missing: dimension.txt"),
            ("load_deletes_later", "Load: expected the model's files as they were, found dimension.txt gone"),
            ("loads_after_training_only", "it cannot be loaded again: InvalidOperationException: the device is gone"),
            ("writes_data", "Train: expected the training data as they were, found them changed"),
            ("forecast_out_of_memory", "its forecast threw OutOfMemoryException: no room for the table"),
        ];
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml,
            [
                .. faults.Select(one => $"{{name: {one.Fault}, plugin: misbehaving, fault: {one.Fault}}}"),
                "{name: C, plugin: misbehaving, fault: complexity_runs_out}",
                "{name: W, plugin: misbehaving, fault: writes_window}",
                "{name: G, plugin: misbehaving, fault: growing_lag}",
                "{name: LAST, plugin: mvar, lag: 4, ridge_alpha: 1.0e-3}",
            ]));
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", CopyMisbehaving(folder)).Expect(0);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.All(faults, one =>
        {
            Assert.Equal("failed", (string?)models[one.Fault]!["status"]);
            Assert.Contains(one.Message, (string?)models[one.Fault]!["message"]);
        });
        Assert.Contains(
            "loads_nothing: failed: it cannot be loaded again: Load: expected a model, found null", result.Error);
        Assert.Contains("C is not profiled: InvalidOperationException: the declaration is gone", result.Error);
        Assert.NotNull(models["MVAR"]!["test_metrics"]!["r2_reconstructed"]);
        Assert.True(File.Exists(folder.Combine("oscar_output", "small", "MVAR", "runtime_profile.json")));
        // Whatever a model does to its data, the models before and after it have the same scores.
        Assert.Equal(
            File.ReadAllText(folder.Combine("oscar_output", "small", "MVAR", "test_results.csv")),
            File.ReadAllText(folder.Combine("oscar_output", "small", "LAST", "test_results.csv")));
        Assert.All(["W", "G"], name => Assert.Equal("ok", (string?)models[name]!["status"]));
        // A failed model is tried again, and the others stay current.
        result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", folder.Combine("Misbehaving")).Expect(0);
        Assert.DoesNotContain("MVAR: made again", result.Error);
        Assert.Contains("loads_after_training_only: made again", result.Error);
    }

    [Fact]
    public void APluginsTextsInAnotherLanguage_AreFound_AndItsNumbersAreInvariant()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Unmeasured(SmallExperiment.Yaml), "{name: G, plugin: worded, language: de}",
            "{name: F, plugin: worded, language: fr}"));
        // The folder of a build is accepted as it is, whatever its name.
        string error = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", HostProcess.WordedOutput).Expect(0).Error;
        Assert.Contains("G: diverged: zu wenige Läufe: 1.5, here 1.5", error);
        Assert.Contains("F: diverged: too few runs: 1.5, here 1.5", error);
    }

    [Theory]
    [InlineData("plugins", "--plugin-dir")]
    [InlineData("plugins", "verify")]
    public void TheFolderOfABuild_IsAccepted(params string[] command)
    {
        using var folder = new TestFolder();
        string build = folder.Combine("bin", "net10.0");
        Directory.CreateDirectory(Path.Combine(build, "de"));
        foreach (string file in Directory.EnumerateFiles(HostProcess.WordedOutput))
            File.Copy(file, Path.Combine(build, Path.GetFileName(file)));
        var result = HostProcess.Run(folder.Path, [.. command, build]);
        Assert.Contains("Worded", result.Output);
        Assert.Contains("model", result.Output);
        Assert.DoesNotContain("refused", result.Error);
    }

    [Theory]
    [InlineData("simulator", "null_place", 2, "simulator: the plugin gives no Domain (null)")]
    [InlineData("simulator", "no_frames", 2, "FrameCount of the simulator: expected at least 1 frame, found 0")]
    [InlineData(
        "simulator", "frames_throw", 2,
        "the simulator failed: NotImplementedException: no frames yet (in Misbehaving.MisbehavingSimulator.FrameCount")]
    [InlineData(
        "simulator", "null_result", 4, "training run 0 (somewhere_s1): Simulate: expected a trajectory, found null")]
    [InlineData(
        "simulator", "reaches_outside", 4,
        "training run 0 (somewhere_s1): IndexOutOfRangeException: Index was outside the bounds of the array. (in "
        + "Misbehaving.MisbehavingSimulator.Simulate")]
    [InlineData("density", "null_place", 2, "density: the plugin gives no Grid (null)")]
    [InlineData("density", "null_result", 4, "training run 0 (somewhere_s1): Estimate: expected a density, found null")]
    [InlineData(
        "density", "reaches_outside", 4,
        "IndexOutOfRangeException: Index was outside the bounds of the array. (in "
        + "Misbehaving.MisbehavingEstimator.Estimate")]
    [InlineData("density", "loses_frames", 4, "Estimate: expected a frame for each of 31, found 16")]
    [InlineData("density", "other_grid", 4, "Estimate: expected 4 × 4 cells as GridOn says, found 8 × 4")]
    public void ASimulatorOrEstimatorThatFails_IsNamedWithTheRunAndTheMember(
        string section, string fault, int exitCode, string message)
    {
        using var folder = new TestFolder();
        string Fault(string name) => name == section ? fault : "none";
        folder.Write("small.yaml", $$"""
            experiment_name: small
            simulator: {plugin: misbehaving, fault: {{Fault("simulator")}}}
            train: {duration: 3, initial_conditions: [{family: somewhere, samples: 2}]}
            test: {duration: 3, initial_conditions: [{family: somewhere}]}
            density: {plugin: misbehaving, fault: {{Fault("density")}}}
            reduction: {subsample: 1, modes: 2}
            models: [{name: MVAR, plugin: mvar, lag: 2}]
            """);
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--threads", "1", "--plugin-dir",
            CopyMisbehaving(folder)).Expect(exitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public void AModelThatThrows_SaysWhere_AndItsStackIsInItsRecord_AndShownWithVerbose()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Unmeasured(SmallExperiment.Yaml), "{name: R, plugin: misbehaving, fault: reaches_outside}",
            "{name: F, plugin: misbehaving, fault: forecast_throws}"));
        string[] command = ["run", "--config", "small.yaml", "--plugin-dir", CopyMisbehaving(folder)];
        const string Place =
            "IndexOutOfRangeException: Index was outside the bounds of the array. (in "
            + "Misbehaving.MisbehavingTrainer.Train, MisbehavingTrainer.cs:";
        var result = HostProcess.Run(folder.Path, command).Expect(0);
        Assert.Contains($"R: failed: {Place}", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        string root = folder.Combine("oscar_output", "small");
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "stages", "train_models.R.json")))!;
        Assert.Contains("at Misbehaving.MisbehavingTrainer.Train(", (string?)record["facts"]!["stack"]);
        var evaluation = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "test", "run_000", "evaluation_f.json")))!;
        Assert.Contains("Model.Forecast(", (string?)evaluation["facts"]!["stack"]);
        Assert.Contains(
            Place,
            (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(root, "summary.json")))!["models"]!["R"]!["message"]);
        string verbose = HostProcess.Run(folder.Path, [.. command, "--verbose"]).Expect(0).Error;
        Assert.Contains("   at Misbehaving.MisbehavingTrainer.Train(", verbose);
        Assert.Contains("Model.Forecast(", verbose);
    }

    [Fact]
    public void AModelThatTurnsOutToNeedTooMuchMemory_IsNotTrained_AndRunsAtOnceAreAsManyAsFit()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml",
            SmallExperiment.InsteadOfLstm(
                SmallExperiment.Unmeasured(SmallExperiment.Yaml), "{name: D, plugin: misbehaving, fault: devours}")
            .Replace("modes: 5", "energy: 0.9", StringComparison.Ordinal)
            .Replace("particles: 40", "particles: 1200", StringComparison.Ordinal));
        // A run is 61 frames of 1200 particles, their state and their sums, 1.4 MB: 1024 of them exceed a gigabyte.
        var result = HostProcess.RunWithin(
            1L << 30, folder.Path,
            "run", "--config", "small.yaml", "--plugin-dir", CopyMisbehaving(folder), "--threads", "1024").Expect(0);
        Assert.Contains("this machine has no memory for 1024 runs at once; 767 are worked on", result.Error);
        string summary = File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json"));
        var models = JsonNode.Parse(summary)!["models"]!;
        Assert.Equal("ok", (string?)models["MVAR"]!["status"]);
        Assert.Equal("failed", (string?)models["D"]!["status"]);
        Assert.Contains(
            "modes needs 931322574.6 GiB of memory, and this machine has 1.0 GiB; take another model",
            (string?)models["D"]!["message"]);
    }

    internal static string CopyMisbehaving(TestFolder folder)
    {
        string plugin = folder.Combine("Misbehaving");
        Directory.CreateDirectory(plugin);
        foreach (string file in Directory.EnumerateFiles(HostProcess.MisbehavingOutput))
            File.Copy(file, Path.Combine(plugin, Path.GetFileName(file)));
        return plugin;
    }
}
