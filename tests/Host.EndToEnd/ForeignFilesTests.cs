namespace Host.EndToEnd;

/// <summary>Files in an experiment's folder that do not belong to the host, and targets of links there.</summary>
public sealed class ForeignFilesTests(UntimedExperiment experiment)
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Leftovers_AreRemovedAndSaid_NotThoseOfOthers_AndNoneBehindLinks()
    {
        string root = experiment.Copy("foreign");
        string outside = Path.Combine(experiment.WorkingDirectory, "outside");
        string[] elsewhere =
        [
            $"summary.json.{Id}.partial", "notes.partial", $"run_000/density.npz.{Id}.partial", "saving.partial/a.bin",
        ];
        foreach (string name in elsewhere) Write(outside, name);
        string[] links = ["link", "train/link", "train/run_000/link", "MVAR/link", "stages/link", "rom_common/link"];
        foreach (string link in links) Directory.CreateSymbolicLink(Path.Combine(root, link), outside);
        Directory.CreateSymbolicLink(Path.Combine(root, "slash"), "/");
        Directory.CreateSymbolicLink(Path.Combine(root, "MVAR", "saving.partial"), outside);
        File.CreateSymbolicLink(Path.Combine(root, "notes.txt"), Path.Combine(outside, "notes.partial"));
        string[] own =
        [
            $"summary.json.{Id}.partial", $"train/run_001/density.npz.{Id}.partial",
            $"rom_common/pod_basis.npz.{Id}.partial",
            $"measurement-{Id}.partial", "LSTM/saving.partial/lstm.pt", "figures/run_000_truth_MVAR.mp4.partial",
        ];
        string[] others =
        [
            "notes.partial", "train/run_000/notes.partial", "MVAR/mine.partial", "kept.partial/a.txt",
            $"mine/summary.json.{Id}.partial",
        ];
        foreach (string name in own.Concat(others)) Write(root, name);

        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "foreign",
            "--quiet").Expect(0);

        Assert.All(elsewhere, name => Assert.True(File.Exists(Path.Combine(outside, name)), name));
        Assert.All(links, link => Assert.True(Directory.Exists(Path.Combine(root, link)), link));
        Assert.All(others, name => Assert.True(File.Exists(Path.Combine(root, name)), name));
        Assert.All(own, name => Assert.False(File.Exists(Path.Combine(root, name)), name));
        Assert.All(own, name => Assert.Contains(name.Replace("/lstm.pt", "", StringComparison.Ordinal), result.Error));
        Assert.All(others, name => Assert.DoesNotContain(name, result.Error));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("test/run_000")]
    [InlineData("MVAR")]
    [InlineData("stages")]
    [InlineData("figures")]
    public void AFolderOfTheExperiment_ThatIsALink_IsRefused_AndWhatIsBehindItStays(string name)
    {
        string experimentName = "linked-" + name.Replace('/', '-');
        string root = experiment.Copy(experimentName),
            outside = Path.Combine(experiment.WorkingDirectory, "behind-" + experimentName);
        if (Directory.Exists(Path.Combine(root, name))) Directory.Move(Path.Combine(root, name), outside);
        Write(outside, $"metadata.json.{Id}.partial");
        Directory.CreateSymbolicLink(Path.Combine(root, name), outside);
        string[] before =
            [.. Directory.EnumerateFileSystemEntries(outside, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)];
        string[] command = ["run", "--config", "small.yaml", "--experiment_name", experimentName, "--force"];
        var result = HostProcess.Run(experiment.WorkingDirectory, command).Expect(2);
        Assert.Contains(Path.Combine(root, name), result.Error);
        Assert.Contains($"found a link to {outside}", result.Error);
        // Nothing behind it is read either.
        if (name != "MVAR")
        {
            foreach (string reader in (string[])["report", "inspect", "benchmark"])
            {
                result = HostProcess.Run(experiment.WorkingDirectory, reader, root).Expect(2);
                Assert.Contains($"found a link to {outside}", result.Error);
            }
        }
        Assert.Equal(
            before, Directory.EnumerateFileSystemEntries(outside, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnExperimentThatIsALinkItself_IsWorkedOnWhereItLies()
    {
        string root = experiment.Copy("real"),
            link = Path.Combine(experiment.WorkingDirectory, "oscar_output", "alias");
        Directory.CreateSymbolicLink(link, root);
        Write(root, $"summary.json.{Id}.partial");
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "alias").Expect(0);
        Assert.False(File.Exists(Path.Combine(root, $"summary.json.{Id}.partial")));
        Assert.Equal(root, new DirectoryInfo(link).LinkTarget);
        Assert.Contains(
            "train: 6 runs finished", HostProcess.Run(experiment.WorkingDirectory, "inspect", link).Expect(0).Output);
    }

    [Fact]
    public void AFileThatIsALink_IsReplaced_AndItsTargetStays()
    {
        string root = experiment.Copy("file-links"), outside = Path.Combine(experiment.WorkingDirectory, "outside.txt");
        foreach (string name in (string[])
        [
            "summary.json", "train/run_000/density.npz", "MVAR/mvar_model.npz", "report.html",
        ])
        {
            File.WriteAllText(outside, "mine");
            File.Delete(Path.Combine(root, name));
            File.CreateSymbolicLink(Path.Combine(root, name), outside);
        }
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "file-links").Expect(0);
        Assert.Equal("mine", File.ReadAllText(outside));
        Artifacts.AssertSame(experiment.Root, root);
    }

    [Fact]
    public void AMovie_IsWrittenIntoAFileOfItsOwn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        if (OperatingSystem.IsWindows()) return; // for the analyzer
        string root = experiment.Copy("movies"), outside = Path.Combine(experiment.WorkingDirectory, "movie-outside"),
            programs = Path.Combine(experiment.WorkingDirectory, "programs");
        Directory.CreateDirectory(programs);
        string ffmpeg = Path.Combine(programs, "ffmpeg");
        // Writes its input to its last argument, and follows links, as FFmpeg does.
        File.WriteAllText(ffmpeg, "#!/bin/sh\nfor last; do :; done\n/bin/cat > \"$last\"\n");
        File.SetUnixFileMode(ffmpeg, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(root, "figures"));
        string[] movies = ["run_000_truth_MVAR_LSTM.mp4", "run_001_truth_MVAR_LSTM.mp4"];
        File.WriteAllText(outside, "mine");
        foreach (string movie in movies)
            File.CreateSymbolicLink(Path.Combine(root, "figures", movie + ".partial"), outside);
        // Without a browser, which is looked for after the movies.
        HostProcess.RunWith("PATH", programs, experiment.WorkingDirectory, "report", root, "--figures").Expect(2);
        Assert.All(movies, movie => Assert.True(new FileInfo(Path.Combine(root, "figures", movie)).Length > 1000));
        Assert.Equal("mine", File.ReadAllText(outside));
    }

    private static void Write(string root, string name)
    {
        string path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "half");
    }
}
