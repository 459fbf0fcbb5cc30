using System.Text.Json.Nodes;

namespace Host.EndToEnd;

/// <summary>Plans of an experiment, and an experiment that is made in parts.</summary>
public sealed class PartTests(UntimedExperiment experiment)
{
    [Fact]
    public void Plan_OfAFinishedExperiment_KeepsAll_AndChangesNothing()
    {
        var before = Files(experiment.Root);
        Assert.Contains(
            $"first: 0 to make, ",
            HostProcess.Run(experiment.WorkingDirectory, "plan", "oscar_output/first").Expect(0).Output);
        string changed = HostProcess.Run(
            experiment.WorkingDirectory, "plan", "oscar_output/first", "--set", "density.bandwidth=3").Expect(0).Output;
        Assert.Contains("6 artifacts: stale: density.bandwidth 2 → 3", changed);
        Assert.Equal(before, Files(experiment.Root));
    }

    [Fact]
    public void Plan_AsJson_NamesEachArtifact_AndMakesNoFolder()
    {
        var plan = JsonNode.Parse(HostProcess.Run(
            experiment.WorkingDirectory, "plan", "--config", "small.yaml", "-n", "none", "--json").Expect(0).Output)!;
        Assert.False(Directory.Exists(Path.Combine(experiment.WorkingDirectory, "oscar_output", "none")));
        Assert.Equal(0, (int)plan["to_keep"]!);
        var runs = plan["stages"]![0]!;
        Assert.Equal("generate_training_data", (string?)runs["stage"]);
        Assert.Equal([0, 1, 2, 3, 4, 5], runs["runs"]!.AsArray().Select(run => (int)run!));
        Assert.Equal("train/run_000/metadata.json", (string?)runs["artifacts"]![0]!["record"]);
        Assert.Equal("missing", (string?)runs["artifacts"]![0]!["reason"]);
    }

    [Fact]
    public void MadeInParts_AnExperimentHasTheBytesOfOneProcess()
    {
        Only(4, "evaluate_models");
        Only(0, "generate_training_data", "--runs", "4-5,0");
        Assert.Contains("training run 1 (", Only(4, "build_pod_basis").Error);
        Only(0, "generate_training_data", "--runs", "1-3");
        Only(0, "BUILD_POD_BASIS");
        Only(0, "build_latent_dataset");
        Only(0, "train_models", "--models", "lstm");
        Only(0, "generate_test_data");
        Assert.Contains("MVAR (missing)", Only(4, "evaluate_models", "--models", "LSTM").Error);
        Only(0, "train_models", "--models", "MVAR");
        Only(0, "simulate_replicas", "--runs", "0");
        Only(0, "simulate_replicas", "--runs", "1");
        Only(0, "evaluate_models", "--runs", "1", "--models", "MVAR");
        string root = Path.Combine(experiment.WorkingDirectory, "oscar_output", "parts");
        Assert.False(File.Exists(Path.Combine(root, "summary.json")));
        HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "parts",
            "--quiet").Expect(0);
        Artifacts.AssertSame(experiment.Root, root);
    }

    [Theory]
    [InlineData("expected a stage (generate_training_data, ", "--only", "training")]
    [InlineData("evaluate_models) or summary, found 'trian_models'; did you mean 'train_models'?",
        "--only", "trian_models")]
    [InlineData("expected runs from 0 to 5, those of generate_training_data, found '6'",
        "--only", "generate_training_data", "--runs", "6")]
    [InlineData("found '3-1' in '0,3-1'", "--only", "generate_training_data", "--runs", "0,3-1")]
    [InlineData("build_pod_basis is not made run by run", "--only", "build_pod_basis", "--runs", "0")]
    [InlineData("generate_test_data is not made model by model", "--only", "generate_test_data", "--models", "MVAR")]
    [InlineData("expected models of the experiment (MVAR, LSTM), found 'ARMA'",
        "--only", "train_models", "--models", "MVAR,ARMA")]
    [InlineData("expected --only STAGE with --runs", "--runs", "0")]
    public void APartThatIsNone_EndsWith2_AndMakesNothing(string expected, params string[] arguments)
    {
        Assert.Contains(expected, HostProcess.Run(
            experiment.WorkingDirectory,
            ["run", "--config", "small.yaml", "--experiment_name", "nothing", .. arguments]).Expect(2).Error);
        Assert.False(Directory.Exists(Path.Combine(experiment.WorkingDirectory, "oscar_output", "nothing")));
    }

    private HostResult Only(int exitCode, string stage, params string[] part) => HostProcess.Run(
        experiment.WorkingDirectory,
        ["run", "--config", "small.yaml", "--experiment_name", "parts", "--quiet", "--only", stage, .. part])
        .Expect(exitCode);

    private static (string Path, DateTime Written)[] Files(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, File.GetLastWriteTimeUtc(path))),
    ];
}
