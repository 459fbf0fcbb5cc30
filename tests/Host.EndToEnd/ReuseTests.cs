using System.Text.Json.Nodes;

namespace Host.EndToEnd;

/// <summary>An experiment that takes what another one has made from the same inputs.</summary>
public sealed class ReuseTests(UntimedExperiment experiment)
{
    private static readonly string[] Same = ["--config", "small.yaml", "-n", "reusing"];

    [Fact]
    public void APlanSaysItBefore_TheRunWhenItDoes_AndTheFilesAfterwards()
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        Artifacts.Copy(experiment.Root, folder.Combine("oscar_output", "small"));
        string plan = HostProcess.Run(folder.Path, ["plan", .. Same]).Expect(0).Output;
        Assert.Contains("    6 artifacts: linked from small", plan);
        Assert.DoesNotContain(
            "linked from", HostProcess.Run(folder.Path, ["plan", .. Same, "--no-reuse"]).Expect(0).Output);
        string error = HostProcess.Run(folder.Path, [HostProcess.Reusing, "run", .. Same]).Expect(0).Error;
        Assert.Contains("training runs: 6 of 6 linked from small", error);
        string root = folder.Combine("oscar_output", "reusing");
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "train", "run_000", "metadata.json")))!;
        Assert.Equal("small", (string?)record["linked_from"]);
        Assert.Empty(new FormatsPage("MVAR", "LSTM", "small").Undocumented(root));
        foreach (string file in new[] { "rom_common/pod_basis.npz", "MVAR/mvar_model.npz", "MVAR/test_results.csv" })
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(experiment.Root, file)), File.ReadAllBytes(Path.Combine(root, file)));
        }
    }
}
