using System.Text.Json.Nodes;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>Animals at rest: most frames, or all of them, equal each other.</summary>
public sealed class EqualFramesTests
{
    private const string Yaml = """
        experiment_name: still
        simulator:
          plugin: vicsek-morse
          particles: 20
          domain: {lx: 8, ly: 6}
          dt: 0.1
          speed: 0
          radius: 1
          forces: {enabled: false}
        train:
          duration: 3
          initial_conditions:
            - {family: uniform, samples: 3}
        test:
          duration: 3
          initial_conditions:
            - {family: uniform, samples: 1}
        density: {plugin: kde, nx: 12, ny: 8, bandwidth: 1}
        reduction: {modes: 4}
        models:
          - {name: MVAR, plugin: mvar, lag: 2}
        benchmark: {enabled: false}
        evaluation: {forecast_start: 0.5}
        """;

    [Fact]
    public void ThreeRunsAtRest_HaveAnOrthonormalBasisOfTwoDirections()
    {
        using var folder = new TestFolder();
        folder.Write("still.yaml", Yaml);
        var result = HostProcess.Run(folder.Path, "run", "--config", "still.yaml").Expect(0);
        Assert.Contains("differ in 2 directions only", result.Error);
        string root = folder.Combine("oscar_output", "still");
        using var basis = NpzReader.Open(Path.Combine(root, "rom_common", "pod_basis.npz"));
        Assert.True(Orthonormality.Error(basis.ReadDoubles("U"), 96, 4) < 1e-12);
        Assert.Equal(1, basis.ReadScalar("energy_ratio"), 1e-12);
        Assert.All(basis.ReadDoubles("cumulative_ratio"), share => Assert.InRange(share, 0, 1));
        double[] sigma = basis.ReadDoubles("singular_values");
        Assert.True(sigma[1] > 0.1 * sigma[0] && sigma[2] < 1e-12 * sigma[0]);
        var summary = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "summary.json")))!;
        Assert.InRange((double)summary["pod"]!["energy_ratio"]!, 1 - 1e-12, 1);
    }

    [Fact]
    public void OneRunAtRest_HasNoPod_AndTheMessageSaysWhy()
    {
        using var folder = new TestFolder();
        folder.Write("still.yaml", Yaml.Replace("samples: 3", "samples: 1", StringComparison.Ordinal));
        var result = HostProcess.Run(folder.Path, "run", "--config", "still.yaml").Expect(4);
        Assert.Contains("all 31 rows are equal", result.Error);
        Assert.Contains("let particles move", result.Error);
        Assert.False(File.Exists(folder.Combine("oscar_output", "still", "rom_common", "pod_basis.npz")));
    }
}
