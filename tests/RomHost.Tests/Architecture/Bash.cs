using System.Diagnostics;

namespace RomHost.Tests.Architecture;

/// <summary>Runs the shell that the repository's scripts are written for.</summary>
internal static class Bash
{
    private const string Shell = "/bin/bash";

    /// <summary>Skips a test on a system without the shell.</summary>
    public static void SkipIfMissing() => Assert.SkipUnless(File.Exists(Shell), $"no {Shell}, which the scripts need");

    /// <summary>Returns the syntax errors of a script, or an empty text, without running it.</summary>
    public static string SyntaxErrors(string script) => Run("-n", "-c", script).Error;

    /// <summary>Runs the shell to its end.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Shell, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error);
    }
}
