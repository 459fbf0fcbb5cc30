using System.ComponentModel;
using System.Diagnostics;

namespace SharedTests;

/// <summary>The system's Python, where there is one: an independent reader of files.</summary>
internal static class Python
{
    public const string Path = "/usr/bin/python3";

    /// <summary>Skips a test where Python or a library is missing.</summary>
    public static void SkipWithout(params string[] libraries)
    {
        Assert.SkipUnless(Run("-c", "import sys").ExitCode == 0, $"there is no {Path}");
        string names = string.Join(", ", libraries);
        if (libraries.Length > 0)
            Assert.SkipUnless(Run("-c", $"import {names}").ExitCode == 0, $"{Path} lacks one of {names}");
    }

    /// <summary>Runs Python to its end; where there is none, the exit code is −1.</summary>
    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var python = Process.Start(start)!;
            var errors = python.StandardError.ReadToEndAsync();
            string output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return (python.ExitCode, output, errors.Result);
        }
        catch (Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }

    /// <summary>Runs Python, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static string Output(params string[] arguments)
    {
        var (exitCode, output, error) = Run(arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }
}
