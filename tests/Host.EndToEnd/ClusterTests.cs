using System.Text.Json.Nodes;

namespace Host.EndToEnd;

/// <summary>An experiment as jobs: on processes of this machine, and in a queue whose jobs never start.</summary>
public sealed class ClusterTests(UntimedExperiment experiment)
{
    private const string Silence = "slurm_load_jobs error: Unable to contact slurm controller (connect failure)";

    [Fact]
    public void OnProcessesOfThisMachine_AnExperimentHasTheBytesOfOneProcess()
    {
        using var folder = new TestFolder();
        string yaml = folder.Write("small.yaml", SmallExperiment.Yaml);
        folder.Write("local.yaml", "local: {processes: 2}\n");
        HostProcess.Run(folder.Path, "submit", "--config", yaml, "-n", "jobs", "--cluster", "local.yaml").Expect(0);
        string root = folder.Combine("oscar_output", "jobs");
        var status = JsonNode.Parse(HostProcess.Run(folder.Path, "status", "--json").Expect(0).Output)!;
        var shown = Assert.Single(status["experiments"]!.AsArray())!;
        Assert.Equal("done", (string?)shown["state"]);
        Assert.All(
            shown["stages"]!.AsArray().SelectMany(stage => stage!["tasks"]!.AsArray()),
            task => Assert.True(File.Exists((string?)task!["log"])));
        Assert.Contains(
            "jobs: nothing to submit", HostProcess.Run(folder.Path, "submit", root, "--quiet").Expect(0).Output);
        foreach (string more in (string[])[".cluster", "logs"]) Directory.Delete(Path.Combine(root, more), true);
        Artifacts.AssertSame(experiment.Root, root);
    }

    [Fact]
    public void ATaskThatFails_CostsItself_AndIsNamedWithItsLog()
    {
        using var folder = EndingExperiment.Folder();
        folder.Write("local.yaml", "local: {processes: 2}\n");
        string[] submit =
            [.. EndingExperiment.With("submit", "models.STUBBORN.at=train", "models.STUBBORN.act=exits"),
                "--cluster", "local.yaml"];
        string error = HostProcess.Run(folder.Path, submit).Expect(4).Error;
        Assert.Contains("warning: ending: train_models STUBBORN: exit code 4: ", error);
        var status = HostProcess.Run(folder.Path, "status").Expect(4).Output;
        Assert.Contains("ending: failed", status);
        Assert.Contains("train_models STUBBORN: failed with exit code 4: ", status);
        // The model failed, and the results come.
        string summary = File.ReadAllText(folder.Combine("oscar_output", "ending", "summary.json"));
        Assert.Contains("its task ended without a result, as one does that is killed: see logs/train_models.", summary);
    }

    [Fact]
    public void Submit_ChainsTheJobs_OnceOnly_AndCancelLeavesNone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        slurm.Say("most", "3");
        folder.Write("it's small.yaml", SmallExperiment.Yaml);
        folder.Write("cluster.yaml", "seconds: 60\npartition: short\nstages: {train_models: {time: \"9\"}}\n");
        string[] submit = ["submit", "--config", "it's small.yaml", "--cluster", "cluster.yaml", "-o", "a b's"];
        Assert.Contains("generate_training_data-2", slurm.Run([.. submit, "--dry-run"]).Expect(0).Output);
        Assert.False(Directory.Exists(folder.Combine("a b's")));
        Assert.Empty(slurm.Calls("sbatch"));

        slurm.Run(submit).Expect(0);
        string[] calls = slurm.Calls("sbatch");
        Assert.Equal(9, calls.Length); // six runs are two arrays of three
        Assert.Equal(9, slurm.Queue.Length);
        Assert.Contains("--array=0-2", calls[0]);
        Assert.Contains("--dependency=afterany:100:101 ", calls[2]);
        Assert.Contains(" --time=9 ", calls[3]);
        Assert.Contains("--partition=short", calls[8]);
        Assert.Equal(3, slurm.Calls().Length - calls.Length + 1); // scontrol once for each of the two commands
        string root = folder.Combine("a b's", "small");
        Assert.Empty(Directory.EnumerateFiles(root, "*.npz", SearchOption.AllDirectories));

        Assert.Contains("nothing to submit", slurm.Run(submit).Expect(0).Output);
        Assert.Equal(9, slurm.Calls("sbatch").Length);
        var status = slurm.Run("status", "-o", "a b's").Expect(0).Output;
        Assert.Contains("small: waiting", status);
        Assert.Contains("generate_training_data   6 waiting", status);
        Assert.Contains("summary                  1 waiting (Dependency)", status);

        // Neither processes of this machine, nor another configuration, come between.
        folder.Write("local.yaml", "local: {processes: 2}\n");
        string[] here = ["submit", "--config", "it's small.yaml", "--cluster", "local.yaml", "-o", "a b's"];
        Assert.Contains("jobs of Slurm work on ", slurm.Run(here).Expect(2).Error);
        string other = slurm.Run([.. submit, "--set", "reduction.modes=3"]).Expect(2).Error;
        Assert.Contains("jobs of another configuration", other);
        Assert.Contains("modes: 5 ", File.ReadAllText(Path.Combine(root, "config_resolved.yaml")));

