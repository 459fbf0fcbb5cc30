using System.Text;
using System.Text.Json.Nodes;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>Experiments on recorded trajectories, where particles enter and leave.</summary>
public sealed class RecordedTests
{
    private const string Yaml = """
        experiment_name: tracks
        simulator:
          plugin: recorded
          domain: {lx: 12, ly: 6}
          frame_rate: 10
          dt: 0.05
        train:
          duration: 100
          initial_conditions:
            - {family: recording, file: "day/*.csv"}
            - {family: recording, file: long.csv, to: 3}
        test:
          duration: 100
          initial_conditions:
            - {family: recording, file: long.csv, from: 3}
        density: {plugin: kde, nx: 24, ny: 12, bandwidth: 1.5}
        reduction: {subsample: 2, shift_align: none, transform: sqrt, modes: 4}
        models:
          - {name: MVAR, plugin: mvar, lag: 2, ridge_alpha: 1.0e-3}
          - {name: LSTM, plugin: lstm, lag: 3, hidden_units: 6, layers: 1, max_epochs: 2, batch_size: 16, threads: 1}
        benchmark: {steps: 5, trials: 3, warmups: 1, time_cap: 0}
        evaluation: {forecast_start: 0.5, clamp: negatives, mass: none}
        """;

    [Fact]
    public void RecordingsOfUnequalLength_WithParticlesThatComeAndGo_RunWhole()
    {
        using var folder = Recordings();
        HostProcess.Run(folder.Path, "run", "--config", "tracks.yaml").Expect(0);
        string root = folder.Combine("oscar_output", "tracks");

        // Frames 0 … 24, 0 … 37, and 0 … 29 of the long one before time 3, each tenth of a second, at half that step.
        using (var latent = NpzReader.Open(Path.Combine(root, "rom_common", "latent_dataset.npz")))
        {
            Assert.Equal([0L, 25, 63, 93], latent.ReadInt64s("run_offsets"));
            Assert.Equal(0.1, latent.ReadScalar("time_step"), 1e-12);
            Assert.Equal(93 - 3 * 3, latent.Header("X_all").Shape[0]);
        }

        // The test run is the rest of the long recording. At the recording's frames it has the particles of the table.
        using var trajectory = NpzReader.Open(Path.Combine(root, "test", "run_000", "trajectory.npz"));
        long[] counts = trajectory.ReadInt64s("counts");
        Assert.Equal(2 * 30 - 1, counts.Length);
        Assert.Equal(Enumerable.Range(30, 30).Select(Present), counts.Where((_, k) => k % 2 == 0));
        Assert.True(counts.Distinct().Count() > 2);
        Assert.Contains(0, counts); // some frames are empty

        // Every particle moves at its own constant velocity, (2, 0): where it is seen in one frame alone, 0.
        float[] velocities = trajectory.ReadSingles("vel");
        Assert.All(Enumerable.Range(0, velocities.Length / 2), i => Assert.Equal(0, velocities[2 * i + 1], 1e-4));
        Assert.Equal(2, velocities.Where((_, k) => k % 2 == 0).Order().ElementAt(velocities.Length / 4), 1e-3);

        string[] order = File.ReadAllLines(Path.Combine(root, "test", "run_000", "order_params.csv"));
        Assert.Equal(31, order.Length);
        int empty = Array.FindIndex([.. Enumerable.Range(30, 30)], frame => Present(frame) == 0);
        Assert.Equal(["", "", "", "", "0", "0"], order[1 + empty].Split(',')[1..]);

        var models = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "summary.json")))!["models"]!;
        foreach (string model in new[] { "MVAR", "LSTM" })
        {
            Assert.Equal("ok", (string?)models[model]!["status"]);
            foreach (string score in new[] { "r2_reconstructed", "r2_pod", "rel_error_l2", "max_mass_violation" })
                Assert.NotNull((double?)models[model]!["test_metrics"]![score]);
        }
    }

    [Fact]
    public void RunIsMadeAgain_WhenItsRecordingHasChanged_AndKeptWhenOnlyItsPlaceHas()
    {
        using var folder = Recordings();
        string[] run = ["run", "--config", "tracks.yaml", "--set", "models=[{name: MVAR, plugin: mvar, lag: 2}]"];
        HostProcess.Run(folder.Path, run).Expect(0);
        File.AppendAllText(folder.Combine("day", "b.csv"), Row(38, 3));
        string changed = HostProcess.Run(folder.Path, run).Expect(0).Error;
        Assert.Contains("training runs: 2 of 3 kept", changed);
        Assert.Contains("training runs: 1 of 3 made, stale: run.file b.csv (sha256 ", changed);
        Assert.Contains("POD basis", changed);

        // The experiment's own folder repeats it, wherever the recordings and the working folder are.
        string resolved = folder.Combine("oscar_output", "tracks");
        string again = HostProcess.Run(
            Path.GetTempPath(), "run", "--config", resolved, "--output",
            folder.Combine("oscar_output")).Expect(0).Error;
        Assert.DoesNotContain("made", again);
        Directory.Move(folder.Combine("day"), folder.Combine("night"));
        string[] elsewhere = [.. run, "--set", "train.initial_conditions[0].file=night/*.csv"];
        string moved = HostProcess.Run(folder.Path, elsewhere).Expect(0).Error;
        Assert.DoesNotContain("made", moved);
    }

    [Theory]
    [InlineData("day/b.csv", "12,7,1.0,99\n", "b.csv:", "expected a position on the domain of 12 × 6, found (1, 99)")]
    [InlineData("long.csv", "12,7,1.0\n", "long.csv:", "expected 4 fields")]
    public void BrokenRecording_EndsWithFileLineAndCure(string file, string row, string place, string expected)
    {
        using var folder = Recordings();
        File.AppendAllText(folder.Combine(file.Split('/')), row);
        int line = File.ReadAllLines(folder.Combine(file.Split('/'))).Length;
        var result = HostProcess.Run(folder.Path, "run", "--config", "tracks.yaml").Expect(4);
        Assert.Contains($"{place}{line}: {expected}", result.Error);
    }

    [Fact]
    public void DoubtsAboutARecording_AreShown_AlsoOfARunThatIsKept_AndStandInTheSummary()
    {
        using var folder = Recordings();
        // A height is in the place of y.
        string rows = string.Concat(Enumerable.Range(0, 60).Select(k => $"{k},1,{k % 12},0\n{k},2,{(k + 5) % 12},0\n"));
        folder.Write("flat.csv", "frame,id,x,y\n" + rows);
        folder.Write("tracks.yaml", Yaml.Replace("day/*.csv", "flat.csv"));
        string[] run = ["run", "--config", "tracks.yaml", "--set", "models=[{name: MVAR, plugin: mvar, lag: 2}]"];
        const string Expected = "warning: training run 0 (recording_flat.csv_s1): ";
        string first = HostProcess.Run(folder.Path, run).Expect(0).Error,
            again = HostProcess.Run(folder.Path, run).Expect(0).Error;
        foreach (string error in new[] { first, again })
        {
            string line = Assert.Single(error.Split('\n'), text => text.StartsWith(Expected, StringComparison.Ordinal));
            Assert.EndsWith(
                "flat.csv: y is 0 for every particle in every frame: a height or another column may be taken for y",
                line.TrimEnd());
        }
        Assert.Contains("training runs: 2 of 2 kept", again);
        string summary = File.ReadAllText(folder.Combine("oscar_output", "tracks", "summary.json"));
        Assert.Contains(
            "y is 0 for every particle", (string?)Assert.Single(JsonNode.Parse(summary)!["warnings"]!.AsArray()));
    }

    [Fact]
    public void StepThatMakesFarTooManyFrames_IsRefused_ByValidateToo()
    {
        using var folder = Recordings();
        folder.Write(
            "tracks.yaml", Yaml.Replace("dt: 0.05", "dt: 1.0e-7").Replace("duration: 100", "duration: 1.0e+9"));
        foreach (string command in new[] { "validate", "run" })
        {
            string error = HostProcess.Run(folder.Path, command, "--config", "tracks.yaml").Expect(2).Error;
            Assert.Contains("tracks.yaml:9:3: train.initial_conditions: ", error);
            Assert.Contains(
                "b.csv: 3.7E+07 frames from time 0 to 3.7 at simulator.dt = 1E-07 are too many for the recording's 38 "
                + "frames from 0 to 3.7; raise simulator.dt, "
                + "to 0.1 for the recording's own step, or shorten the run", error);
        }
    }

    [Fact]
    public void Inspect_SaysWhatIsFinite_AndThatAnArchiveIsEmpty()
    {
        using var folder = new TestFolder();
        foreach (double[] values in new[] { [1, double.NaN, 3.5], Array.Empty<double>() })
        {
            using var file = NpzWriter.Create(folder.Combine($"{values.Length}.npz"));
            if (values.Length > 0) file.Add<double>("traj", values, values.Length);
            file.Commit();
        }
        Assert.Contains(
            "min 1, max 3.5  1 not finite", HostProcess.Run(folder.Path, "inspect", "3.npz").Expect(0).Output);
        Assert.Equal("it holds no array", HostProcess.Run(folder.Path, "inspect", "0.npz").Expect(0).Output.Trim());
    }

    [Fact]
    public void ArchiveWithOneBitChanged_IsRefused_ByRunAndByInspect()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("a.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.Add<double>("traj", [.. Enumerable.Range(0, 80).Select(k => 1 + k / 20.0)], 40, 1, 2);
            file.Commit();
        }
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf(BitConverter.GetBytes(3.5)) + 6] ^= 0x08;
        File.WriteAllBytes(path, bytes);
        folder.Write("tracks.yaml", Yaml.Replace("day/*.csv", "a.npz").Replace("long.csv", "a.npz"));

        const string Expected = "a.npz: array 'traj': its checksum (CRC-32) does not match";
        Assert.Contains(Expected, HostProcess.Run(folder.Path, "run", "--config", "tracks.yaml").Expect(4).Error);
        Assert.Contains(Expected, HostProcess.Run(folder.Path, "inspect", "a.npz").Expect(2).Error);
    }

    [Theory]
    [InlineData(
        "file: long.csv, to: 3", "file: lost.csv, to: 3",
        "tracks.yaml:11:33: train.initial_conditions[1].file: expected a file, found none at '")]
    [InlineData("file: long.csv, from: 3", "file: long.csv, from: 3, to: 2", "expected a time after from: 3, found 2")]
    [InlineData("domain: {lx: 12, ly: 6}", "domain: {lx: 12}", "simulator.domain.ly: this key is required")]
    [InlineData(
        "dt: 0.05", "columns: {time: t}\n  dt: 0.05",
        "simulator.columns.time: expected frame_rate or columns.time, found both")]
    public void WrongConfiguration_IsLocated(string right, string wrong, string expected)
    {
        using var folder = Recordings();
        Assert.Contains(right, Yaml);
        folder.Write("tracks.yaml", Yaml.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(expected, HostProcess.Run(folder.Path, "validate", "--config", "tracks.yaml").Expect(2).Error);
    }

    [Fact]
    public void TestRunThatEndsBeforeItsForecast_IsNamed_WithTheCure()
    {
        using var folder = Recordings();
        folder.Write("tracks.yaml", Yaml.Replace("from: 3", "from: 3, to: 3.4", StringComparison.Ordinal));
        string error = HostProcess.Run(folder.Path, "run", "--config", "tracks.yaml").Expect(4).Error;
        Assert.Contains("test run 0 (recording_long.csv_from3_to3.4_s1) has 4 ROM frames", error);
    }

    [Fact]
    public void Sample_OfTheDocumentation_Runs()
    {
        using var folder = new TestFolder();
        string sample = Path.Combine(HostProcess.Repository, "samples", "recorded", "recorded.yaml");
        string guide = File.ReadAllText(Path.Combine(HostProcess.Repository, "docs", "recorded.md"));
        string yaml = File.ReadAllText(sample);
        Assert.Contains(yaml[yaml.IndexOf("simulator:", StringComparison.Ordinal)..], guide);
        Assert.Contains(
            "MVAR",
            HostProcess.Run(folder.Path, ["run", "--config", sample, .. HostProcess.Unmeasured]).Expect(0).Output);
        string summary = File.ReadAllText(folder.Combine("oscar_output", "flume", "summary.json"));
        var metrics = JsonNode.Parse(summary)!["models"]!["MVAR"]!["test_metrics"]!;
        Assert.True((double)metrics["r2_reconstructed"]! > 0.5, metrics.ToJsonString());
    }

    private static TestFolder Recordings()
    {
        var folder = new TestFolder();
        Directory.CreateDirectory(folder.Combine("day"));
        folder.Write(Path.Combine("day", "a.csv"), Table(25));
        folder.Write(Path.Combine("day", "b.csv"), Table(38));
        folder.Write("long.csv", Table(60));
        folder.Write("tracks.yaml", Yaml);
        return folder;
    }

    // Groups of particles walk through the domain, one after the other with pauses between: x = 2·(t − entry).
    private static string Table(int frames)
    {
        var text = new StringBuilder("frame,id,x,y\n");
        for (int frame = 0; frame < frames; frame++)
        {
            text.Append(frame).Append(",0,,\n"); // an empty frame is a frame too
            for (int particle = 1; particle <= Particles; particle++)
            {
                if (IsPresent(frame, particle)) text.Append(Row(frame, particle));
            }
        }
        return text.ToString();
    }

    private const int Particles = 12;

    private static string Row(int frame, int particle) => FormattableString.Invariant(
        $"{frame},{particle},{X(frame, particle):0.0000},{1 + particle % 5}\n");

    private static double X(int frame, int particle) =>
        (2 * frame - 6 * particle + 30 - (particle > 6 ? 78 : 0)) / 10.0;

    private static bool IsPresent(int frame, int particle) => X(frame, particle) is >= 0 and < 8;

    private static long Present(int frame) =>
        Enumerable.Range(1, Particles).Count(particle => IsPresent(frame, particle));
}
