using Rom.Numerics.Files;

namespace Host.EndToEnd;

public sealed class ResumeTests(UntimedExperiment experiment)
{
    [Fact]
    public void KilledAtAnyMoment_AndStartedAgain_EndsWithTheSameBytes()
    {
        // Kills come later and later, so that every stage is interrupted; by a factor, so that a busy machine comes to
        // the end too.
        for (double delay = 400; ; delay *= 1.3)
        {
            using var process = HostProcess.Start(
                experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "killed", "--quiet");
            if (process.WaitForExit((int)delay))
            {
                Assert.True(
                    process.ExitCode == 0, $"exit code {process.ExitCode}: {process.StandardError.ReadToEnd()}");
                break;
            }
            process.Kill(); // SIGKILL
            process.WaitForExit();
        }
        Artifacts.AssertSame(experiment.Root, Path.Combine(experiment.WorkingDirectory, "oscar_output", "killed"));
    }

    [Fact]
    public void KilledWhileAModelTrainsInAProcessOfItsOwn_LeavesNoProcess_AndEndsWithTheSameBytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for in /proc");
        string root = Path.Combine(experiment.WorkingDirectory, "oscar_output", "isolated"),
            worker = $"\0work\0{root}\0--model\0LSTM";
        string[] arguments =
        [
            "run", "--config", "small.yaml", "--experiment_name", "isolated", "--quiet", "--set", "isolation=process",
        ];
        using (var process = HostProcess.Start(experiment.WorkingDirectory, arguments))
        {
            // The process that trains it begins after the other model is trained.
            Assert.True(SpinWait.SpinUntil(
                () => process.HasExited
                    || (File.Exists(Path.Combine(root, "stages", "train_models.MVAR.json"))
                        && RunningProcesses.With(worker).Length > 0),
                TimeSpan.FromMinutes(2)));
            Assert.False(process.HasExited);
            process.Kill(); // SIGKILL, and of the host alone
            process.WaitForExit();
        }
        Assert.True(SpinWait.SpinUntil(() => RunningProcesses.With(root).Length == 0, TimeSpan.FromMinutes(1)));
        HostProcess.Run(experiment.WorkingDirectory, arguments).Expect(0);
        Artifacts.AssertSame(experiment.Root, root);
    }

    [Fact]
    public void AFileBegunInAFolderBegun_IsRemovedWithIt()
    {
        string folder = experiment.Copy("leftovers");
        string begun = Path.Combine(folder, "MVAR", $"saving.{Guid.NewGuid():n}" + AtomicFile.TemporaryEnding);
        Directory.CreateDirectory(begun);
        File.WriteAllText(Path.Combine(begun, "mvar.npz" + AtomicFile.TemporaryEnding), "half");
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "leftovers",
            "--quiet").Expect(0);
        Assert.False(Directory.Exists(begun));
        Assert.Contains($"MVAR/{Path.GetFileName(begun)}", result.Error);
    }

    [Fact]
    public void ChangedKey_MakesOnlyWhatDependsOnIt_AndSaysWhy()
    {
        string folder = experiment.Copy("changed");
        var ensemble = File.GetLastWriteTimeUtc(Path.Combine(folder, "train", "run_000", "density.npz"));
        var lstm = File.GetLastWriteTimeUtc(Path.Combine(folder, "LSTM", "lstm_state_dict.pt"));
        var mvar = File.GetLastWriteTimeUtc(Path.Combine(folder, "MVAR", "mvar_model.npz"));
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "changed", "--set",
            "models.MVAR.ridge_alpha=0.5").Expect(0);
        Assert.Contains("stale: models.MVAR.ridge_alpha 0.001 → 0.5", result.Error);
        Assert.Equal(ensemble, File.GetLastWriteTimeUtc(Path.Combine(folder, "train", "run_000", "density.npz")));
        Assert.Equal(lstm, File.GetLastWriteTimeUtc(Path.Combine(folder, "LSTM", "lstm_state_dict.pt")));
        Assert.NotEqual(mvar, File.GetLastWriteTimeUtc(Path.Combine(folder, "MVAR", "mvar_model.npz")));
    }

    [Theory]
    [InlineData("train/run_002/density.npz", true)]
    [InlineData("train/run_003/trajectory.npz", false)]
    [InlineData("rom_common/pod_basis.npz", true)]
    [InlineData("MVAR/mvar_model.npz", false)]
    [InlineData("test/run_001/density_true.npz", false)]
    public void DamagedFile_IsNamedAndMadeAgain(string file, bool truncate)
    {
        string name = "damaged-" + file.Replace('/', '-').Replace('.', '-');
        string folder = experiment.Copy(name);
        string path = Path.Combine(folder, file);
        byte[] bytes = File.ReadAllBytes(path);
        if (truncate) Array.Resize(ref bytes, bytes.Length / 2);
        else bytes[bytes.Length / 3] ^= 0xFF; // same length, other content
        File.WriteAllBytes(path, bytes);
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", name).Expect(0);
        Assert.Contains("damaged", result.Error);
        Assert.Contains(Path.GetFileName(file), result.Error);
        Artifacts.AssertSame(experiment.Root, folder);
    }

    [Fact]
    public void Force_MakesEverythingAgain_WithTheSameBytes()
    {
        string folder = experiment.Copy("forced");
        var before = File.GetLastWriteTimeUtc(Path.Combine(folder, "train", "run_000", "density.npz"));
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "forced",
            "--force").Expect(0);
        Assert.NotEqual(before, File.GetLastWriteTimeUtc(Path.Combine(folder, "train", "run_000", "density.npz")));
        Artifacts.AssertSame(experiment.Root, folder);
    }

    [Fact]
    public void SmallerEnsemble_LeavesNoRunsOfTheLargerOne()
    {
        string folder = experiment.Copy("smaller");
        string backup = Path.Combine(folder, "train", "run_backup", "notes.txt"),
            notes = Path.Combine(folder, "train", "run_004", "notes.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(backup)!);
        File.WriteAllText(backup, "mine");
        File.WriteAllText(notes, "mine");
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "smaller", "--quiet",
            "--set", "train.initial_conditions=[{family: uniform, samples: 3}]").Expect(0);
        string[] left =
            [.. Directory.EnumerateDirectories(Path.Combine(folder, "train"), "run_*")
                .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["run_000", "run_001", "run_002", "run_004", "run_backup"], left);
        // Removed files are reported, and foreign files stay.
        Assert.Contains($"removed {Path.Combine(folder, "train", "run_003")}", result.Error);
        Assert.Equal("mine", File.ReadAllText(backup));
        Assert.Equal([notes], Directory.EnumerateFiles(Path.GetDirectoryName(notes)!));
        Assert.Contains("notes.txt is not of the experiment and stays", result.Error);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Signal_StopsWithItsExitCode_AndNothingHalfWritten(string signal, int exitCode)
    {
        if (signal == "INT") Signals.SkipWhereInterruptsAreIgnored();
        Signals.SkipWithout();
        string name = "stopped-" + signal;
        using var process = HostProcess.Start(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", name, "--quiet",
            "--set", "train.duration=4000", "--set", "simulator.particles=400");
        string runs = Path.Combine(experiment.WorkingDirectory, "oscar_output", name, "train");
        while (!Directory.Exists(runs) && !process.HasExited) Thread.Sleep(20);
        Signals.Send(process, signal);
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "the host did not stop");
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(runs)!, "*.partial", SearchOption.AllDirectories));
    }
}
