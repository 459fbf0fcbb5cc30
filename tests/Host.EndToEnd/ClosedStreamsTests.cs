namespace Host.EndToEnd;

/// <summary>
/// Standard streams that were closed before the host starts: a file that it opens must not get their numbers, or what
/// is printed would be written into it.
/// </summary>
public sealed class ClosedStreamsTests(UntimedExperiment experiment)
{
    [Fact]
    public void AllClosed_AnExperimentHasTheSameBytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        var result = HostProcess.RunRedirected(
            "<&- >&- 2>&-", experiment.WorkingDirectory, "run", "--config", "small.yaml", "--experiment_name",
            "closed").Expect(0);
        Assert.Equal(("", ""), (result.Output, result.Error));
        Artifacts.AssertSame(experiment.Root, Path.Combine(experiment.WorkingDirectory, "oscar_output", "closed"));
    }

    [Theory]
    [InlineData("<&-", true, true)]
    [InlineData(">&-", false, true)]
    [InlineData("2>&-", true, false)]
    public void TheOtherStreams_GetWhatIsTheirs(string closed, bool hasOutput, bool hasError)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        var listed =
            HostProcess.RunRedirected(closed, experiment.WorkingDirectory, "inspect", experiment.Root).Expect(0);
        Assert.Equal(hasOutput, listed.Output.Contains("train: 6 runs finished", StringComparison.Ordinal));
        const string Odd = "it's \"$HOME\" *";
        var refused = HostProcess.RunRedirected(
            closed, experiment.WorkingDirectory, "validate", "--config", "small.yaml", "--set",
            $"seed={Odd}").Expect(2);
        Assert.Equal(hasError, refused.Error.Contains(Odd, StringComparison.Ordinal));
    }
}
