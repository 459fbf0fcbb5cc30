using System.Text;
using System.Text.Json.Nodes;
using RomHost.Configuration;
using RomHost.Configuration.Reference;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

public class SchemaTests
{
    private static readonly JsonObject Schema = new SchemaWriter(FakePlugins.All).Build();

    public static TheoryData<string> Good => new()
    {
        Sample.Block,
        Sample.Text("gas.yaml"),
        Sample.Block + "\nreduction: {modes: ~, energy: 1}",
        Sample.With("lag: 3", "lag: {choose: [3, 5]}\n    stability: {choose: [none, scale]}"),
        Sample.With("lag: 3", "lag: 3\n    channels: [pod]"),
        Sample.With("lag: 3", "lag: 3\n    channels: {choose: [[pod], [pod, momentum]]}"),
        Sample.Block + "\n  - {name: K, plugin: sink, must: x, sizes: {choose: [[1], [2]]}, "
            + "extra: {nx: {choose: [4]}}}",
        Sample.Block + "\nselection: {folds: 3, horizon: 2.5, score: rmse_latent, stability_margin: 2, budget: 9}",
        Sample.With("experiment_name: demo", "experiment_name: 2024"),
        Sample.With("radius: [2, 3]", "radius: 2\n      width: [0.1, 0.2]\n      samples: 3"),
        Sample.With("- family: ring\n      radius: [2, 3]", "- {family: gaussian, x: [1, ~], variance: [0.5]}"),
        Sample.Block + "\n  - {name: K, plugin: sink, must: x, " +
            "sizes: [0, 10], weights: {a: 1}, grids: [{nx: 1}], extra: ~}",
        ConfigurationWriter.Write(Sample.Bind(Sample.Text("NDYN04_gas.yaml")).Document),
        ConfigurationWriter.WriteResolved(Sample.Bind(Sample.Text("NDYN06_supernova_VS.yaml"))),
    };

    /// <summary>One wrong thing each: the binder and the schema refuse the same.</summary>
    public static TheoryData<string, string> Bad => new()
    {
        { "lag: 3", "lagg: 3" },
        { "lag: 3", "lag: three" },
        { "lag: 3", "lag: '3'" },
        { "lag: 3", "lag: 0" },
        { "lag: 3", "lag: 1001" },
        { "lag: 3", "lag: 2.5" },
        { "lag: 3", "lag: [3]" },
        { "lag: 3", "lag: ~" },
        { "lag: 3", "lag: {choose: []}" },
        { "lag: 3", "lag: {choose: 3}" },
        { "lag: 3", "lag: {choose: [3, x]}" },
        { "lag: 3", "lag: {choose: [3], or: 4}" },
        { "lag: 3", "lag: {choose: [3, {choose: [4]}]}" },
        { "lag: 3", "enabled: {choose: [true]}" },
        { "lag: 3", "channels: 3" },
        { "lag: 3", "channels: {choose: [pod]}" },
        { "dt: 0.1", "dt: {choose: [0.1]}" },
        { "seed: 1", "selection: {folds: 1}" },
        { "seed: 1", "selection: {score: r2}" },
        { "lag: 3", "hidden_units: 3" },
        { "lag: 3", "ridge_alpha: -1" },
        { "lag: 3", "stability: scaled" },
        { "lag: 3", "stability_threshold: 0" },
        { "lag: 3", "enabled: yes" },
        { "plugin: mvar", "plugin: kde" },
        { "    plugin: mvar\n", "" },
        { "  - name: A\n    plugin", "  - plugin" },
        { "plugin: kde", "plugin: kd" },
        { "family: ring", "family: rings" },
        { "radius: [2, 3]", "radius: [2, -3]" },
        { "radius: [2, 3]", "radius: []" },
        { "radius: [2, 3]", "separation: 3" },
        { "radius: [2, 3]", "samples: [1, 2]" },
        { "radius: [2, 3]", "samples: 0" },
        { "duration: 4", "duration: 0" },
        { "  duration: 4\n", "" },
        { "seed: 1", "seed: -1" },
        { "seed: 1", "evaluations: {}" },
        { "seed: 1", "evaluation: {clamp: C0}" },
        { "seed: 1", "output: {compress: 1}" },
        { "dt: 0.1", "domain: {boundary: open}" },
        { "dt: 0.1", "domain: {lx: 0}" },
        { "dt: 0.1", "domain: 5" },
        { "experiment_name: demo\n", "" },
        { "nx: 8", "every: 0" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void WhatTheBinderAccepts_TheSchemaAccepts(string text)
    {
        Sample.Bind(text);
        Assert.True(Accepts(text));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void WhatTheBinderRefuses_TheSchemaRefuses(string old, string replacement)
    {
        string text = Sample.With(old, replacement);
        Assert.NotEmpty(Sample.Errors(text));
        Assert.False(Accepts(text));
    }

    [Fact]
    public void Descriptions_ComeFromTheRecordsDocumentation()
    {
        JsonNode simulator = Schema["properties"]!["simulator"]!;
        Assert.Equal("The simulator of the runs.", (string?)simulator["description"]);
        JsonNode options = simulator["allOf"]![0]!["then"]!["properties"]!;
        Assert.Equal("Number of particles.", (string?)options["particles"]!["description"]);
        Assert.Equal("What forces do to the speed, see `forces`.", (string?)options["speed_mode"]!["description"]);
        Assert.Contains("constant_with_forces: Forces turn.", (string?)options["speed_mode"]!["markdownDescription"]);
        Assert.Equal(100, (int?)options["particles"]!["default"]);
        Assert.Equal(1, (int?)options["particles"]!["minimum"]);
        Assert.Equal(0, (int?)options["dt"]!["exclusiveMinimum"]);
        Assert.Equal("constant", (string?)options["speed_mode"]!["default"]);
    }

    [Fact]
    public void TheText_ParsesToTheSchema() =>
        Assert.True(JsonNode.DeepEquals(Schema, JsonNode.Parse(new SchemaWriter(FakePlugins.All).Write())));

    [Fact]
    public void EveryKeyOfTheHost_IsDescribed()
    {
        string reference = new ReferenceWriter([]).Write();
        string[] rows = [.. reference.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.True(rows.Length >= 30);
        Assert.All(rows, row => Assert.DoesNotMatch(@"\|\s*\|$", row));
    }

    [Fact]
    public void TheReference_HasTheOptionsOfPlugins()
    {
        string reference = new ReferenceWriter(FakePlugins.All).Write();
        Assert.Contains("| `ridge_alpha` | a number, at least 0 | `1.0e-06` |", reference);
        Assert.Contains("| `stability_threshold` | a number, above 0 and at most 1 | `0.99` |", reference);
        Assert.Contains("### `family: ring` (of `vicsek-morse`)", reference);
        Assert.Contains("| `radius` | a number, at least 0 | `3` | Radius [length units]. |", reference);
    }

    private static bool Accepts(string text) => SchemaCheck.Accepts(
        Schema, SchemaCheck.ToJson(YamlTreeReader.ReadMapping(Encoding.UTF8.GetBytes(text), "f.yaml")));
}
