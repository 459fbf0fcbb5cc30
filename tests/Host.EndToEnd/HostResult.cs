namespace Host.EndToEnd;

/// <summary>The result of running the host.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test unless the host ended with an exit code, and shows its output.</summary>
    public HostResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}, found {ExitCode}\n{Output}\n{Error}");
        return this;
    }
}
