using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Host.EndToEnd;

/// <summary>Results that were made with another build of a plugin, or of the host, are made again.</summary>
public sealed class ProvenanceTests(ProvenanceTests.BegunExperiments begun)
    : IClassFixture<ProvenanceTests.BegunExperiments>, IDisposable
{
    private readonly TestFolder folder = new();

    private string Experiment => folder.Combine("oscar_output", "small");

    private string Plugin => folder.Combine("Rebuilt");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        "simulator", "training runs: 2 of 2 made, stale: plugin Rebuilt was rebuilt", "train/run_000/trajectory.npz")]
    [InlineData(
        "density", "training runs: 2 of 2 made, stale: plugin Rebuilt was rebuilt", "train/run_000/density.npz")]
    [InlineData("model", "R: made again, stale: plugin Rebuilt was rebuilt", "R/model.txt")]
    public void ARebuiltPlugin_MakesItsResultsStale_AndTheSummaryNamesTheBuildThatMadeThem(
        string used, string reason, string result)
    {
        Begin(used);
        byte[] before = File.ReadAllBytes(Path.Combine(Experiment, result));
        string digest = DigestInSummary();
        Assert.Equal(digest, DigestInList());
        CopyFrom(HostProcess.RebuiltAfter);
        Assert.Contains(reason, Run().Error);
        Assert.NotEqual(before, File.ReadAllBytes(Path.Combine(Experiment, result)));
        Assert.NotEqual(digest, DigestInSummary());
        Assert.Equal(DigestInList(), DigestInSummary());
        Assert.DoesNotContain("stale", Run().Error);
    }

    [Fact]
    public void ARebuiltModel_LeavesRunsAndOtherModels()
    {
        Begin("model");
        string[] kept = ["train/run_000/density.npz", "rom_common/pod_basis.npz", "MVAR/mvar_model.npz"];
        var before = kept.Select(file => File.GetLastWriteTimeUtc(Path.Combine(Experiment, file))).ToList();
        CopyFrom(HostProcess.RebuiltAfter);
        Run();
        Assert.Equal(before, kept.Select(file => File.GetLastWriteTimeUtc(Path.Combine(Experiment, file))));
    }

    [Fact]
    public void TimesSymbolsAndDocumentation_MakeNothingStale()
    {
        Begin("simulator");
        foreach (string file in Directory.EnumerateFiles(Plugin))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(Plugin, "Rebuilt.pdb"), "other symbols");
        File.WriteAllText(Path.Combine(Plugin, "Rebuilt.xml"), "<doc/>");
        Assert.DoesNotContain("stale", Run().Error);
    }

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("runtimes/linux-x64/native/libforces.so")]
    [InlineData("Dependency.dll")]
    public void ADataFileANativeLibraryOrADependency_IsPartOfTheBuild(string file)
    {
        Begin("model");
        string path = Path.Combine(Plugin, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "one");
        Assert.Contains("stale: plugin Rebuilt was rebuilt", Run().Error);
        Assert.DoesNotContain("stale", Run().Error);
        File.WriteAllText(path, "two");
        Assert.Contains("stale: plugin Rebuilt was rebuilt", Run().Error);
    }

    [Fact]
    public void RecordsWithoutDigests_AreStaleWithAReason()
    {
        Begin("model");
        foreach (string record in Directory.EnumerateFiles(Experiment, "*.json", SearchOption.AllDirectories))
        {
            RecordFile.Change(record, text => Regex.Replace(
                Regex.Replace(text, @" \(sha256 [0-9a-f]{64}\)", ""), @"\n *""host"": ""RomHost[^\n]*", ""));
        }
        string error = Run().Error;
        Assert.Contains(
            "training runs: 2 of 2 made, stale: plugin VicsekMorse may have been rebuilt: "
            + "the record holds no digest of it", error);
        Assert.Contains("R: made again, stale: plugin Rebuilt may have been rebuilt", error);
        Assert.Contains("POD basis: made again, stale: the record does not name the RomHost that made it", error);
        Assert.DoesNotContain("stale", Run().Error);
    }

    [Theory]
    [InlineData("stages/build_pod_basis.json", "POD basis: made again, stale: RomHost was rebuilt")]
    [InlineData("train/run_001/metadata.json", "training runs: 1 of 2 made, stale: RomHost was rebuilt")]
    [InlineData("test/run_000/order_params.json", "order parameters: 1 of 1 made, stale: RomHost was rebuilt")]
    [InlineData("test/run_000/evaluation_r.json", "evaluations: 1 of 1 made, stale: RomHost was rebuilt")]
    public void WhatAnotherBuildOfTheHostComputed_IsStale(string record, string reason)
    {
        Begin("model");
        RecordFile.Change(
            Path.Combine(Experiment, record),
            text => Regex.Replace(text, @"(""host"": ""RomHost [^ ]* \(sha256 )[0-9a-f]{8}", "${1}00000000"));
        Assert.Contains(reason, Run().Error);
    }

    [Fact]
    public void ARunThatFailsAfterItMadeSomethingAgain_LeavesNoSummaryOfTheArtifactsBefore()
    {
        Begin("model");
        CopyFrom(HostProcess.RebuiltAfter);
        // The evaluation cannot write its results: a folder has the name of the file.
        string results = Path.Combine(Experiment, "R", "test_results.csv");
        File.Delete(results);
        Directory.CreateDirectory(results);
        HostProcess.Run(folder.Path, "run", "--config", "small.yaml", "--plugin-dir", Plugin).Expect(4);
        Assert.False(File.Exists(Path.Combine(Experiment, "summary.json")));
        Directory.Delete(results);
        Run();
        Assert.Equal(DigestInList(), DigestInSummary());
    }

    [Fact]
    public void APluginThatWasBuiltWithoutOptimisation_IsNamed_OnTheTerminalAndInTheSummary()
    {
        Begin("model");
        Assert.True((bool)PluginInSummary()["optimised"]!);
        // The value of DebuggableAttribute (ECMA-335 II.23.3): DebuggingModes.IgnoreSymbolStoreSequencePoints, and
        // DisableOptimizations added.
        string path = Path.Combine(Plugin, "Rebuilt.dll");
        byte[] image = File.ReadAllBytes(path);
        image[image.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 0, 2, 0, 0, 0, 0, 0]) + 3] = 1;
        File.WriteAllBytes(path, image);
        Assert.Contains($"warning: plugin Rebuilt ({Plugin}) was built without optimisation", Run().Error);
        Assert.False((bool)PluginInSummary()["optimised"]!);
        Assert.Contains(
            ", built without optimisation)",
            HostProcess.Run(folder.Path, "plugins", "--plugin-dir", Plugin).Expect(0).Output);
    }

    [Fact]
    public void AnotherVersionOfTheHost_IsNamedWithBothVersions()
    {
        Begin("model");
        RecordFile.Change(
            Path.Combine(Experiment, "stages", "build_pod_basis.json"),
            text => Regex.Replace(text, @"""host"": ""RomHost [^ ]*", "\"host\": \"RomHost 0.0.1"));
        Assert.Matches("POD basis: made again, stale: RomHost 0.0.1 → [0-9.]+", Run().Error);
    }

    private void Begin(string used) => Artifacts.Copy(begun.With(used), folder.Path);

    private HostResult Run() => Run(folder);

    private static HostResult Run(TestFolder folder) => HostProcess.Run(
        folder.Path, "run", "--config", "small.yaml", "--plugin-dir", folder.Combine("Rebuilt")).Expect(0);

    private void CopyFrom(string build)
    {
        foreach (string file in Directory.EnumerateFiles(build))
            File.Copy(file, Path.Combine(Plugin, Path.GetFileName(file)), overwrite: true);
    }

    private string DigestInSummary() => (string)PluginInSummary()["sha256"]!;

    private JsonNode PluginInSummary() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Experiment, "summary.json")))!["plugins"]!.AsArray()
        .Single(plugin => (string?)plugin!["name"] == "Rebuilt")!;

    private string DigestInList()
    {
        string output = HostProcess.Run(folder.Path, "plugins", "--plugin-dir", Plugin).Expect(0).Output;
        return Regex.Match(output[output.IndexOf("Rebuilt", StringComparison.Ordinal)..], "[0-9a-f]{64}").Value;
    }

    /// <summary>
    /// Finished experiments with the plugin <c>Rebuilt</c> as it was, each run once, for copies.
    /// </summary>
    public sealed class BegunExperiments : IDisposable
    {
        private readonly Dictionary<string, TestFolder> folders = [];

        /// <summary>The folder of an experiment of which a part uses the plugin, the rest shipped ones.</summary>
        /// <param name="used">The part: <c>simulator</c>, <c>density</c> or <c>model</c>.</param>
        public string With(string used)
        {
            if (!folders.TryGetValue(used, out var folder))
            {
                folders[used] = folder = new TestFolder();
                folder.Write("small.yaml", Yaml(used));
                Artifacts.Copy(HostProcess.RebuiltBefore, folder.Combine("Rebuilt"));
                Run(folder);
            }
            return folder.Path;
        }

        public void Dispose()
        {
            foreach (var folder in folders.Values) folder.Dispose();
        }

        private static string Yaml(string used)
        {
            bool ownSimulator = used == "simulator";
            string simulator = ownSimulator
                ? "{plugin: rebuilt}"
                : "{plugin: vicsek-morse, particles: 20, domain: {lx: 10, ly: 10}, dt: 0.1}";
            string Start(string values) =>
                ownSimulator ? $"{{family: line, height: {values}}}" : $"{{family: ring, radius: {values}}}";
            string density = used == "density" ? "{plugin: rebuilt}" : "{plugin: kde, nx: 8, ny: 8, bandwidth: 1}";
            string model = used == "model" ? ", {name: R, plugin: rebuilt}" : "";
            return $$"""
                experiment_name: small
                simulator: {{simulator}}
                train: {duration: 3, initial_conditions: [{{Start("[2, 3]")}}]}
                test: {duration: 3, initial_conditions: [{{Start("2.5")}}]}
                density: {{density}}
                reduction: {subsample: 1, modes: 2}
                models: [{name: MVAR, plugin: mvar, lag: 2}{{model}}]
                benchmark: {enabled: false}
                """;
        }
    }
}
