using System.Text.Json.Nodes;

namespace Host.EndToEnd;

public sealed class IsolationTests(UntimedExperiment finished)
{
    [Fact]
    public void ModelsInProcessesOfTheirOwn_HaveTheSameFilesAndScores()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--output", "there", "--set", "isolation=process").Expect(0);
        foreach (string model in new[] { "MVAR", "LSTM" })
        {
            string[] files =
                [.. Directory.EnumerateFiles(finished.File(model)).Select(Path.GetFileName).Order()!];
            Assert.Equal(
                files,
                Directory.EnumerateFiles(folder.Combine("there", "small", model)).Select(Path.GetFileName).Order());
            Assert.Contains("test_results.csv", files);
            Assert.All(
                files.Where(file => file is not ("runtime_profile.json" or "training_log.csv" or "training.json")),
                file => Assert.Equal(
                    File.ReadAllBytes(finished.File(model, file)),
                    File.ReadAllBytes(folder.Combine("there", "small", model, file))));
        }
        // The process in which a model runs is not among the inputs of its files.
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
            SmallExperiment.TimedOnce,
            [.. faults.Select(one => Isolated(one.Fault)),
                "{name: P, plugin: misbehaving, fault: prints, isolation: process}",
                "{name: LAST, plugin: mvar, lag: 4, ridge_alpha: 1.0e-3, isolation: process}"]));
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir",
            PluginTests.CopyMisbehaving(folder)).Expect(0);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.All(faults, one =>
        {
            Assert.Equal(one.Fault == "diverges" ? "diverged" : "failed", (string?)models[one.Fault]!["status"]);
            Assert.StartsWith(
                one.Message,
                ((string?)models[one.Fault]!["message"])!.Replace("its forecast threw ", "", StringComparison.Ordinal));
        });
        Assert.Contains("Environment.Exit(0)", (string?)models["exits"]!["message"]);
        Assert.All(["MVAR", "P", "LAST"], name => Assert.Equal("ok", (string?)models[name]!["status"]));
        Assert.Equal(
            File.ReadAllText(folder.Combine("oscar_output", "small", "MVAR", "test_results.csv")),
            File.ReadAllText(folder.Combine("oscar_output", "small", "LAST", "test_results.csv")));
        Assert.DoesNotContain("a line", result.Output);
        var contest =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_contest.json")))!;
        Assert.Equal(["MVAR", "P", "LAST"], contest["cases"]![0]!["times"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void WhatAModelMakesOfItsFolder_CostsItAlone_TheNextRunToo_AndMovesNothingFromBehindLinks()
    {
        using var folder = new TestFolder();
        string[] faults = ["saves_link", "saves_file", "saves_pipe", "load_links"];
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Unmeasured(SmallExperiment.Yaml),
            [.. faults.Select(fault => $"{{name: {fault}, plugin: misbehaving, fault: {fault}}}")]));
        string plugin = PluginTests.CopyMisbehaving(folder);
        string[] files = [.. Directory.EnumerateFiles(plugin).Order()];
        for (int run = 0; run < 2; run++)
        {
            HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
            var models =
                JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
            Assert.All(faults, fault => Assert.Equal("failed", (string?)models[fault]!["status"]));
            Assert.Contains("found a link", (string?)models["saves_link"]!["message"]);
            Assert.Contains("found a link", (string?)models["load_links"]!["message"]);
            Assert.Contains("found a pipe (FIFO)", (string?)models["saves_pipe"]!["message"]);
            Assert.Equal("ok", (string?)models["MVAR"]!["status"]);
            Assert.Empty(files.Except(Directory.EnumerateFiles(plugin)));
        }
    }

    [Fact]
    public void AnIsolatedModelThatEndsTheProcessesOfTheContest_CostsOtherIsolatedOnesNothing()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", "isolation: process\n" + SmallExperiment.InsteadOfLstm(
            SmallExperiment.TimedOnce, "{name: E, plugin: misbehaving, fault: timing_exits}",
            "{name: LAST, plugin: mvar, lag: 3, ridge_alpha: 1.0e-3}"));
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir",
            PluginTests.CopyMisbehaving(folder)).Expect(0);
        Assert.Contains("warning: E: not timed against the others:", result.Error);
        var contest =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "runtime_contest.json")))!;
        Assert.Equal(["MVAR", "LAST"], contest["cases"]![0]!["times"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void ATimeLimitWithoutIsolation_EndsATrainingThatLooksAtItsToken_AndSaysWhatItCannotEnd()
    {
        using var folder = new TestFolder();
        folder.Write(
            "small.yaml",
            SmallExperiment.Unmeasured(SmallExperiment.Yaml).Replace(
                "max_epochs: 3,", "max_epochs: 1000000, patience: 1000000, time_limit: 1,", StringComparison.Ordinal));
        var result = HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0);
        Assert.Contains("LSTM: failed: its training took longer than 1 s, its time_limit", result.Error);
        Assert.Contains(
            "time_limit", HostProcess.Run(folder.Path, "validate", "--config", "small.yaml").Expect(0).Error);
    }

    [Fact]
    public void WhateverATrainerDoesBeforeItTrains_CostsThisModelOnly()
    {
        (string Fault, string Message)[] faults =
        [
            ("constructor_overflows",
                "its process ended during its preparation with exit code 134 (SIGABRT): Stack overflow."),
            ("constructor_loops", "its preparation took longer than 4 s, its time_limit; its process was ended"),
            (
                "max_lag_exits",
                "its process ended during its preparation with exit code 4: error: "
                + "plugin Misbehaving ended the process (Environment.Exit(0))"),
            ("memory_exits", "its process ended during its "),
            ("cannot_be_made", "InvalidOperationException: no licence was found"),
        ];
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Unmeasured(SmallExperiment.Yaml),
            [.. faults.Select(one => Isolated(one.Fault)),
                // Some answers come while the limit ends the process.
                .. Enumerable.Range(1, 5).Select(k =>
                    $"{{name: HURRIED_{k}, plugin: mvar, lag: 5, isolation: process, time_limit: 0.00{k}}}"),
                "{name: LAST, plugin: mvar, lag: 6, ridge_alpha: 1.0e-3, isolation: process}"]));
        string plugin = PluginTests.CopyMisbehaving(folder);
        var checks =
            HostProcess.Run(folder.Path, "validate", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        Assert.All(faults, one => Assert.Contains($"the model cannot be made ({one.Message}", checks.Error));
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.All(faults, one =>
        {
            Assert.Equal("failed", (string?)models[one.Fault]!["status"]);
            Assert.StartsWith(one.Message, (string?)models[one.Fault]!["message"]);
        });
        Assert.All(["MVAR", "LAST"], name => Assert.Equal("ok", (string?)models[name]!["status"]));
        Assert.All(Enumerable.Range(1, 5), k => Assert.Contains(
            $" took longer than 0.00{k} s, its time_limit", (string?)models[$"HURRIED_{k}"]!["message"]));
        // The windows that are written are those of the isolated model, the longest.
        var record =
            JsonNode.Parse(
                File.ReadAllText(folder.Combine("oscar_output", "small", "stages", "build_latent_dataset.json")))!;
        Assert.Equal(6, (int)record["facts"]!["lag"]!);
    }

    [Theory]
    [InlineData(
        "{name: R, plugin: misbehaving, fault: refuses_options}",
        "the plugin refuses these options: this fault is not to be had")]
    [InlineData(
        "{name: R, plugin: mvar, lag: 1000}",
        "expected a lag below the 31 frames of a train run (one of 2 simulated), found 1000")]
    public void WhatATrainerRefuses_IsFoundBeforeAnythingIsComputed_AndHasItsPlace(string model, string message)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", "isolation: process\n" + SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml, model));
        string[] arguments = ["run", "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder)];
        string error = HostProcess.Run(folder.Path, arguments).Expect(2).Error;
        Assert.Contains($": models[1]: {message}", error);
        // As it is without a process of its own.
        string same = HostProcess.Run(folder.Path, [.. arguments, "--set", "isolation=none"]).Expect(2).Error;
        Assert.Equal(same, error);
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));
    }

    [Fact]
    public void WhatIsVeryLong_IsCut_OrCostsThisModelOnly()
    {
        using var folder = new TestFolder();
        string[] faults = ["long_message", "long_diagnostics", "prints_very_much"];
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml,
            [.. faults.Select(fault => $"{{name: {fault}, plugin: misbehaving, fault: {fault}, isolation: process}}"),
                "{name: here, plugin: misbehaving, fault: long_message}",
                "{name: there, plugin: misbehaving, fault: long_diagnostics}"]));
        var result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir",
            PluginTests.CopyMisbehaving(folder)).Expect(0);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.Equal((string?)models["here"]!["message"], (string?)models["long_message"]!["message"]);
        Assert.StartsWith("InvalidOperationException: xxx", (string?)models["here"]!["message"]);
        Assert.Equal(
            "Train: Diagnostics: expected names of at most 1048576 characters in all, found 8000000",
            (string?)models["long_diagnostics"]!["message"]);
        Assert.Equal((string?)models["there"]!["message"], (string?)models["long_diagnostics"]!["message"]);
        Assert.Equal("ok", (string?)models["prints_very_much"]!["status"]);
        Assert.InRange(result.Error.Length + result.Output.Length, 1, 100_000);
    }

    [Fact]
    public void AFileWithABackslashInItsName_IsKept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a backslash separates folders there");
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Unmeasured(SmallExperiment.Yaml), "{name: B, plugin: misbehaving, fault: saves_backslash}",
            "{name: C, plugin: misbehaving, fault: saves_backslash, isolation: process}"));
        string[] arguments = ["run", "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder)];
        HostProcess.Run(folder.Path, arguments).Expect(0);
        var written = ModelFiles();
        Assert.Equal(2, written.Count(file => file.Path.EndsWith("a\\b.txt", StringComparison.Ordinal)));
        var again = HostProcess.Run(folder.Path, arguments).Expect(0);
        Assert.DoesNotContain("made again", again.Error);
        Assert.Equal(written, ModelFiles());

        (string Path, DateTime Time)[] ModelFiles() =>
        [
            .. new[] { "B", "C" }
                .SelectMany(model => Directory.EnumerateFiles(folder.Combine("oscar_output", "small", model), "*.txt"))
                .Order().Select(path => (path, File.GetLastWriteTimeUtc(path))),
        ];
    }

    [Fact]
    public void ProcessesThatAModelLeaves_EndWithIts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for in /proc");
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, "{name: L, plugin: misbehaving, fault: leaves_process, isolation: process}",
            "{name: E, plugin: misbehaving, fault: leaves_process_and_exits, isolation: process}"));
        string plugin = PluginTests.CopyMisbehaving(folder);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        var models =
            JsonNode.Parse(File.ReadAllText(folder.Combine("oscar_output", "small", "summary.json")))!["models"]!;
        Assert.Equal("ok", (string?)models["L"]!["status"]);
        Assert.StartsWith(
            "its process ended during its training with exit code 4: error: plugin Misbehaving ended",
            (string?)models["E"]!["message"]);
        string[] left = File.ReadAllLines(Path.Combine(plugin, "Misbehaving.left"));
        Assert.NotEmpty(left);
        Assert.All(left, number => WaitUntil(() => !Directory.Exists($"/proc/{number}")));
    }

    [Fact]
    public void CtrlC_ForTheWholeProcessGroup_StopsTheHost_AndIsNoFailureOfTheModel()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setsid") && OperatingSystem.IsLinux(), "needs setsid");
        Signals.SkipWhereInterruptsAreIgnored();
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, "{name: L, plugin: misbehaving, fault: loops, isolation: process}"));
        using var host = HostProcess.StartInSession(
            folder.Path, "run", "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder));
        WaitUntil(() => IsTraining() && WorkersIn(folder.Path).Length > 0);
        Signals.SendToGroup(host, "INT");
        string error = host.StandardError.ReadToEnd();
        Assert.True(host.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.Equal(130, host.ExitCode);
        Assert.DoesNotContain("failed", error);
        Assert.False(File.Exists(folder.Combine("oscar_output", "small", "stages", "train_models.L.json")));
        WaitUntil(() => WorkersIn(folder.Path).Length == 0);

        bool IsTraining() =>
            Directory.Exists(folder.Combine("oscar_output", "small", "L"))
            && Directory.EnumerateDirectories(folder.Combine("oscar_output", "small", "L")).Any();
    }

    [Theory]
    [InlineData("validate", "constructor_loops")]
    [InlineData("run", "loops")]
    public void TheProcessOfAModel_EndsWithTheHost(string command, string fault)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, $"{{name: L, plugin: misbehaving, fault: {fault}, isolation: process}}"));
        using var host = HostProcess.Start(
            folder.Path, command, "--config", "small.yaml", "--plugin-dir", PluginTests.CopyMisbehaving(folder));
        WaitUntil(() => WorkersIn(folder.Path).Length > 0);
        host.Kill();
        WaitUntil(() => WorkersIn(folder.Path).Length == 0);
    }

    [Fact]
    public void ASignalDuringTheLoadingOfAModel_IsNoFailureOfTheModel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for in /proc");
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, "{name: L, plugin: misbehaving, fault: load_loops, isolation: process}"));
        string plugin = PluginTests.CopyMisbehaving(folder);
        using var host = HostProcess.Start(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin);
        WaitUntil(() => File.Exists(Path.Combine(plugin, "Misbehaving.loading")));
        string record = folder.Combine("oscar_output", "small", "stages", "train_models.L.json");
        byte[] trained = File.ReadAllBytes(record);
        Signals.Send(host, "TERM");
        string error = host.StandardError.ReadToEnd();
        Assert.True(host.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.Equal(143, host.ExitCode);
        Assert.DoesNotContain("failed", error);
        Assert.Equal(trained, File.ReadAllBytes(record));
        WaitUntil(() => WorkersIn(folder.Path).Length == 0);
    }

    // Only those that loop have a limit: on a busy machine the others may take long.
    private static string Isolated(string fault) =>
        $"{{name: {fault}, plugin: misbehaving, fault: {fault}, isolation: process"
        + (fault.EndsWith("loops", StringComparison.Ordinal) ? ", time_limit: 4}" : "}");

    // The limit is for a fault that would hang the test.
    private static void WaitUntil(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromMinutes(2)));

    private static int[] WorkersIn(string folder) => RunningProcesses.With($"\0work\0{folder}");
}
