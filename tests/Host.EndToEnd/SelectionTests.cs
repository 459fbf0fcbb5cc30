using System.Text.Json.Nodes;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>Options with candidates, in the built host.</summary>
public sealed class SelectionTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static string Yaml => SmallExperiment.InsteadOfLstm(SmallExperiment.Yaml)
        .Replace("ridge_alpha: 1.0e-3", "ridge_alpha: {choose: [100, 1.0e-3, 1.0e-6]}", StringComparison.Ordinal)
        .Replace("time_cap: 0}", "time_cap: 0, memory: false}\nselection: {folds: 3}", StringComparison.Ordinal);

    [Fact]
    public void TheChosenOption_IsThatOfEveryLaterStage_InOneProcessOrInSeveral()
    {
        var here = Run("here");
        Assert.Contains(" of 3 candidates: r2_latent ", here.Error, StringComparison.Ordinal);
        var model = Model("here");
        string chosen = (string)model["selection"]!["chosen"]!["ridge_alpha"]!;
        Assert.Equal(
            double.Parse(chosen, System.Globalization.CultureInfo.InvariantCulture),
            (double)model["parameters"]!["ridge_alpha"]!);
        Assert.Equal("ok", (string?)model["status"]);
        using (var file = NpzReader.Open(Path.Combine(folder.Path, "here", "MVAR", "mvar_model.npz")))
            Assert.Equal((double)model["parameters"]!["ridge_alpha"]!, file.ReadScalar("alpha"));
        Assert.Equal(1 + 3, File.ReadAllLines(Table("here")).Length);
        Run("there", "--set", "isolation=process");
        Assert.Equal(File.ReadAllText(Table("here")), File.ReadAllText(Table("there")));
        Assert.Equal("ok", (string?)Model("there")["status"]);
        Assert.DoesNotContain(
            new FormatsPage("MVAR").Undocumented(Path.Combine(folder.Path, "there")),
            name => name.Contains("select", StringComparison.Ordinal)
                && !name.EndsWith("ridge_alpha", StringComparison.Ordinal));
        // A second run keeps all, and says again what was chosen.
        var again = Run("here");
        Assert.DoesNotContain("made again", again.Error, StringComparison.Ordinal);
        Assert.Contains(" of 3 candidates: r2_latent ", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void KilledWhileItChooses_AndStartedAgain_EndsWithTheSameBytes()
    {
        const int Candidates = 300;
        string choose = string.Join(", ", Enumerable.Range(0, Candidates).Select(k => $"1.{k:000}"));
        string[] more =
        [
            "--set", "benchmark.enabled=false", "--set", "selection.budget=1000", "--set",
            $"models.MVAR.ridge_alpha={{choose: [{choose}]}}", "--threads", "1",
        ];
        Run("whole", more);
        string whole = Path.Combine(folder.Path, "whole"), killed = Path.Combine(folder.Path, "killed");
        int found = 0;
        // On a busy machine a choice may be over before it is seen to have begun.
        for (int attempt = 0; attempt < 5 && found is (0 or Candidates); attempt++)
        {
            Copy(whole, killed);
            string[] records = Records(killed);
            Assert.Equal(Candidates, records.Length);
            foreach (string record in records) File.Delete(record);
            using var process = HostProcess.Start(folder.Path, Arguments("killed", more));
            Assert.True(SpinWait.SpinUntil(
                () => process.HasExited || Records(killed).Length > 0, TimeSpan.FromMinutes(2)));
            process.Kill(); // SIGKILL
            process.WaitForExit();
            found = Records(killed).Length;
        }
        Assert.InRange(found, 1, Candidates - 1);
        var again = Run("killed", more);
        Assert.Contains($"candidates of MVAR: {found} of {Candidates} kept", again.Error, StringComparison.Ordinal);
        Artifacts.AssertSame(whole, killed);
    }

    [Fact]
    public void AFileInThePlaceOfAModelsFolder_CostsThisModelOnly()
    {
        folder.Write("small.yaml", Yaml.Replace(
            "models:", "models:\n  - {name: OTHER, plugin: mvar, lag: 2}", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(folder.Path, "blocked"));
        File.WriteAllText(Path.Combine(folder.Path, "blocked", "MVAR"), "mine");
        var result = HostProcess.Run(
            folder.Path, [.. Arguments("blocked"), "--set", "benchmark.enabled=false"]).Expect(0);
        var models = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "blocked", "summary.json")))!["models"]!;
        Assert.Equal("ok", (string?)models["OTHER"]!["status"]);
        Assert.Equal("failed", (string?)models["MVAR"]!["status"]);
        Assert.Contains("MVAR: failed: its files cannot be kept: ", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder.Path, "blocked", "MVAR")));
    }

    [Fact]
    public void CandidatesOfAnIsolatedModel_AreAskedInOneProcess_AndInAnotherAfterItEnded()
    {
        const string Isolated = "plugin: misbehaving, isolation: process";
        folder.Write("small.yaml", SmallExperiment.InsteadOfLstm(
            SmallExperiment.Yaml, $"{{name: N, {Isolated}, fault: names_process, variant: {{choose: [1, 2, 3, 4]}}}}",
            $"{{name: E, {Isolated}, fault: {{choose: [names_process, max_lag_exits]}}, "
            + "variant: {choose: [1, 2]}}") + "\nselection: {folds: 3}\n");
        string plugin = PluginTests.CopyMisbehaving(folder);
        var checks = HostProcess.Run(
            folder.Path, "validate", "--config", "small.yaml", "--plugin-dir", plugin).Expect(0);
        // Each trainer is made to prepare it, and to ask for its memory.
        string[] asked = [.. File.ReadAllLines(Path.Combine(plugin, "Misbehaving.asked")).Distinct()];
        Assert.Equal(2, asked.Length);
        Assert.Contains("candidate fault max_lag_exits, variant 2: the model cannot be made", checks.Error);
    }

    [Fact]
    public void FewerRunsThanFolds_AreRefusedBeforeAnythingIsComputed()
    {
        folder.Write("small.yaml", Yaml);
        var result = HostProcess.Run(
            folder.Path, "validate", "--config", "small.yaml", "--set", "selection.folds=7").Expect(2);
        Assert.Contains(
            "selection.folds: expected at most as many folds as training runs, 6, found 7", result.Error,
            StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private HostResult Run(string name, params string[] more)
    {
        folder.Write("small.yaml", Yaml);
        return HostProcess.Run(folder.Path, Arguments(name, more)).Expect(0);
    }

    private string[] Arguments(string name, params string[] more) =>
        ["run", "--config", "small.yaml", "--output", folder.Path, "--experiment_name", name, .. more];

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string[] Records(string root) =>
        Directory.GetFiles(Path.Combine(root, "stages"), "select_options.MVAR.*.json");

    private string Table(string name) => Path.Combine(folder.Path, name, "MVAR", "selection.csv");

    private JsonNode Model(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, name, "summary.json")))!["models"]!["MVAR"]!;
}
