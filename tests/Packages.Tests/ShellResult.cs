namespace Packages.Tests;

/// <summary>The result of a script.</summary>
/// <param name="Script">The script.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, on both streams.</param>
public sealed record ShellResult(string Script, int ExitCode, string Output)
{
    /// <summary>Fails unless it ended with this code.</summary>
    public ShellResult Expect(int code)
    {
        Assert.True(ExitCode == code, $"{Script}\nexpected exit code {code}, found {ExitCode}:\n{Output}");
        return this;
    }
}
