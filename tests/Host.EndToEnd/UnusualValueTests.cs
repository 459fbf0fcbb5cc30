namespace Host.EndToEnd;

/// <summary>
/// Possible but absurd values: the experiment is valid, and each value is warned about at its position.
/// </summary>
public sealed class UnusualValueTests
{
    [Theory]
    [InlineData(
        "eta: 0.3", "eta: 1000",
        "small.yaml:10:32: simulator.noise.eta: 1000 is unusual, values are from 0 to 6.283 as a rule: η is in rad, "
        + "and angles of ±π already turn a particle in any direction")]
    [InlineData(
        "dt: 0.04", "dt: 1.0e-9, save_every: 40000000",
        "small.yaml:7:3: simulator.dt: 1E-09 is unusual for this speed and radius: "
        + "a particle takes 1E+09 steps to cross its neighbourhood, ")]
    [InlineData(
        "radius: 2.0", "radius: 8.0",
        "small.yaml:9:3: simulator.radius: 8 is unusual in a domain of 15 × 10, "
        + "radii are at most half a side as a rule: ")]
    [InlineData(
        "bandwidth: 2}", "bandwidth: 100}",
        "small.yaml:21:40: density.bandwidth: 100 cells are unusual on a grid of 24 × 16, "
        + "bandwidths are at most 8 as a rule: ")]
    [InlineData(
        "threads: 1}", "threads: 1, learning_rate: 5}",
        "models[1].learning_rate: 5 is unusual, values are from 1e-6 to 0.1 as a rule: "
        + "Adam moves each weight by about this much")]
    [InlineData(
        "max_epochs: 3", "max_epochs: 1000000",
        "models[1].max_epochs: 1000000 is unusual, values are from 1 to 100,000 as a rule: ")]
    [InlineData(
        "ridge_alpha: 1.0e-3", "ridge_alpha: 1.0e+9",
        "models[0].ridge_alpha: 1.0e+9 is unusual, values are from 0 to 1,000,000 as a rule: ")]
    public void AnAbsurdValue_IsWarnedOf(string old, string replacement, string warning)
    {
        using var folder = new TestFolder();
        string text = SmallExperiment.Yaml.Replace(
            "  dt: 0.04\n", $"  {(old == "dt: 0.04" ? replacement.Replace(", ", "\n  ") : "dt: 0.04")}\n");
        folder.Write("small.yaml", old == "dt: 0.04" ? text : text.Replace(old, replacement));
        string[] lines = HostProcess.Run(folder.Path, "validate", "--config", "small.yaml")
            .Expect(0).Error.Trim().Split('\n');
        Assert.Contains(warning, Assert.Single(lines, line => line.StartsWith("warning: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void APenaltyThatOutweighsTheData_IsWarnedOf_AlsoWhereTheModelIsKept()
    {
        using var folder = new TestFolder();
        string yaml = SmallExperiment.InsteadOfLstm(SmallExperiment.Unmeasured(SmallExperiment.Yaml))
            .Replace("lx: 15, ly: 10", "lx: 15000, ly: 10000").Replace("speed: 2.0", "speed: 2000")
            .Replace("radius: 2.0", "radius: 2000")
            .Replace("transform: sqrt", "transform: raw");
        folder.Write("small.yaml", yaml);
        for (int run = 0; run < 2; run++)
        {
            string error = HostProcess.Run(folder.Path, "run", "--config", "small.yaml").Expect(0).Error;
            Assert.Contains(
                "warning: MVAR: ridge_alpha 0.001 outweighs the data, whose largest sum of squares of a latent", error);
        }
    }
}
