using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

public sealed class WholeExperimentTests(TimedExperiment experiment)
{
    private static readonly string[] Models = ["MVAR", "LSTM"];

    [Fact]
    public void Run_WritesTheContractsTree()
    {
        string[] expected =
        [
            "config_used.yaml", "config_resolved.yaml", "summary.json", "runtime_comparison.json",
            "runtime_contest.json",
            "rom_common/pod_basis.npz", "rom_common/shift_align.npz", "rom_common/latent_dataset.npz",
            "MVAR/mvar_model.npz", "LSTM/lstm_state_dict.pt", "LSTM/lstm_normalization.npz", "LSTM/training_log.csv",
            "MVAR/runtime_profile.json", "LSTM/runtime_profile.json", "MVAR/test_results.csv", "LSTM/test_results.csv",
            "train/metadata.json", "train/index_mapping.csv", "train/run_000/trajectory.npz",
            "train/run_000/density.npz",
            "train/run_005/density.npz", "test/metadata.json", "test/index_mapping.csv", "test/run_000/trajectory.npz",
            "test/run_000/density_true.npz", "test/run_001/density_pred_mvar.npz", "test/run_001/density_pred_lstm.npz",
            "test/run_001/r2_vs_time_mvar.csv", "test/run_001/r2_vs_time_lstm.csv", "test/run_001/order_params.csv",
            "test/run_001/replicas.csv",
        ];
        Assert.All(expected, file => Assert.True(File.Exists(experiment.File(file)), file));
        Assert.Empty(Directory.EnumerateFiles(experiment.Root, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void EveryFileKeyArrayAndColumn_IsOnThePageOfFileFormats() =>
        Assert.Empty(new FormatsPage(Models).Undocumented(experiment.Root));

    [Fact]
    public void TheReport_HasTheEigenvaluesOfTheLinearModel_AndTheTrainingLogOfTheOneThatNamesOne()
    {
        string page = File.ReadAllText(experiment.File("report.html"));
        const string Begin = "id=\"data\">";
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var data = JsonNode.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)])!;
        Assert.Equal([], data["problems"]!.AsObject().Select(problem => problem.Key));
        var (linear, pairs) = Assert.Single(data["eigenvalues"]!.AsObject());
        Assert.Equal("MVAR", linear);
        Complex[] values = [.. pairs!.AsArray().Select(pair => new Complex((double)pair![0]!, (double)pair[1]!))];
        Assert.Equal(SmallExperiment.Lag * SmallExperiment.Modes, values.Length);
        // The trace of the companion matrix is that of A_1; the radius is another library's.
        using var file = NpzReader.Open(experiment.File("MVAR", "mvar_model.npz"));
        double[] first = file.ReadDoubles("A_matrices")[..(SmallExperiment.Modes * SmallExperiment.Modes)];
        double trace = Enumerable.Range(0, SmallExperiment.Modes).Sum(i => first[i * SmallExperiment.Modes + i]);
        Assert.Equal(trace, values.Sum(value => value.Real), 1e-9);
        Assert.Equal(0, values.Sum(value => value.Imaginary), 1e-9);
        Assert.Equal(file.ReadScalar("rho_after"), values.Max(value => value.Magnitude), 1e-9);
        var (logged, log) = Assert.Single(data["training"]!.AsObject());
        Assert.Equal("LSTM", logged);
        Assert.Equal([1, 2, 3], log!["epochs"]!.AsArray().Select(epoch => (int)epoch!));
        Assert.All(log["losses"]!["validation"]!.AsArray(), loss => Assert.True((double)loss! > 0));
    }

