namespace Host.EndToEnd;

/// <summary>
/// Wrong configurations end with exit code 2, a located message with the remedy, and nothing computed.
/// </summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("lag: 4, ridge_alpha", "lagg: 4, ridge_alpha", "small.yaml:24:", "did you mean 'lag'")]
    [InlineData("particles: 40", "particles: forty", "small.yaml:5:", "forty")]
    [InlineData("particles: 40", "particles: -40", "small.yaml:5:", "particles")]
    [InlineData("speed: 2.0", "speed: .nan", "small.yaml:8:", "speed")]
    [InlineData("speed: 2.0", "speed: 30.0", "small.yaml:7:", "radius")]
    [InlineData("plugin: mvar", "plugin: mvra", "small.yaml:24:", "'mvar'")]
    [InlineData("name: LSTM", "name: MVAR", "small.yaml:25:", "MVAR")]
    [InlineData("lag: 4, ridge", "lag: 400, ridge", "small.yaml:24:", "lag")]
    [InlineData("modes: 5", "modes: 5000", "small.yaml:22:", "modes")]
    [InlineData("experiment_name: small", "experiment_name: ../small", "small.yaml:1:", "experiment_name")]
    [InlineData(
        "duration: 2.4\n  initial_conditions:\n    - {family: gaussian",
        "duration: 2.4\n  initial_conditions:\n    - {family: gausian", "small.yaml:19:", "gaussian")]
    public void WrongValue_IsLocatedAndExplained(string right, string wrong, string place, string expected)
    {
        using var folder = new TestFolder();
        Assert.Contains(right, SmallExperiment.Yaml);
        folder.Write("small.yaml", SmallExperiment.Yaml.Replace(right, wrong, StringComparison.Ordinal));
        foreach (string command in new[] { "validate", "run" })
        {
            var result = HostProcess.Run(folder.Path, command, "--config", "small.yaml").Expect(2);
            Assert.Contains(place, result.Error);
            Assert.Contains(expected, result.Error);
        }
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));
    }

    [Theory]
    [InlineData(
        "nx: 24, ny: 16",
        "nx: 16384, ny: 16384",
        "small.yaml:21:24: density.nx: a POD with 5 modes of 186 snapshots on 16384 × 16384 cells needs 240.0 GiB of "
        + "memory, and this machine has 1.0 GiB; use fewer modes or cells")]
    [InlineData(
        "particles: 40",
        "particles: 1000000000",
        "small.yaml:5:14: simulator.particles: expected a value from 1 to 100000000, found 1000000000")]
    [InlineData(
        "particles: 40",
        "particles: 100000000",
        "small.yaml:5:3: simulator.particles: a run of 61 frames of 100000000 particles needs 108.6 GiB of memory")]
    [InlineData(
        "nx: 24, ny: 16, bandwidth: 2}\nreduction: {subsample: 2, shift_align: mean, transform: sqrt, modes: 5}",
        "nx: 512, ny: 512}\nreduction: {modes: 366}",
        "small.yaml:22:13: reduction.modes: a POD with 366 modes of 366 snapshots on 512 × 512 cells needs 1.4 GiB")]
    [InlineData(
        "hidden_units: 8, layers: 1",
        "hidden_units: 4096, layers: 4",
        "small.yaml:25:40: models[1].hidden_units: training 4 × 4096 units on windows of 3 states in batches of 32 "
        + "needs 7.0 GiB")]
    public void WhatNeedsMoreMemoryThanTheMachineHas_IsRefusedWithTheNumber(string right, string wrong, string expected)
    {
        using var folder = new TestFolder();
        Assert.Contains(right, SmallExperiment.Yaml);
        folder.Write("small.yaml", SmallExperiment.Yaml.Replace(right, wrong, StringComparison.Ordinal));
        foreach (string command in new[] { "validate", "run" })
        {
            var result = HostProcess.RunWithin(1L << 30, folder.Path, command, "--config", "small.yaml").Expect(2);
            Assert.Contains(expected, result.Error);
        }
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));
    }

    [Theory]
    [InlineData("", "mapping")]
    [InlineData("- 1\n- 2\n", "mapping")]
    [InlineData("a: [1, 2\n", "bad.yaml:")]
    [InlineData(
        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d "
        + "[*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n", "bad.yaml:")]
    public void FileThatIsNoConfiguration_IsRefused(string text, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("bad.yaml", text);
        Assert.Contains(expected, HostProcess.Run(folder.Path, "run", "--config", "bad.yaml").Expect(2).Error);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        using var folder = new TestFolder();
        Assert.Contains(
            "nowhere.yaml", HostProcess.Run(folder.Path, "run", "--config", "nowhere.yaml").Expect(2).Error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("runn", "--config", "x.yaml")]
    [InlineData("run", "--config", "--quiet")]
    [InlineData("run", "--config", "x.yaml", "--sett", "a=b")]
    [InlineData("run", "--config", "x.yaml", "--threads", "0")]
    [InlineData("plan")]
    [InlineData("table")]
    [InlineData("plan", "x", "--config", "x.yaml")]
    [InlineData("run", "--config", "x.yaml", "--threads", "2000000000")]
    public void WrongCommandLine_EndsWith2(params string[] arguments)
    {
        using var folder = new TestFolder();
        Assert.NotEmpty(HostProcess.Run(folder.Path, arguments).Expect(2).Error);
    }

    [Theory]
    [InlineData("models.MVAR.lagg=3", "--set models.MVAR.lagg", "'lag'")]
    [InlineData("density.nx=many", "--set density.nx", "many")]
    public void WrongOverride_IsLocatedOnTheCommandLine(string set, string place, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("small.yaml", SmallExperiment.Yaml);
        var result = HostProcess.Run(folder.Path, "validate", "--config", "small.yaml", "--set", set).Expect(2);
        Assert.Contains(place, result.Error);
        Assert.Contains(expected, result.Error);
    }
}
