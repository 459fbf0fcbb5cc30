namespace Host.EndToEnd;

public sealed class SweepTests
{
    [Fact]
    public void AnExperimentWhoseProcessEnds_CostsItselfOnly_AndTheSameCommandTriesItAgain()
    {
        using var folder = EndingExperiment.Folder();
        string[] sweep = EndingExperiment.With(
            "sweep", "models.STUBBORN.at=train", "models.STUBBORN.act=exits,nothing");
        string error = HostProcess.Run(folder.Path, sweep).Expect(4).Error;
        Assert.Contains("warning: ending_act-exits: error: plugin Ending ended the process", error);
        Assert.Contains(
            "1 of 2 experiments failed; the same command tries them again: ending_act-exits (exit code 4)", error);
        string training = folder.Combine(
            "oscar_output", "ending_act-nothing", "stages", "train_models.STUBBORN.json");
        byte[] record = File.ReadAllBytes(training);
        Assert.Contains("ending_act-exits: ", HostProcess.Run(folder.Path, sweep).Expect(4).Error);
        Assert.Equal(record, File.ReadAllBytes(training));
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
}
