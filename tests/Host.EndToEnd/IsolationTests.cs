using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Host.EndToEnd;

public sealed class IsolationTests
{
    [Fact]
    public void ModelsInProcessesOfTheirOwn_HaveTheSameFilesAndScores()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--output", "here").Expect(0);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--output", "there", "--set", "isolation=process").Expect(0);
        foreach (string model in new[] { "MVAR", "LSTM" })
        {
            string[] files = [.. Directory.EnumerateFiles(folder.Combine("here", "small", model)).Select(Path.GetFileName).Order()!];
            Assert.Equal(files, Directory.EnumerateFiles(folder.Combine("there", "small", model)).Select(Path.GetFileName).Order());
            Assert.Contains("test_results.csv", files);
            Assert.All(
                files.Where(file => file is not ("runtime_profile.json" or "training_log.csv" or "training.json")),
                file => Assert.Equal(
                    File.ReadAllBytes(folder.Combine("here", "small", model, file)), File.ReadAllBytes(folder.Combine("there", "small", model, file))));
        }
        // Where a model runs is nothing that its files are made from.
        var again = HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--output", "there").Expect(0);
        Assert.DoesNotContain("made again", again.Error);
    }

    [Fact]
    public void WhateverEndsTheProcessOfAModel_CostsThisModelOnly()
    {
        (string Fault, string Message)[] faults =
        [
            ("exits", "its process ended during its training with exit code 4: error: "),
            ("overflows_stack", "its process ended during its training with exit code 134 (SIGABRT): Stack overflow."),
            ("writes_anywhere", "its process ended during its training with exit code 134 (SIGABRT): Fatal error."),
            ("loops", "its training took longer than 4 s, its time_limit; its process was ended"),
            ("load_exits", "it cannot be loaded again: its process ended during its loading with exit code 4: error: "),
            ("forecast_exits", "its process ended during its forecast with exit code 4: error: "),
            ("forecast_loops", "its forecast took longer than 4 s, its time_limit; its process was ended"),
            ("throws", "InvalidOperationException: a bug in the plugin (in Misbehaving.MisbehavingTrainer.Train"),
            ("diverges", "the loss became NaN in epoch 3"),
        ];
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Timed,
            [.. faults.Select(one => $"{{name: {one.Fault}, plugin: misbehaving, fault: {one.Fault}, isolation: process, time_limit: 4}}"),
                "{name: P, plugin: misbehaving, fault: prints, isolation: process}",
                "{name: LAST, plugin: mvar, lag: 4, ridge_alpha: 1.0e-3, isolation: process}"]));
        var result = HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder)).Expect(0);
        var models = JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.All(faults, one =>
        {
            Assert.Equal(one.Fault == "diverges" ? "diverged" : "failed", (string?)models[one.Fault]!["status"]);
            Assert.StartsWith(one.Message, ((string?)models[one.Fault]!["message"])!.Replace("its forecast threw ", "", StringComparison.Ordinal));
        });
        Assert.Contains("Environment.Exit(0)", (string?)models["exits"]!["message"]);
        Assert.All(["MVAR", "P", "LAST"], name => Assert.Equal("ok", (string?)models[name]!["status"]));
        Assert.Equal(
            File.ReadAllText(folder.Combine("oscar_output", "small", "MVAR", "test_results.csv")),
            File.ReadAllText(folder.Combine("oscar_output", "small", "LAST", "test_results.csv")));
        Assert.DoesNotContain("a line", result.Output);
        var contest = JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_contest.json")))!;
        Assert.Equal(["MVAR", "P", "LAST"], contest["cases"]![0]!["times"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void WhatAModelMakesOfItsFolder_CostsItAlone_TheNextRunToo_AndMovesNothingFromBehindLinks()
    {
        using var folder = new TestFolder();
        string[] faults = ["saves_link", "saves_file", "load_links"];
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, [.. faults.Select(fault => $"{{name: {fault}, plugin: misbehaving, fault: {fault}}}")]));
        string plugin = PluginTests.CopyMisbehaving(folder);
        string[] files = [.. Directory.EnumerateFiles(plugin).Order()];
        for (int run = 0; run < 2; run++)
        {
            HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
            var models = JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
            Assert.All(faults, fault => Assert.Equal("failed", (string?)models[fault]!["status"]));
            Assert.Contains("found a link", (string?)models["saves_link"]!["message"]);
            Assert.Contains("found a link", (string?)models["load_links"]!["message"]);
            Assert.Equal("ok", (string?)models["MVAR"]!["status"]);
            Assert.Empty(files.Except(Directory.EnumerateFiles(plugin)));
        }
    }

    [Fact]
    public void AnIsolatedModelThatEndsTheProcessesOfTheContest_CostsOtherIsolatedOnesNothing()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", "isolation: process\n" + SmallExperiment.InsteadOfLstm(
            SmallExperiment.Timed, "{name: E, plugin: misbehaving, fault: timing_exits}", "{name: LAST, plugin: mvar, lag: 3, ridge_alpha: 1.0e-3}"));
        var result = HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder)).Expect(0);
        Assert.Contains("warning: E: not timed against the others:", result.Error);
        var contest = JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_contest.json")))!;
        Assert.Equal(["MVAR", "LAST"], contest["cases"]![0]!["times"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void ATimeLimitWithoutIsolation_EndsATrainingThatLooksAtItsToken_AndSaysWhatItCannotEnd()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml.Replace("max_epochs: 3,", "max_epochs: 1000000, patience: 1000000, time_limit: 3,", StringComparison.Ordinal));
        var result = HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0);
        Assert.Contains("LSTM: failed: its training took longer than 3 s, its time_limit", result.Error);
        Assert.Contains("time_limit", HostProcess.Run(folder.Path, "validate", "--config", "small.yaml").Expect(0).Error);
    }

    [Fact]
    public void AnIsolatedTraining_EndsWithTheHost()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, "{name: L, plugin: misbehaving, fault: loops, isolation: process}"));
        using var host = HostProcess.Start(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder));
        Process? worker = null;
        WaitUntil(() => (worker = WorkerOf(folder.Path)) is not null);
        host.Kill();
        WaitUntil(() => worker!.HasExited);
    }

    // The limit is for a fault that would hang the test.
    private static void WaitUntil(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromMinutes(2)));

    private static Process? WorkerOf(string folder) => Process.GetProcesses().FirstOrDefault(process =>
    {
        string arguments = $"/proc/{process.Id}/cmdline";
        try
        {
            return File.Exists(arguments) && File.ReadAllText(arguments) is var line && line.Contains($"\0work\0{folder}", StringComparison.Ordinal)
                && line.Contains("--model\0L", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it ended meanwhile
        }
    });
}
