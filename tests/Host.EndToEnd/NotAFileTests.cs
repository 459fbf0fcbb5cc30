using System.Diagnostics;

namespace Host.EndToEnd;

/// <summary>
/// A pipe where a file is expected is refused by name. Nothing writes into it, so opening it would block for ever.
/// </summary>
public sealed class NotAFileTests(TimedExperiment experiment)
{
    private const string Pipe = "a pipe (FIFO)";

    [Fact]
    public void AsConfiguration_IsRefused()
    {
        string pipe = Make("pipe.yaml");
        foreach (string command in (string[])["run", "plan", "submit", "validate", "convert"])
        {
            var result = HostProcess.Run(experiment.WorkingDirectory, command, "--config", pipe).Expect(2);
            Assert.Contains($"{pipe}: this is {Pipe}, not a file", result.Error);
        }
        Assert.Contains(
            "this is a device",
            HostProcess.Run(experiment.WorkingDirectory, "validate", "--config", "/dev/zero").Expect(2).Error);
    }

    [Fact]
    public void AsRecording_IsRefusedByValidate()
    {
        string pipe = Make("pipe.csv"), config = Path.Combine(experiment.WorkingDirectory, "recorded.yaml");
        File.WriteAllText(config, $$"""
            experiment_name: recorded
            simulator: {plugin: recorded, domain: {lx: 10, ly: 10, boundary: reflecting}, dt: 0.1}
            density: {plugin: kde}
            train: {duration: 1, initial_conditions: [{family: recording, file: {{pipe}}}]}
            test: {duration: 1, initial_conditions: [{family: recording, file: {{pipe}}}]}
            models: [{name: A, plugin: mvar, lag: 3}]
            """);
        var result = HostProcess.Run(experiment.WorkingDirectory, "validate", "--config", config).Expect(2);
        Assert.Contains($"found {Pipe} at '{pipe}'", result.Error);
    }

    [Fact]
    public void AsArraysTensorsOrReports_IsRefusedByInspectAndCompare()
    {
        foreach (string name in (string[])["pipe.npz", "pipe.pt"])
        {
            string pipe = Make(name);
            Assert.Contains(
                $"{Pipe} at {pipe}", HostProcess.Run(experiment.WorkingDirectory, "inspect", pipe).Expect(2).Error);
        }
        string frames = Make("frames.npz");
        Assert.Contains(
            $"{Pipe} at {frames}",
            HostProcess.Run(
                experiment.WorkingDirectory, "forecast", experiment.Root, "--from", frames, "--steps", "1", "--out",
                "f.csv").Expect(2).Error);
        string contest = Make("contest.json");
        var result = HostProcess.Run(experiment.WorkingDirectory, "compare", experiment.Root, contest).Expect(2);
        Assert.Contains($"{Pipe} at {contest}", result.Error);
    }

    [Fact]
    public void InAnExperiment_IsNamed_AndMadeAgain()
    {
        string root = experiment.Copy("pipes");
        string[] names =
        [
            "summary.json", "runtime_contest.json", "runtime_costs.json", "config_resolved.yaml",
            "stages/build_pod_basis.json",
            "train/run_001/density.npz", "test/run_000/metadata.json", "test/run_000/order_params.csv",
            "MVAR/mvar_model.npz", "MVAR/runtime_profile.json", "rom_common/latent_dataset.npz",
        ];
        foreach (string name in names)
        {
            File.Delete(Path.Combine(root, name));
            Make(Path.Combine(root, name));
        }
        HostProcess.Run(experiment.WorkingDirectory, "report", root).Expect(0);
        Assert.Contains(Pipe, HostProcess.Run(experiment.WorkingDirectory, "inspect", root).Expect(2).Error);
        Assert.Contains(Pipe, HostProcess.Run(experiment.WorkingDirectory, "compare", root, root).Expect(2).Error);
        var result = HostProcess.Run(
            experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name", "pipes").Expect(0);
        Assert.Contains($"damaged: density.npz is {Pipe}, not a file", result.Error);
        Artifacts.AssertSame(experiment.Root, root);
    }

    private string Make(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no path in a folder there");
        string path = Path.Combine(experiment.WorkingDirectory, name);
        using var mkfifo = Process.Start("mkfifo", [path]);
        mkfifo.WaitForExit();
        return path;
    }
}