        Assert.Contains("cancelled 9 jobs", slurm.Run("cancel", root).Expect(0).Output);
        Assert.Empty(slurm.Queue);
        Assert.Contains("small: cancelled", slurm.Run("status", root).Expect(0).Output);
        slurm.Run("submit", root).Expect(0);
        Assert.Contains(" --time=9 ", slurm.Calls("sbatch")[12]);
        Assert.Equal(9, slurm.Queue.Length);
    }

    [Fact]
    public void ASubmissionThatWasKilled_IsFound_AndContinued()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Yaml);
        string[] submit = ["submit", "--config", "small.yaml"];
        slurm.Say("sbatch.kills", "102"); // the third job is in the queue, and its number was never recorded
        Assert.NotEqual(0, slurm.Run(submit).ExitCode);
        Assert.Equal(3, slurm.Queue.Length);
        slurm.Forget("sbatch.kills");
        string status = slurm.Run("status").Expect(4).Output;
        Assert.Contains("train_models             2 waiting", status);
        Assert.Contains("summary: lost (not submitted), and left no log", status);
        slurm.Run(submit).Expect(0);
        Assert.DoesNotContain("\"id\": null", File.ReadAllText(
            Directory.GetFiles(folder.Combine("oscar_output", "small", ".cluster"), "*.json").Min()!)
            .Split("generate_test_data")[0]);
        Assert.Equal(8, slurm.Queue.Length); // the three, and the five that were not submitted
        Assert.Equal(8, slurm.Queue.Select(line => line.Split('|')[4].Split('.')[1]).Distinct().Count());
        slurm.Run("cancel", "oscar_output/small").Expect(0);
        Assert.Empty(slurm.Queue);
    }

    [Fact]
    public void WhatTheSchedulerSays_IsSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Yaml);
        string[] submit = ["submit", "--config", "small.yaml", "--wait", "0"];
        slurm.Say("sbatch.fails", "sbatch: error: Batch job submission failed: Invalid account");
        string error = slurm.Run(submit).Expect(4).Error;
        Assert.Contains(
            "refused generate_training_data of small: sbatch: error: Batch job submission failed: Invalid account",
            error);
        slurm.Say("sbatch.fails", "sbatch: error: Unable to contact slurm controller (connect failure)");
        Assert.Contains("the controller does not answer: sbatch: error: Unable", slurm.Run(submit).Expect(5).Error);
        slurm.Forget("sbatch.fails");
        slurm.Run(submit).Expect(0);
        slurm.Say("squeue.fails", Silence);
        var status = slurm.Run("status", "--wait", "0", "--json").Expect(5);
        Assert.Contains($"{Silence}; asked again for 0 s (--wait); shown is what the files tell", status.Error);
        var shown = JsonNode.Parse(status.Output)!;
        Assert.False((bool)shown["answers"]!);
        Assert.Equal("unknown", (string?)shown["experiments"]![0]!["state"]);
        Assert.Contains(Silence, slurm.Run("cancel", "oscar_output/small", "--wait", "0").Expect(5).Error);
    }

    /// <summary>The numbers of docs/cluster.md, "What it costs".</summary>
    [Fact]
    public void AThousandTasks_CostAFewCalls_AndTwoFilesEach()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Yaml);
        folder.Write("cluster.yaml", "seconds: 60\nmax_array: 500\n");
        string[] submit =
            ["submit", "--config", "small.yaml", "--cluster", "cluster.yaml", "--set",
                "train.initial_conditions.0.samples=996"];
        slurm.Run(submit).Expect(0);
        string root = folder.Combine("oscar_output", "small", ".cluster");
        string[] calls = [.. slurm.Calls().Select(call => call.Split(' ')[0])];
        Assert.Equal(8 + 1, calls.Count(call => call == "sbatch")); // a thousand runs are two arrays
        Assert.Equal(9 + 1, calls.Length);
        Assert.Equal(9 + 3, Directory.GetFiles(root).Length);
        Assert.Empty(Directory.GetFiles(folder.Combine("oscar_output", "small", "logs")));
        Assert.Contains("generate_training_data   1000 waiting", slurm.Run("status").Expect(0).Output);
        Assert.Single(slurm.Calls("squeue"));
        slurm.Run(submit).Expect(0);
        Assert.Equal(2, slurm.Calls("squeue").Length);
        slurm.Run("cancel", "oscar_output/small").Expect(0);
        Assert.Equal(4, slurm.Calls("squeue").Length);
        Assert.Single(slurm.Calls("scancel"));
        Assert.Equal(9, slurm.Calls("sbatch").Length);
        Assert.Equal(9 + 3 + 1, Directory.GetFiles(root).Length);
    }

    [Fact]
    public void ASweep_IsSubmittedExperimentByExperiment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.Yaml));
        string[] submit = ["submit", "--config", "small.yaml", "--set", "models.MVAR.lag=2,4"];
        slurm.Run(submit).Expect(0);
        Assert.Equal(14, slurm.Queue.Length);
        Assert.Single(slurm.Calls("scontrol"));
        // The second one takes over the ensemble and the basis of the first one, when they are made.
        Assert.Contains("--dependency=afterany:100 ", slurm.Calls("sbatch")[7]);
        Assert.Contains("--dependency=afterany:107:101 ", slurm.Calls("sbatch")[8]);
        string status = slurm.Run("status").Expect(0).Output;
        Assert.Contains("small_lag-2: waiting", status);
        Assert.Contains("small_lag-4: waiting", status);
        Assert.Single(slurm.Calls("squeue"));
        Assert.Contains("cancelled 14 jobs", slurm.Run("cancel", "oscar_output").Expect(0).Output);
        Assert.Empty(slurm.Queue);
    }

    [Fact]
    public void OfTwoSubmitsAtOnce_EachStageIsInTheQueueOnce_AndIsWaitedForMeanwhile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.Yaml));
        slurm.Say("sbatch.waits", "");
        string[] submit = ["submit", "--config", "small.yaml"];
        using var first = slurm.Start(submit);
        Assert.True(SpinWait.SpinUntil(() => slurm.Queue.Length > 0, TimeSpan.FromMinutes(1)));
        using var second = slurm.Start(submit);
        string status = slurm.Run("status").Expect(0).Output;
        Assert.Contains($"waiting for process {first.Id} ", second.StandardError.ReadLine());
        slurm.Forget("sbatch.waits");
        foreach (var process in new[] { first, second })
        {
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.Equal(0, process.ExitCode);
        }
        Assert.Equal(7, slurm.Queue.Length);
        Assert.Equal(7, slurm.Queue.Select(line => line.Split('|')[4].Split('.')[1]).Distinct().Count());
        Assert.Contains("summary                  1 waiting (being submitted)", status);
    }

    [Fact]
    public void AnExperimentThatIsRefused_KeepsBackNoOther()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs of sh");
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.Yaml));
        slurm.Say("sbatch.refuses", "small_lag-2.train_models");
        var result = slurm.Run("submit", "--config", "small.yaml", "--set", "models.MVAR.lag=2,4").Expect(4);
        Assert.Contains("warning: small_lag-2 is not submitted as a whole: sbatch refused train_models", result.Error);
        Assert.Equal(2, slurm.Queue.Count(line => line.Contains("|small_lag-2.", StringComparison.Ordinal)));
        Assert.Equal(7, slurm.Queue.Count(line => line.Contains("|small_lag-4.", StringComparison.Ordinal)));
    }

    [Fact]
    public void WatchingTheStatus_EndsAtCtrlC_AndWhereNothingMoves()
    {
        Signals.SkipWhereInterruptsAreIgnored();
        Signals.SkipWithout();
        using var folder = new TestFolder();
        var slurm = new FakeSlurm(folder);
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.Yaml));
        slurm.Run("submit", "--config", "small.yaml").Expect(0);
        using (var watching = slurm.Start("status", "--watch"))
        {
            Assert.Contains("small: waiting", watching.StandardOutput.ReadLine());
            Signals.Send(watching, "INT");
            Assert.True(watching.WaitForExit(TimeSpan.FromMinutes(1)), "it goes on");
            Assert.Equal(130, watching.ExitCode);
        }
        slurm.Say("queue", "");
        Assert.Contains("small: lost", slurm.Run("status", "--watch").Expect(4).Output);
    }

    [Theory]
    [InlineData("partitoin: x", "cluster.yaml:1:1: partitoin: unknown key; did you mean 'partition'?")]
    [InlineData("stages: {train_model: {}}", "there is no job of this name; did you mean 'train_models'?")]
    [InlineData("partition: x", "expected sbatch of Slurm in PATH, found none")]
    public void WhatCannotBeSubmitted_EndsWith2_AndWritesNothing(string cluster, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        folder.Write("cluster.yaml", cluster);
        string error = HostProcess.RunWith(
            "PATH", Path.GetDirectoryName(Environment.ProcessPath)!, folder.Path, "submit", "--config", "small.yaml",
            "--cluster", "cluster.yaml").Expect(2).Error;
        Assert.Contains(expected, error);
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));
    }

    [Fact]
    public void WhatWasNeverSubmitted_IsSaid()
    {
        Assert.Contains(
            "first: not submitted", HostProcess.Run(experiment.WorkingDirectory, "status", experiment.Root)
                .Expect(0).Output);
        Assert.Contains(
            "expected an experiment that was submitted",
            HostProcess.Run(experiment.WorkingDirectory, "cancel", experiment.Root).Expect(2).Error);
    }
}
