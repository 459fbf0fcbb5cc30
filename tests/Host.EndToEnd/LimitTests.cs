namespace Host.EndToEnd;

/// <summary>Limits of a shell (<c>ulimit</c>) give a message, whatever they are.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly TestFolder folder = new();

    public LimitTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no ulimit");
        folder.Write("small.yaml", SmallExperiment.Yaml);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("-n 40", "at least 256 files open, found a limit of 40; raise it (ulimit -n 1024)")]
    [InlineData("-n 64", "at least 256 files open, found a limit of 64")]
    [InlineData("-n 255", "at least 256 files open, found a limit of 255")]
    [InlineData("-v 2000000", "of addresses, found a limit of 2000000 kB; raise it (ulimit -v unlimited)")]
    public void TooLowALimit_IsSaid_BeforeAnythingIsComputed(string limit, string expected)
    {
        var result = HostProcess.RunLimited(limit, folder.Path, "run", "--config", "small.yaml").Expect(2);
        Assert.StartsWith("error: expected a process that may have", result.Error);
        Assert.Contains(expected, result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(folder.Combine("oscar_output")));
    }

    [Fact]
    public void TheLowestLimitOfOpenFiles_IsEnough() =>
        HostProcess.RunLimited("-n 256", folder.Path, "run", "--config", "small.yaml", "--threads", "2").Expect(0);

    [Fact]
    public void AFileThatGrowsBeyondTheLimit_IsAnErrorOfItsStage_AndLeavesNothingBehind()
    {
        var result = HostProcess.RunLimited("-f 20", folder.Path, "run", "--config", "small.yaml").Expect(4);
        Assert.Contains("generate_training_data", result.Error);
        Assert.Contains("no file may grow beyond 10 kB here (ulimit -f): raise it", result.Error);
        Assert.Empty(Directory.EnumerateFiles(
            folder.Combine("oscar_output"), "*.partial", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(
            folder.Combine("oscar_output"), "trajectory.npz", SearchOption.AllDirectories));
    }
}
