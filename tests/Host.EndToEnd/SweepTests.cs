using System.Diagnostics;

namespace Host.EndToEnd;

public sealed class SweepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void AnExperimentWhoseProcessEnds_CostsItselfOnly_AndTheSameCommandTriesItAgain()
    {
        using var folder = EndingExperiment.Folder();
        string[] sweep = EndingExperiment.With(
            "sweep", "models.STUBBORN.at=train",
            "models.STUBBORN.act=nothing,exits,leaves_a_thread,vanishes,fails_fast");
        string error = HostProcess.Run(folder.Path, sweep).Expect(4).Error;
        Assert.Contains("warning: ending_act-exits: error: plugin Ending ended the process", error);
        Assert.Contains("warning: ending_act-fails-fast: ", error);
        Assert.Contains(
            "3 of 5 experiments failed; the same command tries them again: ending_act-exits (exit code 4), "
            + "ending_act-vanishes (exit code 4), ending_act-fails-fast (exit code 134)", error);
        string[] records =
        [
            .. new[] { "nothing", "leaves-a-thread" }.Select(act => folder.Combine(
                "oscar_output", $"ending_act-{act}", "stages", "train_models.STUBBORN.json")),
        ];
        byte[][] before = [.. records.Select(File.ReadAllBytes)];
        Assert.Contains("ending_act-exits: ", HostProcess.Run(folder.Path, sweep).Expect(4).Error);
        Assert.Equal(before, records.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task AnExperimentWhoseProcessIsKilled_CostsItselfOnly()
    {
        Signals.SkipWithout();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "command lines of processes are read in /proc");
        using var folder = EndingExperiment.Folder();
        using var sweep = HostProcess.Start(folder.Path, EndingExperiment.With(
            "sweep", "models.STUBBORN.at=train", "models.STUBBORN.act=nothing,hangs,leaves_a_thread"));
        var error = sweep.StandardError.ReadToEndAsync();
        string output = folder.Combine("oscar_output") + "\0";
        WaitFor(sweep, () => File.Exists(folder.Combine("acting")));
        using (var killed = Process.GetProcessById(Assert.Single(RunningProcesses.With(output))))
            Signals.Send(killed, "KILL");
        Assert.True(sweep.WaitForExit(Patience));
        Assert.Equal(4, sweep.ExitCode);
        Assert.Contains(
            "1 of 3 experiments failed; the same command tries them again: ending_act-hangs (exit code 137)",
            await error);
        Assert.True(File.Exists(folder.Combine("oscar_output", "ending_act-leaves-a-thread", "summary.json")));
    }

    [Fact]
    public void AStoppedSweep_StopsItsProcess()
    {
        Signals.SkipWithout();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "command lines of processes are read in /proc");
        using var folder = EndingExperiment.Folder();
        using var sweep = HostProcess.Start(folder.Path, EndingExperiment.With(
            "sweep", "models.STUBBORN.at=train", "models.STUBBORN.act=nothing,hangs"));
        WaitFor(sweep, () => File.Exists(folder.Combine("acting")));
        Signals.Send(sweep, "TERM");
        Assert.True(sweep.WaitForExit(Patience));
        Assert.Equal(143, sweep.ExitCode);
        Assert.Contains("stopped; the same command", sweep.StandardError.ReadToEnd());
        string output = folder.Combine("oscar_output") + "\0";
        Assert.True(SpinWait.SpinUntil(() => RunningProcesses.With(output).Length == 0, Patience));
        Assert.True(File.Exists(folder.Combine("oscar_output", "ending_act-nothing", "summary.json")));
    }

    [Fact]
    public void WhatAnExperimentIs_DoesNotDependOnThoseThatItsProcessRanBefore()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.Yaml) + """

            sweep:
              together:
                - name: [first, second, last]
                  seed: [7, 9, 8]
                  models.LSTM.lag: [3, 4, 2]
                  models.LSTM.threads: [2, 2, 1]
                  density.bandwidth: [2, 3, 1.5]
            """);
        string[] sweep = ["sweep", "--config", "small.yaml", "-q"];
        HostProcess.Run(folder.Path, sweep).Expect(0);
        HostProcess.Run(folder.Path, [.. sweep, "-o", "alone", "--experiment", "small_last"]).Expect(0);
        Artifacts.AssertSame(folder.Combine("alone", "small_last"), folder.Combine("oscar_output", "small_last"));
    }

    [Fact]
    public void ExperimentsOfASweep_AreThoseOfRun()
    {
        using var folder = new TestFolder();
        string yaml = SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml));
        folder.Write("small.yaml", yaml + "\nsweep: {grid: {models.MVAR.lag: [4, 2]}}\n");
        folder.Write("alone.yaml", yaml);
        // The second one takes the runs and the basis from the first.
        string said = HostProcess.Run(
            folder.Path, HostProcess.Reusing, "sweep", "--config", "small.yaml").Expect(0).Error;
        Assert.Contains(" artifacts of the same inputs are linked between experiments in ", said);
        HostProcess.Run(
            folder.Path, "run", "--config", "alone.yaml", "--set", "models.MVAR.lag=2", "-n", "alone", "-q").Expect(0);
        string[] files = ["MVAR/mvar_model.npz", "MVAR/test_results.csv", "rom_common/latent_dataset.npz"];
        foreach (string file in files)
        {
            Assert.Equal(
                File.ReadAllBytes(folder.Combine("oscar_output", "alone", file)),
                File.ReadAllBytes(folder.Combine("oscar_output", "small_lag-2", file)));
        }
        Assert.Contains(
            "\"linked_from\"", File.ReadAllText(folder.Combine("oscar_output", "small_lag-2", "summary.json")));
        Assert.True(File.Exists(folder.Combine("oscar_output", "small_lag-4", "report.html")));
    }

    [Fact]
    public void BeforeAnythingRuns_ValuesThatNoExperimentAcceptsAreRefused_AndOthersCostThemselvesOnly()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        var unknown = HostProcess.Run(
            folder.Path, "sweep", "--config", "small.yaml", "--set", "models.MVAR.lagg=2,3", "--set", "seed=1,2");
        Assert.Contains(
            "--set models.MVAR.lagg: models[0].lagg: unknown key; did you mean 'lag'?", unknown.Expect(2).Error);
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));

        // 31 frames allow a lag of 20, 16 do not.
        string table = HostProcess.Run(
            folder.Path, "sweep", "--config", "small.yaml", "--dry-run", "--set", "models.MVAR.lag=4,20", "--set",
            "reduction.subsample=2,4").Expect(0).Output;
        Assert.Equal(5, table.TrimEnd().Split('\n').Length);
        Assert.Single(
            table.Split('\n'),
            line => line.Contains("expected a lag below the 16 frames", StringComparison.Ordinal));

        var many = HostProcess.Run(
            folder.Path, "sweep", "--config", "small.yaml", "--set", "seed=0..10000", "--dry-run").Expect(2).Error;
        Assert.Contains("expected at most 10000 experiments, found 10001; add --yes", many);

        folder.Write("sweep.yaml", SmallExperiment.Yaml + "\nsweep: {grid: {seed: [1, 2]}}\n");
        string run = HostProcess.Run(folder.Path, "run", "--config", "sweep.yaml").Expect(2).Error;
        Assert.Contains("romhost sweep --config sweep.yaml", run);
    }

    private static void WaitFor(Process process, Func<bool> isSo)
    {
        Assert.True(SpinWait.SpinUntil(() => isSo() || process.HasExited, Patience), "it does not come so far");
        Assert.False(process.HasExited, "the sweep ended");
    }
}
