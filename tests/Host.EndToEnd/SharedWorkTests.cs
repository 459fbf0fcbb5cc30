using System.Diagnostics;

namespace Host.EndToEnd;

/// <summary>Several processes on one experiment at once.</summary>
public sealed class SharedWorkTests(UntimedExperiment experiment)
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void SeveralProcesses_MakeTheBytesOfOne(int count)
    {
        string name = $"shared-{count}";
        Process[] processes = [.. Enumerable.Range(0, count).Select(_ => Start(name))];
        string[] said = [.. processes.Select(End)];
        Artifacts.AssertSame(experiment.Root, Root(name));
        // Each says how many runs it kept, which are those that another one made; a first run alone says nothing.
        Assert.Contains(said, text => text.Contains("training runs: ", StringComparison.Ordinal));
    }

    [Fact]
    public void AProcessThatIsKilled_LeavesItsClaimsToTheOthers()
    {
        using var killed = Start("killed-beside");
        Assert.True(SpinWait.SpinUntil(() => ClaimsOf("killed-beside").Any(), TimeSpan.FromMinutes(2)));
        using var other = Start("killed-beside");
        killed.Kill(); // SIGKILL
        killed.WaitForExit();
        End(other);
        Artifacts.AssertSame(experiment.Root, Root("killed-beside"));
    }

    [Fact]
    public void AProcessThatIsHeldUp_IsWaitedFor_ThenReplaced_AndGoesOnWithWhatTheOtherMade()
    {
        Signals.SkipWithout();
        const string Name = "held-up";
        using var held = Start(Name);
        Assert.True(SpinWait.SpinUntil(
            () => ClaimsOf(Name).Any(claim => claim.Contains("train~run_", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(2)));
        Signals.Pause(held);
        string file = Directory.GetFiles(Path.Combine(Root(Name), ".claims"), "*.process").Single();
        using var other = Start(Name);
        var said = new List<string>();
        while (other.StandardError.ReadLine() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("waiting for process ", StringComparison.Ordinal)) continue;
            Assert.Contains($"process {held.Id} of {Environment.MachineName}", line);
            // As after a minute without a sign of life.
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        }
        Assert.True(other.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.True(other.ExitCode == 0, string.Join('\n', said));
        Assert.Contains(said, line => line.StartsWith("waiting for process ", StringComparison.Ordinal));
        Signals.Send(held, "CONT");
        End(held);
        Artifacts.AssertSame(experiment.Root, Root(Name));
    }

    [Fact]
    public void AFileInThePlaceOfTheClaims_EndsWith2_AndStays()
    {
        Directory.CreateDirectory(Root("no-claims"));
        File.WriteAllText(Path.Combine(Root("no-claims"), ".claims"), "mine");
        Assert.Contains(
            "cannot hold an experiment",
            HostProcess.Run(experiment.WorkingDirectory, Arguments("no-claims")).Expect(2).Error);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Root("no-claims"), ".claims")));
    }

    private static string[] Arguments(string name) => ["run", "--config", "small.yaml", "-n", name, "--threads", "2"];

    private Process Start(string name) => HostProcess.Start(experiment.WorkingDirectory, Arguments(name));

    private string Root(string name) => Path.Combine(experiment.WorkingDirectory, "oscar_output", name);

    private IEnumerable<string> ClaimsOf(string name)
    {
        string folder = Path.Combine(Root(name), ".claims");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.claim").Where(
                claim => !claim.Contains("config_resolved", StringComparison.Ordinal))
            : [];
    }

    private static string End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)));
        Assert.True(process.ExitCode == 0, $"{error}\n{output.Result}");
        process.Dispose();
        return error;
    }
}
