using System.Diagnostics;

namespace Host.EndToEnd;

/// <summary>Two processes with different configurations of one experiment.</summary>
public sealed class TurnTests : IClassFixture<TurnTests.SecondExperiment>, IDisposable
{
    // .NET then asks the system for no locks, as on a file system that has none.
    private const string NoLocks = "DOTNET_SYSTEM_IO_DISABLEFILELOCKING";

    // The second process changes the seed, and with it everything that the first one makes.
    private static readonly string[] Second = ["--set", "seed=8"];
    private static readonly string Yaml = SmallExperiment.Unmeasured(SmallExperiment.Yaml);

    private readonly TestFolder folder = new();
    private readonly SecondExperiment clean;

    private string Root => folder.Combine("oscar_output", "small");

    public TurnTests(SecondExperiment clean)
    {
        this.clean = clean;
        Signals.SkipWithout();
        folder.Write("small.yaml", Yaml);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WithoutLocks_TheSecondProcessIsRefused_WhileTheFirstWorks()
    {
        using var first = StartAndPause(until: "stages", NoLocks, "1");
        Assert.Contains(
            "another process",
            HostProcess.RunWith(
                NoLocks, "1", folder.Path, ["run", "--config", "small.yaml", .. Second]).Expect(2).Error);
        Signals.Send(first, "CONT");
        Assert.True(first.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.Equal(0, first.ExitCode);
        HostProcess.RunWith(NoLocks, "1", folder.Path, "run", "--config", "small.yaml").Expect(0);
    }

    [Theory]
    [InlineData("stages")]
    [InlineData("train/run_003")]
    [InlineData("rom_common/pod_basis.npz")]
    [InlineData("MVAR")]
    public void WithARemovedLock_TheFirstProcessStops_AndTheResultsAreTheSeconds(string until)
    {
        // Paused before it has said that it is there, it would find no folder to say it in, and end with that.
        using var first = StartAndPause(until, "NO_VARIABLE", "", isAttending: true);
        File.Delete(Path.Combine(Root, ".lock"));
        Directory.Delete(Path.Combine(Root, ".claims"), recursive: true);
        HostProcess.Run(folder.Path, ["run", "--config", "small.yaml", .. Second]).Expect(0);
        Signals.Send(first, "CONT");
        string said = first.StandardError.ReadToEnd();
        Assert.True(first.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.True(first.ExitCode == 4, said);
        Assert.Contains("was taken over by another process", said);
        Artifacts.AssertSame(clean.Root, Root);
        Assert.DoesNotContain(
            "damaged", HostProcess.Run(folder.Path, ["run", "--config", "small.yaml", .. Second]).Expect(0).Error);
    }

    [Fact]
    public void ALockThatIsRemoved_AndTakenByNoOther_IsMadeAgain()
    {
        using var first = StartAndPause(until: "train/run_000", "NO_VARIABLE", "");
        File.Delete(Path.Combine(Root, ".lock"));
        Signals.Send(first, "CONT");
        Assert.True(first.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.True(first.ExitCode == 0, first.StandardError.ReadToEnd());
        Assert.True(File.Exists(Path.Combine(Root, ".lock")));
    }

    /// <summary>The second process's experiment, without a first one.</summary>
    public sealed class SecondExperiment() : FinishedExperiment(Yaml, Second);

    private Process StartAndPause(string until, string variable, string value, bool isAttending = false)
    {
        var process = HostProcess.StartWith(variable, value, folder.Path, "run", "--config", "small.yaml", "--quiet");
        string path = Path.Combine(Root, until), claims = Path.Combine(Root, ".claims");
        bool IsThere() => Path.Exists(path)
            && (!isAttending || (Directory.Exists(claims) && Directory.EnumerateFiles(claims).Any()));
        Assert.True(SpinWait.SpinUntil(() => IsThere() || process.HasExited, TimeSpan.FromMinutes(2)));
        Assert.False(process.HasExited, $"the host ended before there was {until}");
        Signals.Pause(process);
        return process;
    }
}
