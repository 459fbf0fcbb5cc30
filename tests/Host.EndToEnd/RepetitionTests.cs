namespace Host.EndToEnd;

/// <summary>An experiment that is run again has the same files.</summary>
public sealed class RepetitionTests(UntimedExperiment experiment)
{
    [Fact]
    public void SecondRun_RedoesNothing()
    {
        string copy = experiment.Copy("kept");
        var before = Directory.EnumerateFiles(copy, "*.npz", SearchOption.AllDirectories).ToDictionary(
            file => file, File.GetLastWriteTimeUtc);
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "kept").Expect(0);
        Assert.All(before, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
    }

    [Fact]
    public void OtherThreadCount_GivesTheSameBytes()
    {
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "second", "--threads",
            "2").Expect(0);
        string second = Path.Combine(experiment.WorkingDirectory, "oscar_output", "second");
        Artifacts.AssertSame(experiment.Root, second);
    }

    [Fact]
    public void ExperimentFolderAsConfiguration_RepeatsTheExperiment()
    {
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", experiment.Root, "--output", "elsewhere",
            "--experiment_name", "again").Expect(0);
        string again = Path.Combine(experiment.WorkingDirectory, "elsewhere", "again");
        foreach (string file in new[]
        {
            "MVAR/mvar_model.npz",
            "LSTM/lstm_state_dict.pt",
            "test/run_001/density_pred_lstm.npz",
        })
            Assert.Equal(File.ReadAllBytes(experiment.File(file)), File.ReadAllBytes(Path.Combine(again, file)));
    }
}
