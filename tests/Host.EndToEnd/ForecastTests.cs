using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>Forecasts with the models of a finished experiment, from files that it did not see.</summary>
public sealed class ForecastTests(ForecastExperiment experiment)
{
    private static readonly string[] Plugins =
        [Path.Combine(HostProcess.Repository, "src", "RomHost", "bin", Configuration, "net10.0", "plugins")];

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private string Folder => experiment.WorkingDirectory;

    private KnownFiles Known => experiment.Known;

    [Theory]
    [InlineData("MVAR")]
    [InlineData("ANALOG")]
    [InlineData("POD")]
    [InlineData("BLEND")]
    [InlineData("DIRECT")]
    public void FromATestRunsOwnFiles_ItIsTheForecastThatWasScored(string model)
    {
        foreach (string file in (string[])[Known.Density, Known.Trajectory])
        {
            string to = Path.Combine(Folder, $"own_{model}.npz");
            Forecast(model, file, "--steps", $"{Known.Steps}", "--out", to).Expect(0);
            using var written = NpzReader.Open(to);
            Assert.Equal(KnownFiles.Saved(experiment.Root, model), written.ReadSingles("rho"));
            double[] times = written.ReadDoubles("times");
            Assert.Equal(Known.Steps, times.Length);
            Assert.Equal(Known.Time + 0.08, times[0], 1e-9); // a step of 2 · 0.04
            Assert.Equal(model, written.ReadText("model"));
        }
    }