    [Fact]
    public void ConfigUsed_IsTheGivenFileByteForByte() =>
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(experiment.WorkingDirectory, "small.yaml")),
            File.ReadAllBytes(experiment.File("config_used.yaml")));

    [Theory]
    [InlineData("train/run_000/trajectory.npz", "traj", 'f', 4, SmallExperiment.Frames, 40, 2)]
    [InlineData("train/run_000/trajectory.npz", "vel", 'f', 4, SmallExperiment.Frames, 40, 2)]
    [InlineData("train/run_000/trajectory.npz", "times", 'f', 8, SmallExperiment.Frames)]
    [InlineData(
        "train/run_000/density.npz", "rho", 'f', 4, SmallExperiment.RomFrames, SmallExperiment.Ny, SmallExperiment.Nx)]
    [InlineData("train/run_000/density.npz", "xgrid", 'f', 8, SmallExperiment.Nx)]
    [InlineData("train/run_000/density.npz", "ygrid", 'f', 8, SmallExperiment.Ny)]
    [InlineData(
        "test/run_001/density_true.npz", "rho", 'f', 4, SmallExperiment.RomFrames, SmallExperiment.Ny,
        SmallExperiment.Nx)]
    [InlineData(
        "test/run_001/density_pred_lstm.npz", "rho", 'f', 4, SmallExperiment.RomFrames, SmallExperiment.Ny,
        SmallExperiment.Nx)]
    [InlineData(
        "rom_common/pod_basis.npz", "U", 'f', 8, SmallExperiment.Nx * SmallExperiment.Ny, SmallExperiment.Modes)]
    [InlineData("rom_common/pod_basis.npz", "mean", 'f', 8, SmallExperiment.Nx * SmallExperiment.Ny)]
    [InlineData("rom_common/pod_basis.npz", "singular_values", 'f', 8, SmallExperiment.Modes)]
    [InlineData("rom_common/shift_align.npz", "ref", 'f', 8, SmallExperiment.Ny, SmallExperiment.Nx)]
    [InlineData(
        "rom_common/shift_align.npz", "shifts", 'i', 4, SmallExperiment.TrainRuns * SmallExperiment.RomFrames, 2)]
    [InlineData(
        "rom_common/latent_dataset.npz", "X_all", 'f', 8,
        SmallExperiment.TrainRuns * (SmallExperiment.RomFrames - SmallExperiment.Lag), SmallExperiment.Lag,
        SmallExperiment.Modes)]
    [InlineData(
        "rom_common/latent_dataset.npz", "Y_all", 'f', 8,
        SmallExperiment.TrainRuns * (SmallExperiment.RomFrames - SmallExperiment.Lag), SmallExperiment.Modes)]
    [InlineData(
        "MVAR/mvar_model.npz", "A_matrices", 'f', 8, SmallExperiment.Lag, SmallExperiment.Modes, SmallExperiment.Modes)]
    [InlineData("MVAR/mvar_model.npz", "intercept", 'f', 8, SmallExperiment.Modes)]
    public void Arrays_HaveTheDocumentedTypeAndShape(string file, string array, char kind, int size, params int[] shape)
    {
        using var npz = NpzReader.Open(experiment.File(file));
        var header = npz.Header(array);
        Assert.Equal(new NpyType(kind, size), header.Type);
        Assert.Equal(shape, header.Shape);
    }

    [Fact]
    public void Windows_AreCutFromTheLatentTrajectories_AndNeverCrossRuns()
    {
        using var npz = NpzReader.Open(experiment.File("rom_common", "latent_dataset.npz"));
        double[] x = npz.ReadDoubles("X_all"), y = npz.ReadDoubles("Y_all"), latent = npz.ReadDoubles("latent");
        long[] run = npz.ReadInt64s("run_index"), offsets = npz.ReadInt64s("run_offsets");
        const int Window = SmallExperiment.Lag * SmallExperiment.Modes;
        var frame = new int[SmallExperiment.TrainRuns];
        for (int i = 0; i < run.Length; i++)
        {
            int first = (int)offsets[run[i]] + frame[run[i]]++;
            Assert.True(first + SmallExperiment.Lag < offsets[run[i] + 1]);
            Assert.Equal(latent.AsSpan(first * SmallExperiment.Modes, Window), x.AsSpan(i * Window, Window));
            Assert.Equal(
                latent.AsSpan((first + SmallExperiment.Lag) * SmallExperiment.Modes, SmallExperiment.Modes),
                y.AsSpan(i * SmallExperiment.Modes, SmallExperiment.Modes));
        }
    }

    [Fact]
    public void Prediction_ConservesTheMassThatScalingAsksFor()
    {
        using var truth = NpzReader.Open(experiment.File("test", "run_000", "density_true.npz"));
        using var prediction = NpzReader.Open(experiment.File("test", "run_000", "density_pred_mvar.npz"));
        const int Cells = SmallExperiment.Nx * SmallExperiment.Ny;
        int start = (int)prediction.ReadScalar("forecast_start_idx");
        Assert.Equal(SmallExperiment.Lag, start); // 0.2 is frame 3 of 0.08 each; MVAR needs 4 before it
        double mass = truth.ReadDoubles("rho").AsSpan((start - 1) * Cells, Cells).ToArray().Sum();
        double[] rho = prediction.ReadDoubles("rho");
        for (int t = start; t < SmallExperiment.RomFrames; t++)
            Assert.Equal(mass, rho.AsSpan(t * Cells, Cells).ToArray().Sum(), mass * 1e-6);
    }

    [Fact]
    public void TestResults_HaveTheDocumentedColumnsAndARowForEachRun()
    {
        foreach (string model in Models)
        {
            string[] lines = File.ReadAllLines(experiment.File(model, "test_results.csv"));
            Assert.StartsWith(
                "test_id,label,family,r2_reconstructed,r2_snapshot_mean,r2_latent,r2_pod,r2_1step,"
                + "rmse_recon,rmse_latent,rmse_pod,rel_error_l1,rel_error_l2,rel_error_linf,"
                + "max_mass_violation,negativity_frac,T_conditioning,T_forecast", lines[0]);
            Assert.Equal(1 + SmallExperiment.TestRuns, lines.Length);
        }
    }

    [Fact]
    public void Profile_HasExactlyTheContractsKeysAndMore()
    {
        var profile = Json("MVAR", "runtime_profile.json");
        Assert.Equal("MVAR", (string?)profile["model_name"]);
        foreach (string path in new[]
        {
            "training.total_seconds", "inference.single_step.mean_seconds", "inference.single_step.std_seconds",
            "inference.single_step.min_seconds", "inference.single_step.max_seconds", "inference.single_step.samples",
            "inference.full_trajectory.mean_seconds", "inference.full_trajectory.std_seconds",
            "inference.full_trajectory.samples",
            "memory.model_parameters", "memory.parameter_memory_mb", "memory.current_mb", "memory.peak_mb",
            "throughput.steps_per_second", "throughput.predictions_per_second", "throughput.seconds_per_step",
            "throughput.microseconds_per_step", "complexity.total_parameters", "complexity.latent_dimension",
            "complexity.lag_order", "complexity.inference_flops_per_step",
        })
        {
            Assert.True(At(profile, path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number, path);
        }
        Assert.Equal(5 + 4 * 25, (int)profile["memory"]!["model_parameters"]!); // r + w r²
        Assert.Equal(5, (int)profile["inference"]!["single_step"]!["samples"]!);
        Assert.False(string.IsNullOrEmpty((string?)At(profile, "complexity.training_complexity")));
        Assert.False(string.IsNullOrEmpty((string?)At(profile, "complexity.inference_complexity")));
    }

    [Fact]
    public void Comparison_NamesEveryRatioAndWinner()
    {
        var comparison = Json("runtime_comparison.json");
        Assert.Equal(Models, comparison["models"]!.AsArray().Select(name => (string?)name));
        foreach (string key in new[] { "training_time_ratio", "inference_speedup", "memory_ratio", "parameter_ratio" })
            Assert.True((double)comparison[key]!["LSTM_vs_MVAR"]! > 0, key);
        foreach (string key in new[] { "fastest_training", "fastest_inference", "smallest_memory" })
        {
            string?[] tied = [.. comparison["tied"]![key]!.AsArray().Select(name => (string?)name)];
            Assert.Subset(Models.ToHashSet<string?>(), tied.ToHashSet());
            Assert.Equal(tied.Length == 1 ? tied[0] : null, (string?)comparison["winners"]![key]);
        }
    }

    [Fact]
    public void Contest_TimesEveryCase_WithEachModelAgainstTheOther_AndTheFirstAgainstItself()
    {
        var cases = Json("runtime_contest.json")["cases"]!.AsArray();
        Assert.Equal(
            ["one_step", "trajectory", "batch_of_64", "restrict_forecast_lift", "cold_start"],
            cases.Select(one => (string?)one!["case"]));
        foreach (var one in cases)
        {
            Assert.Equal(["MVAR", "LSTM"], one!["times"]!.AsObject().Select(model => model.Key));
            var pair = Assert.Single(one["pairs"]!.AsArray())!;
            Assert.Equal(("MVAR", "LSTM"), ((string?)pair["a"], (string?)pair["b"]));
            Assert.Contains((string?)pair["verdict"], (string[])["faster", "slower", "equivalent", "inconclusive"]);
            Assert.Equal("MVAR", (string?)one["self"]!["b"]);
            Assert.Equal(one["seconds"]!["LSTM"]!.AsArray().Count, one["seconds"]!["MVAR"]!.AsArray().Count);
        }
    }

    [Fact]
    public void Summary_HoldsEveryDocumentedKey()
    {
        var summary = Json("summary.json");
        Assert.Equal("first", (string?)summary["experiment_name"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$", (string?)summary["timestamp"]);
        Assert.Equal(SmallExperiment.TrainRuns, (int)summary["n_train"]!);
        Assert.Equal(SmallExperiment.TestRuns, (int)summary["n_test"]!);
        Assert.Equal(SmallExperiment.Modes, (int)At(summary, "pod.r")!);
        Assert.InRange((double)At(summary, "pod.energy_ratio")!, 0.1, 1);
        Assert.Equal("sqrt", (string?)At(summary, "pod.transform"));
        Assert.Equal("mean", (string?)At(summary, "pod.shift_align"));
        Assert.Equal(15, (double)At(summary, "config.simulator.domain.lx")!);
        Assert.True((double)summary["total_time_minutes"]! > 0);
        Assert.Equal(Models, summary["models"]!.AsObject().Select(model => model.Key));
        Assert.Equal("ok", (string?)At(summary, "models.MVAR.status"));
        Assert.Equal("mvar", (string?)At(summary, "models.MVAR.plugin"));
        Assert.Equal(4, (int)At(summary, "models.MVAR.parameters.lag")!);
        Assert.True(At(summary, "models.LSTM.test_metrics.r2_reconstructed") is JsonValue);
        Assert.True(At(summary, "models.LSTM.test_metrics_by_family.two_clusters.rmse_recon") is JsonValue);
        Assert.Equal(2, summary["runtime_analysis"]!["profiles"]!.AsArray().Count);
        Assert.NotNull(summary["runtime_analysis"]!["comparison"]);
        Assert.NotNull(summary["environment"]);
        Assert.All(summary["plugins"]!.AsArray(),
            plugin => Assert.Matches("^[0-9a-f]{64}$", (string?)plugin!["sha256"]));
    }

    [Fact]
    public void ClosingTable_ShowsEachModelAndWhereTheFilesAre()
    {
        Assert.Contains("MVAR", experiment.Result.Output);
        Assert.Contains("LSTM", experiment.Result.Output);
        Assert.Contains("R²", experiment.Result.Output);
        Assert.Contains(Path.Combine("oscar_output", "first"), experiment.Result.Output.ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("rom_common/pod_basis.npz", "singular_values")]
    [InlineData("LSTM/lstm_state_dict.pt", "lstm.weight_ih_l0")]
    [InlineData("", "train: 6 runs finished")]
    public void Inspect_SaysWhatIsThere(string file, string expected) =>
        Assert.Contains(
            expected, HostProcess.Run(experiment.WorkingDirectory, "inspect", experiment.File(file)).Expect(0).Output);

    private JsonObject Json(params string[] parts) => JsonNode.Parse(
        File.ReadAllBytes(experiment.File(parts)),
        documentOptions: new()
        {
            AllowTrailingCommas = false,
            CommentHandling = JsonCommentHandling.Disallow,
        })!.AsObject();

    private static JsonNode? At(JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (tree, key) => tree?[key]);
}
