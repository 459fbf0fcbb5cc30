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
        return HostProcess.Run(
            folder.Path,
            ["run", "--config", "small.yaml", "--output", folder.Path, "--experiment_name", name, .. more]).Expect(0);
    }

    private string Table(string name) => Path.Combine(folder.Path, name, "MVAR", "selection.csv");

    private JsonNode Model(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, name, "summary.json")))!["models"]!["MVAR"]!;
}