    [Theory]
    [InlineData("reduction.shift_forecast=hold")]
    [InlineData("density.storage=float16", "reduction.shift_forecast=hold")]
    [InlineData("reduction.shift_align=none")]
    [InlineData("reduction.shift_align=none", "evaluation.lift=expectation", "evaluation.clamp=negatives")]
    [InlineData("reduction.shift_align=none", "reduction.transform=meansub", "evaluation.mass=simplex")]
    public void WhateverTheReduction_ItIsTheForecastThatWasScored(params string[] settings)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        HostProcess.Run(
            folder.Path,
            ["run", "--config", "small.yaml", .. settings.SelectMany(one => new[] { "--set", one })]).Expect(0);
        string root = folder.Combine("oscar_output", "small");
        var known = KnownFiles.Of(root, folder.Path, "known");
        HostProcess.Run(
            folder.Path, "forecast", root, "--from", known.Density, "--steps", $"{known.Steps}", "--out", "f.npz")
            .Expect(0);
        using var written = NpzReader.Open(folder.Combine("f.npz"));
        Assert.Equal(KnownFiles.Saved(root, "MVAR"), written.ReadSingles("rho"));
    }

    /// <summary>Cells that are empty in a forecast are a little below 0 where it is not clamped.</summary>
    [Theory]
    [InlineData("sqrt")]
    [InlineData("log")]
    public void AForecast_GoesOnFromAForecast(string transform)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--set", $"reduction.transform={transform}", "--set",
            "evaluation.clamp=none", "--set", "evaluation.mass=scale").Expect(0);
        string root = folder.Combine("oscar_output", "small");
        var known = KnownFiles.Of(root, folder.Path, "known");
        HostProcess.Run(
            folder.Path, "forecast", root, "--from", known.Density, "--steps", "30", "--out", "first.npz").Expect(0);
        HostProcess.Run(
            folder.Path, "forecast", root, "--from", "first.npz", "--steps", "3", "--out", "second.npz").Expect(0);
        using var file = NpzReader.Open(folder.Combine("second.npz"));
        Assert.All(file.ReadSingles("rho"), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void FromCSharp_ItIsTheSame_AndSoAreTheMembers()
    {
        string one = Path.Combine(Folder, "cli.npz"), many = Path.Combine(Folder, "cli_members.npz");
        Forecast("MVAR", Known.Density, "--steps", "7", "--out", one).Expect(0);
        Forecast("MVAR", Known.Density, "--steps", "7", "--members", "5", "--seed", "3", "--out", many).Expect(0);
        using var forecaster = RomForecaster.Load(
            experiment.Root, "MVAR", Plugins, TestContext.Current.CancellationToken);
        var frames = forecaster.ReadFrames(
            Known.Density, cancellation: TestContext.Current.CancellationToken);
        var forecast = forecaster.Forecast(frames, 7, TestContext.Current.CancellationToken);
        using (var file = NpzReader.Open(one))
        {
            Assert.Equal(file.ReadSingles("rho"), forecast.Density.Values.ToArray());
            Assert.Equal(file.ReadDoubles("latent"), forecast.States.ToArray());
            Assert.Equal(file.ReadDoubles("times"), forecast.Density.Times.ToArray());
        }
        var members = forecaster.ForecastEnsemble(frames, 7, 5, 3, TestContext.Current.CancellationToken);
        using (var file = NpzReader.Open(many))
        {
            Assert.Equal(file.ReadDoubles("latent"), members.States.ToArray());
            float[] rho = file.ReadSingles("rho");
            Assert.Equal([5, 7, SmallExperiment.Ny, SmallExperiment.Nx], file.Header("rho").Shape);
            int length = rho.Length / 5;
            Assert.Equal(rho[(3 * length)..(4 * length)], members.Member(3).Values.ToArray());
            float[] median = file.ReadSingles("rho_median"), spread = file.ReadSingles("rho_std");
            for (int i = 0; i < length; i++)
            {
                float[] values = [.. Enumerable.Range(0, 5).Select(m => rho[m * length + i]).Order()];
                Assert.Equal(values[2], median[i]);
                double mean = values.Average();
                Assert.Equal(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 4), spread[i], 1e-6);
            }
        }
        // A density movie without a file gives the same.
        var movie = new DensityMovie(
            forecaster.Grid, frames.Density.Times.ToArray(), frames.Density.Values.ToArray());
        Assert.Equal(
            forecast.Density.Values.ToArray(),
            forecaster.Forecast(movie, 7, TestContext.Current.CancellationToken).Density.Values.ToArray());
    }

    [Theory]
    [InlineData("MVAR")]
    [InlineData("ANALOG")]
    [InlineData("BLEND")]
    public void FromAnyThread_ItIsTheSame(string model)
    {
        var token = TestContext.Current.CancellationToken;
        double[][] States(int threads)
        {
            // A forecaster of its own: what it reads at its first forecast, it reads on all threads.
            using var forecaster = RomForecaster.Load(experiment.Root, model, Plugins, token);
            var states = new double[8][];
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            {
                var frames = forecaster.ReadFrames(i % 2 == 0 ? Known.Density : Known.Trajectory, null, null, token);
                states[i] = i < 4
                    ? forecaster.Forecast(frames, 7, token).States.ToArray()
                    : forecaster.ForecastEnsemble(frames, 7, 3, 1, token).States.ToArray();
            });
            return states;
        }
        Assert.Equal(States(1), States(8));
    }

    [Fact]
    public void ADisposedForecaster_SaysSo()
    {
        var forecaster = RomForecaster.Load(experiment.Root, "MVAR", Plugins, TestContext.Current.CancellationToken);
        var frames = forecaster.ReadFrames(Known.Density, cancellation: TestContext.Current.CancellationToken);
        forecaster.Dispose();
        forecaster.Dispose();
        Assert.Throws<ObjectDisposedException>(
            () => forecaster.Forecast(frames, 2, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("MVAR", "from its one-step errors")]
    [InlineData("ANALOG", "the model's own")]
    public void Members_AreThoseOfTheSeed_AndFewerAreTheFirstOfMore(string model, string kind)
    {
        double[] States(string name, int members, int seed)
        {
            string to = Path.Combine(Folder, $"{name}_{model}.npz");
            var result = Forecast(
                model, Known.Density, "--steps", "6", "--members", $"{members}", "--seed", $"{seed}", "--out", to)
                .Expect(0);
            Assert.Contains(kind, result.Output);
            using var file = NpzReader.Open(to);
            return file.ReadDoubles("latent");
        }
        double[] six = States("six", 6, 1);
        Assert.Equal(six, States("again", 6, 1));
        Assert.Equal(six[..(six.Length / 2)], States("three", 3, 1));
        Assert.NotEqual(six, States("other", 6, 2));
    }

    [Theory]
    [InlineData("training")]
    [InlineData("calibration")]
    public void WhereTheEvaluationHadEnsembles_EachMemberIsTheForecastAndTheErrorsOfAnotherRun(string of)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        string[] calibrated = of == "calibration" ? ["--set", "evaluation.calibration.runs=9"] : [];
        HostProcess.Run(
            folder.Path,
            ["run", "--config", "small.yaml", "--set", "evaluation.ensemble.members=4", .. calibrated]).Expect(0);
        string root = folder.Combine("oscar_output", "small");
        var known = KnownFiles.Of(root, folder.Path, "known");
        double[] Latent(string to, params string[] more)
        {
            var result = HostProcess.Run(
                folder.Path,
                [
                    "forecast", root, "--model", "MVAR", "--from", known.Density, "--steps", "3", "--out", to, .. more,
                ]).Expect(0);
            Assert.Equal(
                more.Length > 0, result.Output.Contains(
                    "4 members (dressed with errors of its forecasts of runs that it was not trained on)",
                    StringComparison.Ordinal));
            using var file = NpzReader.Open(folder.Combine(to));
            return file.ReadDoubles("latent");
        }
        double[] one = Latent("one.npz"), members = Latent("members.npz", "--members", "4");
        using var errors = NpzReader.Open(Path.Combine(root, "MVAR", "forecast_errors.npz"));
        int r = one.Length / 3;
        float[] rows = errors.ReadSingles("errors");
        long[] offsets = errors.ReadInt64s("path_offsets");
        double[][] expected =
        [
            .. offsets.SkipLast(1).Select(from => one.Select((value, i) => value + rows[from * r + i]).ToArray()),
        ];
        int[] paths =
            [.. members.Chunk(one.Length).Select(member => Array.FindIndex(expected, member.SequenceEqual))];
        Assert.DoesNotContain(-1, paths);
        Assert.Equal(4, paths.Distinct().Count());
        // The members that were scored are made of the same errors.
        Assert.Equal(
            of == "calibration" ? 9 : SmallExperiment.TrainRuns, errors.ReadInt64s("path_runs").Distinct().Count());
        Assert.Contains(
            $"\"of\": \"{of}\"", File.ReadAllText(Path.Combine(root, "stages", "forecast_errors.MVAR.json")),
            StringComparison.Ordinal);
    }

    /// <summary>
    /// From the beginning of a calibration run: the member that has this run's errors, of the state and of what the
    /// modes leave out, is what happened in the run. Without its runs the experiment has less, and says so.
    /// </summary>
    [Fact]
    public void TheMemberWithARunsOwnErrors_IsThatRun()
    {
        const int runs = 9;
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--set", "evaluation.ensemble.members=4", "--set",
            $"evaluation.calibration.runs={runs}", "--set", "reduction.shift_forecast=rate").Expect(0);
        string root = folder.Combine("oscar_output", "small");
        string run = Path.Combine(root, "test", "calibration_003", "density_true.npz");
        int steps;
        using (var errors = NpzReader.Open(Path.Combine(root, "MVAR", "forecast_errors.npz")))
            steps = (int)errors.ReadInt64s("path_offsets")[1];
        float[] truth;
        int frames;
        using (var file = NpzReader.Open(run))
            (truth, frames) = (file.ReadSingles("rho"), file.ReadDoubles("times").Length);
        KnownFiles.Cut(run, folder.Combine("known.npz"), frames - steps);
        float[][] Members(string doubt)
        {
            var result = HostProcess.Run(
                folder.Path, "forecast", root, "--model", "MVAR", "--from", "known.npz", "--steps", $"{steps}",
                "--members", $"{runs}", "--out", "members.npz").Expect(0);
            Assert.Equal(doubt.Length > 0, result.Error.Contains("the runs of small are not all there"));
            using var file = NpzReader.Open(folder.Combine("members.npz"));
            float[] rho = file.ReadSingles("rho");
            return [.. rho.Chunk(rho.Length / runs)];
        }
        double Distance(float[] member) =>
            member.Zip(truth[^member.Length..]).Max(pair => Math.Abs(pair.First - pair.Second));
        double[] distances = [.. Members("").Select(Distance).Order()];
        Assert.InRange(distances[0], 0, 1e-4);
        Assert.True(distances[1] > 0.05);
        byte[] whole = File.ReadAllBytes(run);
        File.WriteAllBytes(run, whole[..(whole.Length / 2)]);
        Assert.Contains(
            run, HostProcess.Run(
                folder.Path, "forecast", root, "--model", "MVAR", "--from", "known.npz", "--steps", $"{steps}",
                "--members", $"{runs}", "--out", "members.npz").Expect(2).Error, StringComparison.Ordinal);
        File.WriteAllBytes(run, whole);
        File.Delete(Path.Combine(root, "test", "calibration_008", "density_true.npz"));
        Assert.True(Members("doubt").Min(Distance) > 0.01);
    }

    // As in the evaluation: members differ by what the variance stands for.
    [Fact]
    public void Members_AreLiftedWithoutTheVarianceOfForecasts()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        float[] Densities(string lift, params string[] more)
        {
            string root = folder.Combine("oscar_output", lift);
            if (!Directory.Exists(root))
            {
                HostProcess.Run(
                    folder.Path, "run", "--config", "small.yaml", "--experiment_name", lift, "--set",
                    $"evaluation.lift={lift}", "--set", "reduction.transform=sqrt", "--set",
                    "evaluation.ensemble.members=4").Expect(0);
            }
            var known = KnownFiles.Of(root, folder.Path, lift);
            HostProcess.Run(
                folder.Path,
                [
                    "forecast", root, "--model", "MVAR", "--from", known.Density, "--steps", "3", "--out", "f.npz",
                    .. more,
                ]).Expect(0);
            using var file = NpzReader.Open(folder.Combine("f.npz"));
            return file.ReadSingles("rho");
        }
        Assert.Equal(Densities("state", "--members", "3"), Densities("expectation", "--members", "3"));
        Assert.NotEqual(Densities("state"), Densities("expectation"));
    }

    [Theory]
    [InlineData("kind: innovations", "from its one-step errors", "")]
    [InlineData("bags: 2", "dressed with errors", "spread the members of MVAR over 2 models, which are not saved")]
    public void WhatMembersAre_FollowsTheEvaluation_OrIsDoubted(string ensemble, string source, string doubt)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--set", $"evaluation.ensemble={{members: 4, {ensemble}}}")
            .Expect(0);
        string root = folder.Combine("oscar_output", "small");
        var result = HostProcess.Run(
            folder.Path, "forecast", root, "--model", "MVAR", "--from", KnownFiles.Of(root, folder.Path, "k").Density,
            "--steps", "3", "--members", "4", "--out", "f.csv").Expect(0);
        Assert.Contains(source, result.Output);
        Assert.Contains(doubt, result.Error);
    }

    [Fact]
    public void MembersOfAModelWhoseForecastIsNotItsIteratedStep_AreDoubted()
    {
        const string Doubt = "are made by iterating its first step";
        string[] some = ["--steps", "5", "--members", "3"];
        Assert.Contains(
            $"warning: the members of DIRECT {Doubt}", Forecast("DIRECT", Known.Density, some).Expect(0).Error);
        Assert.DoesNotContain(Doubt, Forecast("MVAR", Known.Density, some).Expect(0).Error);
        Assert.DoesNotContain(Doubt, Forecast("ANALOG", Known.Density, some).Expect(0).Error);
    }

    [Fact]
    public void Tables_HaveThePlace_AndItsQuantilesInOrder()
    {
        string one = Path.Combine(Folder, "one.csv"), many = Path.Combine(Folder, "many.csv");
        Forecast("MVAR", Known.Density, "--until", "2", "--out", one).Expect(0);
        Forecast("MVAR", Known.Density, "--until", "2", "--members", "9", "--out", many).Expect(0);
        string[][] single = Rows(one), quantiles = Rows(many);
        Assert.Equal(["t", "x", "y", "total_mass", "density_variance"], single[0]);
        Assert.Equal(single.Length, quantiles.Length);
        Assert.InRange(Number(single[^1][0]), 2 - 0.08, 2);
        Assert.All(single.Skip(1), row =>
        {
            Assert.InRange(Number(row[1]), 0, 15);
            Assert.InRange(Number(row[2]), 0, 10);
            Assert.Equal(40, Number(row[3]), 1e-3); // particles, to which frames are scaled
        });
        Assert.Equal(19, quantiles[0].Length);
        double mean = 40.0 / 150;
        Assert.Equal([$"p_exceeds_{2 * mean:0.000}", $"share_exceeds_{2 * mean:0.000}"], quantiles[0][17..]);
        Assert.All(quantiles.Skip(1), row =>
        {
            Assert.Equal("9", row[1]);
            for (int first = 2; first < 17; first += 5)
            {
                double[] values = [.. row[first..(first + 5)].Select(Number)];
                Assert.Equal(values.Order(), values);
            }
        });
    }

    [Fact]
    public void Probabilities_AreSharesOfTheMembers()
    {
        string table = Path.Combine(Folder, "exceeds.csv"), archive = Path.Combine(Folder, "exceeds.npz");
        Forecast(
            "MVAR", Known.Density, "--steps", "5", "--members", "7", "--exceeds", "0.25", "--exceeds", "1e9",
            "--exceeds", "0.5", "--exceeds", "0.25", "--out", table, "--out", archive).Expect(0);
        using var file = NpzReader.Open(archive);
        double[] thresholds = [0.25, 1e9, 0.5];
        Assert.Equal(thresholds, file.ReadDoubles("thresholds"));
        Assert.Equal([3, 5, SmallExperiment.Ny, SmallExperiment.Nx], file.Header("p_exceeds").Shape);
        float[] rho = file.ReadSingles("rho"), maps = file.ReadSingles("p_exceeds");
        string[][] rows = Rows(table);
        Assert.Equal(
            ["p_exceeds_0.25", "share_exceeds_0.25", "p_exceeds_1000000000", "share_exceeds_1000000000",
                "p_exceeds_0.5", "share_exceeds_0.5"],
            rows[0][17..]);
        int cells = SmallExperiment.Ny * SmallExperiment.Nx;
        for (int t = 0; t < thresholds.Length; t++)
        {
            float threshold = (float)thresholds[t];
            for (int k = 0; k < 5; k++)
            {
                float[][] members =
                    [.. Enumerable.Range(0, 7).Select(m => rho[((m * 5 + k) * cells)..((m * 5 + k + 1) * cells)])];
                for (int c = 0; c < cells; c++)
                {
                    Assert.Equal(
                        members.Count(one => one[c] > threshold) / 7.0, maps[(t * 5 + k) * cells + c], 1e-6);
                }
                Assert.Equal(members.Count(one => one.Max() > threshold) / 7.0, Number(rows[k + 1][17 + 2 * t]), 1e-12);
                Assert.Equal(
                    members.Average(one => one.Count(value => value > threshold) / (double)cells),
                    Number(rows[k + 1][18 + 2 * t]), 1e-12);
            }
        }
        // Neither nowhere nor everywhere: a map that is filled with either would be wrong.
        Assert.InRange(Number(rows[1][18]), 1e-3, 0.999);
        using var forecaster = RomForecaster.Load(
            experiment.Root, "MVAR", Plugins, TestContext.Current.CancellationToken);
        var frames = forecaster.ReadFrames(Known.Density, cancellation: TestContext.Current.CancellationToken);
        var ensemble = forecaster.ForecastEnsemble(frames, 5, 7, 0, TestContext.Current.CancellationToken);
        Assert.Equal(maps[..(5 * cells)], ensemble.ExceedanceProbabilities(0.25));
        Assert.Throws<ArgumentOutOfRangeException>(() => ensemble.ExceedanceProbabilities(double.NaN));
    }

    [Fact]
    public async Task AMovie_ShowsEachCellInTheColourOfItsDensity_MembersBesideMedianAndSpread()
    {
        Assert.SkipWhen(
            Process.Start(new ProcessStartInfo("sh", ["-c", "command -v ffmpeg"]) { RedirectStandardOutput = true })!
                is var search && await ExitCodeOf(search) != 0,
            "no ffmpeg, which reads the movies here; install Debian's ffmpeg");
        const int Steps = 4, Cells = SmallExperiment.Nx * SmallExperiment.Ny, Scale = 10, Gap = 8,
            Across = SmallExperiment.Nx * Scale, Down = SmallExperiment.Ny * Scale, Width = 5 * (Across + Gap) - Gap;
        string gif = Path.Combine(Folder, "movie.gif"), mp4 = Path.Combine(Folder, "movie.mp4"),
            archive = Path.Combine(Folder, "movie.npz");
        var result = Forecast(
            "MVAR", Known.Density, "--steps", $"{Steps}", "--members", "6", "--out", gif, "--out", archive,
            "--out", mp4).Expect(0);
        Assert.Contains(
            "movie.gif (from the left: median, spread, member 0, member 1, member 2)", result.Output);
        using var file = NpzReader.Open(archive);
        float[] rho = file.ReadSingles("rho"), median = file.ReadSingles("rho_median");
        float[][] pictures =
        [
            median, file.ReadSingles("rho_std"),
            .. Enumerable.Range(0, 3).Select(m => rho[(m * Steps * Cells)..((m + 1) * Steps * Cells)]),
        ];
        float greatest = Math.Max(median.Max(), pictures[2..].Max(one => one.Max()));
        byte[] pixels = await Decode(gif);
        Assert.Equal(Steps * Width * Down * 3, pixels.Length);
        var colours = new Dictionary<int, (byte, byte, byte)>();
        for (int k = 0; k < Steps; k++)
        {
            for (int p = 0; p < pictures.Length; p++)
            {
                for (int c = 0; c < Cells; c++)
                {
                    int level = (int)Math.Clamp(255 * pictures[p][k * Cells + c] / greatest, 0, 255);
                    // Rows of a field go up, those of a picture down.
                    int x = p * (Across + Gap) + c % SmallExperiment.Nx * Scale + Scale / 2,
                        y = (SmallExperiment.Ny - 1 - c / SmallExperiment.Nx) * Scale + Scale / 2;
                    var pixel = pixels.AsSpan(3 * ((k * Down + y) * Width + x), 3);
                    var colour = (pixel[0], pixel[1], pixel[2]);
                    Assert.Equal(colour, colours.GetValueOrDefault(level, colour));
                    colours[level] = colour;
                }
            }
        }
        // Densities have many levels, of which only neighbours may have one colour.
        Assert.InRange(colours.Count, 20, 256);
        Assert.All(
            colours.GroupBy(one => one.Value, one => one.Key), one => Assert.InRange(one.Max() - one.Min(), 0, 1));
        Assert.Equal(Steps * Width * Down * 3, (await Decode(mp4)).Length);
    }

    [Fact]
    public void MoviesOfOneForecast_AreMadeToo_AndWithoutFFmpegNotAsMp4()
    {
        string gif = Path.Combine(Folder, "one.gif"), mp4 = Path.Combine(Folder, "one.mp4");
        Assert.Contains(
            "Written: " + gif + "\n", Forecast("MVAR", Known.Density, "--steps", "3", "--out", gif).Expect(0).Output);
        Assert.Equal("GIF89a"u8, File.ReadAllBytes(gif).AsSpan(0, 6));
        HostResult Mp4(string path) => HostProcess.RunWith(
            "PATH", path, Folder, "forecast", experiment.Root, "--from", Known.Density, "--steps", "3", "--out", mp4);
        string none = Directory.CreateDirectory(Path.Combine(Folder, "no_programs")).FullName;
        Assert.Contains(
            $"--out {mp4}: expected FFmpeg, which makes .mp4, found none in the folders of PATH; install it, or give a "
            + "file that ends in .gif", Mp4(none).Expect(2).Error);
        if (OperatingSystem.IsWindows()) return;
        string fails = Directory.CreateDirectory(Path.Combine(Folder, "failing")).FullName,
            program = Path.Combine(fails, "ffmpeg");
        File.WriteAllText(program, "#!/bin/sh\necho no encoder of that name >&2\nexit 1\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string error = Mp4(fails).Expect(4).Error;
        Assert.Contains("FFmpeg made no movie", error);
        Assert.Contains("no encoder of that name", error);
        Assert.False(File.Exists(mp4));
    }

    [Fact]
    public void AForecastsFile_IsOneOfDensities_FromWhichAnotherForecastBegins()
    {
        string first = Path.Combine(Folder, "first.npz"), next = Path.Combine(Folder, "next.npz");
        Forecast("MVAR", Known.Density, "--steps", "12", "--out", first).Expect(0);
        Forecast("MVAR", first, "--steps", "2", "--out", next).Expect(0);
        using NpzReader file = NpzReader.Open(first), after = NpzReader.Open(next);
        Assert.Equal(file.ReadDoubles("times")[^1] + 0.08, after.ReadDoubles("times")[0], 1e-9);
    }

    [Fact]
    public void WithoutAName_TheModelIsTheBestOrTheFirst()
    {
        var result = HostProcess.Run(
            Folder, "forecast", experiment.Root, "--from", Known.Density, "--steps", "2", "--out", "unnamed.csv")
            .Expect(0);
        Assert.Matches(
            "^(MVAR|ANALOG|POD|BLEND|DIRECT) of first: a forecast of 2 steps of 0.0800, from time ", result.Output);
        Assert.Empty(
            HostProcess.Run(
                Folder, "forecast", experiment.Root, "--from", Known.Density, "--steps", "2", "--out", "unnamed.csv",
                "--quiet").Expect(0).Output);
    }

    [Fact]
    public void FramesUnlikeAllTrainingWindows_AreDoubted_AndThoseOfATrainingRunAreNot()
    {
        string far = Path.Combine(Folder, "far.npz");
        Write(far, (t, cell) => cell == t % 2 ? 60 : 0);
        Assert.Contains("further from every training window", Forecast("MVAR", far, "--steps", "2").Expect(0).Error);
        string own = Path.Combine(experiment.Root, "train", "run_000", "density.npz");
        Assert.DoesNotContain("warning", Forecast("MVAR", own, "--steps", "2").Expect(0).Error);
    }

    [Fact]
    public void AForecastLongerThanTheTrainingRuns_IsDoubted()
    {
        int longest;
        using (var file = NpzReader.Open(Path.Combine(experiment.Root, "rom_common", "latent_dataset.npz")))
        {
            long[] offsets = file.ReadInt64s("run_offsets");
            longest = (int)offsets.Zip(offsets.Skip(1), (start, end) => end - start).Max() - 4; // the lag of MVAR
        }
        string own = Path.Combine(experiment.Root, "train", "run_000", "density.npz");
        Assert.DoesNotContain("warning", Forecast("MVAR", own, "--steps", $"{longest}").Expect(0).Error);
        Assert.Contains(
            $"show what follows a window for {longest} steps, not for {longest + 1}",
            Forecast("MVAR", own, "--steps", $"{longest + 1}").Expect(0).Error);
    }

    /// <summary>With <c>mass: scale</c> its densities look like any other.</summary>
    [Theory]
    [InlineData]
    [InlineData("--members", "4")]
    public void AForecastThatGrowsBeyondAllTrainingStates_IsDoubted(params string[] more)
    {
        string root = experiment.Copy("growing"), path = Path.Combine(root, "MVAR", "mvar_model.npz");
        double[] matrices, intercept;
        IReadOnlyList<int> shape;
        var scalars = new Dictionary<string, double>();
        using (var file = NpzReader.Open(path))
        {
            (matrices, intercept, shape) =
                (file.ReadDoubles("A_matrices"), file.ReadDoubles("intercept"), [.. file.Header("A_matrices").Shape]);
            foreach (string name in file.Names.Except(["A_matrices", "intercept"]))
                scalars[name] = file.ReadScalar(name);
        }
        using (var file = NpzWriter.Create(path))
        {
            file.Add<double>("A_matrices", [.. matrices.Select(value => 3 * value)], [.. shape]);
            file.Add<double>("intercept", intercept, intercept.Length);
            foreach (var (name, value) in scalars) file.AddScalar(name, value);
            file.Commit();
        }
        string[] steps = ["--steps", "40", .. more];
        var result = Forecast("MVAR", Known.Density, root, steps).Expect(0);
        Assert.Matches(
            @"(the forecast grows|4 of 4 members grow) beyond 10 times the largest state of all training runs, from "
            + @"step \d+ on: MVAR is unstable there", result.Error);
        Assert.DoesNotContain("grow", Forecast("MVAR", Known.Density, experiment.Root, steps).Expect(0).Error);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void APluginThatWasRebuilt_IsADoubt()
    {
        string root = experiment.Copy("rebuilt"), path = Path.Combine(root, "summary.json");
        var summary = JsonNode.Parse(File.ReadAllText(path))!;
        summary["plugins"]!.AsArray().Single(one => (string?)one!["name"] == "Mvar")!["sha256"] = new string('0', 64);
        File.WriteAllText(path, summary.ToJsonString());
        string error = Forecast("MVAR", Known.Density, root, "--steps", "2").Expect(0).Error;
        Assert.Contains("warning: plugin Mvar was rebuilt since first was run", error);
        // Another model does not depend on it.
        Assert.DoesNotContain("Mvar", Forecast("ANALOG", Known.Density, root, "--steps", "2").Expect(0).Error);
    }

    [Fact]
    public void FieldsOfTheExperiment_AreNeeded_AndComeFromVelocities()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)));
        HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--set", "density.fields=[rho, px, py]", "--set",
            "reduction.shift_forecast=rate").Expect(0);
        string root = folder.Combine("oscar_output", "small");
        var known = KnownFiles.Of(root, folder.Path, "known");
        foreach (string file in (string[])[known.Density, known.Trajectory])
        {
            HostProcess.Run(
                folder.Path, "forecast", root, "--from", file, "--steps", $"{known.Steps}", "--out", "f.npz").Expect(0);
            using var written = NpzReader.Open(folder.Combine("f.npz"));
            Assert.Equal(KnownFiles.Saved(root, "MVAR"), written.ReadSingles("rho"));
        }
        HostResult From(string file) => HostProcess.Run(
            folder.Path, "forecast", root, "--from", file, "--steps", "2", "--out", "f.csv").Expect(2);
        Assert.Contains(
            "expected the fields px and py of small, found no px and py; give them, or the particles with their "
            + "velocities", From(Known.Density).Error);
        string slow = folder.Combine("slow.npz");
        using (NpzReader all = NpzReader.Open(known.Trajectory))
        {
            using var alone = NpzWriter.Create(slow);
            alone.Add<float>("traj", all.ReadSingles("traj"), [.. all.Header("traj").Shape]);
            alone.Add<double>("times", all.ReadDoubles("times"), all.Header("times").Shape[0]);
            alone.Commit();
        }
        Assert.Contains("velocities", From(slow).Error);
    }

    [Fact]
    public void AnIsolatedModel_ForecastsInItsOwnProcess_WhoseEndIsAMessage()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, "{name: HERE, plugin: analog, lag: 3}",
            "{name: THERE, plugin: analog, lag: 3, isolation: process}",
            "{name: EXITS, plugin: misbehaving, fault: forecast_exits, isolation: process}")));
        string plugin = PluginTests.CopyMisbehaving(folder);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        string root = folder.Combine("oscar_output", "small");
        var known = KnownFiles.Of(root, folder.Path, "known");
        HostResult From(string model, params string[] more) => HostProcess.Run(
            folder.Path,
            [
                "forecast", root, "--model", model, "--from", known.Density, "--steps", $"{known.Steps}",
                "--out", $"{model}.npz", "--plugin-dir", plugin, .. more,
            ]);
        double[] States(string model, params string[] more)
        {
            From(model, more).Expect(0);
            using var written = NpzReader.Open(folder.Combine($"{model}.npz"));
            return written.ReadDoubles("latent");
        }
        Assert.Equal(States("HERE"), States("THERE"));
        string[] members = ["--members", "3", "--seed", "5"];
        Assert.Equal(States("HERE", members), States("THERE", members));
        string error = From("EXITS").Expect(4).Error;
        Assert.Contains("error: EXITS: its process ended during its forecast with exit code 4: ", error);
        Assert.False(File.Exists(folder.Combine("EXITS.npz")));
    }

    [Fact]
    public void FromARecordingOfTheExperimentsForm_ItIsTheForecastFromItsRun()
    {
        using var folder = new TestFolder();
        string sample = Path.Combine(HostProcess.Repository, "samples", "recorded");
        foreach (string file in Directory.EnumerateFiles(sample, "*.*"))
            File.Copy(file, folder.Combine(Path.GetFileName(file)));
        HostProcess.Run(
            folder.Path, ["run", "--config", "recorded.yaml", "--output", "out", .. HostProcess.Unmeasured]).Expect(0);
        string root = Directory.EnumerateDirectories(folder.Combine("out")).Single();
        float[] From(string file, params string[] more)
        {
            HostProcess.Run(
                folder.Path, ["forecast", root, "--from", file, "--steps", "9", "--out", "f.npz", .. more]).Expect(0);
            using var written = NpzReader.Open(folder.Combine("f.npz"));
            return written.ReadSingles("rho");
        }
        string run = Path.Combine(root, "test", "run_000");
        float[] recorded = From("test_1.csv");
        Assert.Equal(From(Path.Combine(run, "density_true.npz")), recorded);
        Assert.Equal(From(Path.Combine(run, "trajectory.npz"), "--format", "trajectory"), recorded);
        File.WriteAllText(folder.Combine("wrong.csv"), "frame,fish,x_px,y_px\n0,1,1,one\n");
        Assert.Contains(
            "wrong.csv:2",
            HostProcess.Run(folder.Path, "forecast", root, "--from", "wrong.csv", "--steps", "9", "--out", "g.npz")
                .Expect(2).Error);
    }

    [Theory]
    [InlineData("expected either --steps N or --until T")]
    [InlineData("expected either --steps N or --until T", "--steps", "2", "--until", "3")]
    [InlineData("expected a whole number of at least 1 for --steps, found '0'", "--steps", "0")]
    [InlineData("expected a whole number of at least 1 for --steps, found 'ten'", "--steps", "ten")]
    [InlineData("Option '--steps' expects a single argument but 2 were provided", "--steps", "2", "--steps", "3")]
    [InlineData("expected a whole number of at least 2 for --members, found '1'", "--steps", "2", "--members", "1")]
    [InlineData("expected a whole number of at least 0 for --seed, found '-1'", "--steps", "2", "--seed", "-1")]
    [InlineData("expected a time for --until, found 'soon'", "--until", "soon")]
    [InlineData("expected --members M with --exceeds", "--steps", "2", "--exceeds", "1")]
    [InlineData(
        "expected a density of at least 0 for --exceeds, found '-1'", "--steps", "2", "--members", "3", "--exceeds",
        "-1")]
    [InlineData(
        "expected a density of at least 0 for --exceeds, found 'nan'", "--steps", "2", "--members", "3", "--exceeds",
        "nan")]
    [InlineData("expected density, trajectory or recording for --format, found '7'", "--steps", "2", "--format", "7")]
    [InlineData("expected a value for --model, found an empty text", "--steps", "2", "--model", "")]
    [InlineData("expected a file of frames, found a folder", "--steps", "2", "--from", "oscar.csv")]
    [InlineData("needs", "--steps", "2000000000")]
    [InlineData("expected at most 2147483647 steps of 0.0800, found more", "--until", "1e12")]
    [InlineData("one step of 0.0800 after the last frame of", "--until", "0.1")]
    [InlineData("one step of 0.0800 after the last frame of", "--until", "nan")]
    [InlineData("expected a value for --model, found the option '--mode'", "--steps", "2", "--model", "--mode")]
    [InlineData("expected a model of", "--steps", "2", "--model", "NONE")]
    [InlineData("there are: MVAR, ANALOG, POD, BLEND, DIRECT", "--steps", "2", "--model", "NONE")]
    [InlineData("expected a folder for f.npz, found no folder", "--steps", "2", "--out", "missing/f.npz")]
    [InlineData("expected a file that ends in .npz", "--steps", "2", "--out", "f.avi")]
    [InlineData("expected a folder for f.gif, found no folder", "--steps", "2", "--out", "missing/f.gif")]
    [InlineData("expected a file, found a folder", "--steps", "2", "--out", "oscar.csv")]
    [InlineData("expected a file of frames, found none", "--steps", "2", "--from", "none.npz")]
    [InlineData("reads no recordings", "--steps", "2", "--from", "table.csv")]
    public void WrongArguments_AreRefused(string expected, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "oscar.csv"));
        File.WriteAllText(Path.Combine(Folder, "table.csv"), "frame,id,x,y\n0,0,1,1\n");
        var result = HostProcess.Run(
            Folder,
            [
                "forecast", experiment.Root, .. arguments.Contains("--from") ? [] : (string[])["--from", Known.Density],
                .. arguments.Contains("--out") ? [] : (string[])["--out", "refused.npz"], .. arguments,
            ]).Expect(2);
        Assert.Contains(expected, result.Error);
        Assert.False(File.Exists(Path.Combine(Folder, "refused.npz")));
    }

    [Fact]
    public void AFileThatCannotBeWritten_IsNamed_AndLeavesNothing()
    {
        string path = Path.Combine(Folder, new string('f', 250) + ".csv");
        Assert.Contains(
            $"--out {path} cannot be written: ",
            Forecast("MVAR", Known.Density, "--steps", "2", "--out", path).Expect(2).Error);
        Assert.Empty(Directory.EnumerateFiles(Folder, "ff*"));
    }

    [Fact]
    public void FilesThatDoNotFit_AreRefusedWithBothValues()
    {
        void Refused(string expected, Action<NpzWriter> write)
        {
            string path = Path.Combine(Folder, "misfit.npz");
            using (var file = NpzWriter.Create(path))
            {
                write(file);
                file.Commit();
            }
            string error = Forecast("MVAR", path, "--steps", "2").Expect(2).Error;
            Assert.Contains("misfit.npz: ", error);
            Assert.DoesNotContain("(Parameter", error);
            Assert.Contains(expected, error);
        }
        void Density(NpzWriter file, int frames, int nx, int ny, double lx, double step, float value = 0.25f)
        {
            var rho = new float[frames * nx * ny];
            Array.Fill(rho, value);
            file.Add<float>("rho", rho, frames, ny, nx);
            file.Add<double>("xgrid", [.. Enumerable.Range(0, nx).Select(i => (i + 0.5) * lx / nx)], nx);
            file.Add<double>("ygrid", [.. Enumerable.Range(0, ny).Select(i => (i + 0.5) * 10 / ny)], ny);
            file.Add<double>("times", [.. Enumerable.Range(0, frames).Select(t => t * step)], frames);
        }
        void Particles(NpzWriter file, int frames, double step, float x)
        {
            file.Add<float>("traj", [.. Enumerable.Repeat(x, 2 * frames)], frames, 1, 2);
            file.Add<double>("times", [.. Enumerable.Range(0, frames).Select(t => t * step)], frames);
        }
        Refused("24 × 16 cells over 15.00 × 10.00, the grid of first, found 20 × 16 cells",
            file => Density(file, 6, 20, 16, 15, 0.08));
        Refused("expected the domain [0, 15.00) × [0, 10.00) of first, found cells centred from 0.333333333333 to "
            + "15.6666666667 and", file => Density(file, 6, 24, 16, 16, 0.08));
        Refused("expected frames 0.0800 time units apart, the step of the models, or a whole fraction of it, found "
            + "0.0500", file => Density(file, 6, 24, 16, 15, 0.05));
        Refused("found 0.1600 between the last two", file => Density(file, 6, 24, 16, 15, 0.16));
        Refused("expected at least 4 frames, for the window of 4 states that the model needs, found 3",
            file => Density(file, 3, 24, 16, 15, 0.08));
        Refused(
            "expected at least 7 frames, for the window of 4 states that the model needs at every 2 frames, found 6",
            file => Density(file, 6, 24, 16, 15, 0.04));
        Refused("NaN", file => Density(file, 6, 24, 16, 15, 0.08, float.NaN));
        Refused("expected densities of at least 0", file => Density(file, 6, 24, 16, 15, 0.08, -1));
        Refused("expected positions in [0, 15.00] × [0, 10.00], the domain of the experiment, found (12, 12) of "
            + "particle 0", file => Particles(file, 9, 0.04, 12));
        Refused("expected at least 7 frames", file => Particles(file, 6, 0.04, 1));
        Refused("'traj': expected [frames, particles, 2], found (6, 2, 3); give x and y", file =>
        {
            file.Add<float>("traj", new float[36], 6, 2, 3);
            file.Add<double>("times", [.. Enumerable.Range(0, 6).Select(t => 0.08 * t)], 6);
        });
        Refused(
            "expected the arrays traj and times of a trajectory (or rho of densities), found other",
            file => file.AddScalar("other", 1.0));
    }

    [Fact]
    public void PrecisionOfTheArrays_DoesNotMatter()
    {
        string other = Path.Combine(Folder, "precision.npz"), to = Path.Combine(Folder, "of_precision.npz");
        using (NpzReader known = NpzReader.Open(Known.Density))
        {
            using var file = NpzWriter.Create(other);
            file.Add<double>("rho", known.ReadDoubles("rho"), [.. known.Header("rho").Shape]);
            foreach (string name in (string[])["xgrid", "ygrid", "times"])
                file.Add<float>(name, known.ReadSingles(name), known.Header(name).Shape[0]);
            file.Commit();
        }
        float[] From(string path)
        {
            Forecast("POD", path, "--steps", "3", "--out", to).Expect(0);
            using var written = NpzReader.Open(to);
            return written.ReadSingles("rho");
        }
        Assert.Equal(From(Known.Density), From(other));
    }

    [Fact]
    public void ALastFrameThatIsEmpty_IsADoubt()
    {
        string empty = Path.Combine(Folder, "empty.npz");
        Write(empty, (t, _) => t == 5 ? 0 : 1);
        Assert.Contains(
            "the last frame before the forecast is empty, and the forecast keeps its mass (evaluation.mass): all of it "
            + "is empty", Forecast("MVAR", empty, "--steps", "2").Expect(0).Error);
    }

    [Fact]
    public void AnExperimentThatIsNotFinished_IsRefused()
    {
        string root = experiment.Copy("unfinished");
        File.Delete(Path.Combine(root, "summary.json"));
        Assert.Contains(
            $"expected a finished experiment in {root}, found no summary.json; run it to its end",
            Forecast("MVAR", Known.Density, root, "--steps", "2").Expect(2).Error);
        Assert.Contains(
            "is no experiment's folder", Forecast("MVAR", Known.Density, Folder, "--steps", "2").Expect(2).Error);
        Assert.Contains(
            "found no folder",
            Forecast("MVAR", Known.Density, Path.Combine(Folder, "none"), "--steps", "2").Expect(2).Error);
        Assert.Contains("found no folder ''", Forecast("MVAR", Known.Density, "", "--steps", "2").Expect(2).Error);
    }

    [Fact]
    public void DamagedFilesOfAnExperiment_AreNamed()
    {
        foreach (string file in (string[])
            ["summary.json", "rom_common/pod_basis.npz", "rom_common/shift_align.npz", "MVAR/mvar_model.npz"])
        {
            string root = experiment.Copy("damaged"), path = Path.Combine(root, file);
            byte[] bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
            Assert.Contains(
                Path.GetFileName(file), Forecast("MVAR", Known.Density, root, "--steps", "2").Expect(2).Error);
            File.Delete(path);
            string missing = Forecast("MVAR", Known.Density, root, "--steps", "2").Expect(2).Error;
            Assert.Contains(Path.GetFileName(file), missing);
            Assert.Matches("found (none|no summary.json)", missing);
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("MVAR/mvar_model.npz", "POD/mvar_model.npz", "the model does not fit the experiment")]
    [InlineData("rom_common/latent_dataset.npz", "pod.npz", "expected states of dimension 7, found 5")]
    public void FilesOfAnotherExperiment_AreNamed(string file, string other, string expected)
    {
        string root = experiment.Copy("mixed"), path = Path.Combine(root, file);
        using (var dataset = NpzReader.Open(Path.Combine(root, "rom_common", "latent_dataset.npz")))
        {
            using var pod = NpzWriter.Create(Path.Combine(root, "pod.npz"));
            pod.Add<double>("latent", new double[60], 12, 5);
            pod.Add<long>("run_offsets", [0, 12], 2);
            pod.AddScalar("time_step", dataset.ReadScalar("time_step"));
            pod.Commit();
        }
        File.Copy(Path.Combine(root, other), path, overwrite: true);
        string error = Forecast("MVAR", Known.Density, root, "--steps", "2").Expect(2).Error;
        Assert.Contains(Path.GetDirectoryName(path)!, error);
        Assert.Contains(expected, error);
        Directory.Delete(root, recursive: true);
    }

    private HostResult Forecast(string model, string from, params string[] more) =>
        Forecast(model, from, experiment.Root, more);

    private HostResult Forecast(string model, string from, string root, string[] more) => HostProcess.Run(
        Folder,
        [
            "forecast", root, "--model", model, "--from", from, .. more,
            .. more.Contains("--out") ? [] : (string[])["--out", Path.Combine(Folder, "out.csv")],
        ]);

    private HostResult Forecast(string model, string from, string root, string option, string value) =>
        Forecast(model, from, root, [option, value]);

    private static void Write(string path, Func<int, int, float> value)
    {
        const int Frames = 6, Cells = SmallExperiment.Nx * SmallExperiment.Ny;
        using var file = NpzWriter.Create(path);
        file.Add<float>(
            "rho", [.. Enumerable.Range(0, Frames * Cells).Select(i => value(i / Cells, i % Cells))],
            Frames, SmallExperiment.Ny, SmallExperiment.Nx);
        file.Add<double>(
            "xgrid", [.. Enumerable.Range(0, SmallExperiment.Nx).Select(i => (i + 0.5) * 15 / SmallExperiment.Nx)],
            SmallExperiment.Nx);
        file.Add<double>(
            "ygrid", [.. Enumerable.Range(0, SmallExperiment.Ny).Select(i => (i + 0.5) * 10 / SmallExperiment.Ny)],
            SmallExperiment.Ny);
        file.Add<double>("times", [.. Enumerable.Range(0, Frames).Select(t => 0.08 * t)], Frames);
        file.Commit();
    }

    private static async Task<byte[]> Decode(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            ["-loglevel", "error", "-i", path, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
        {
            RedirectStandardOutput = true,
        })!;
        using var pixels = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(pixels, TestContext.Current.CancellationToken);
        Assert.Equal(0, await ExitCodeOf(process));
        return pixels.ToArray();
    }

    private static async Task<int> ExitCodeOf(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private static string[][] Rows(string path) => [.. File.ReadLines(path).Select(line => line.Split(','))];

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
