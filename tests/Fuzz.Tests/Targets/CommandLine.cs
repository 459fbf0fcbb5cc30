using System.Globalization;
using RomHost.Cli;

namespace Fuzz.Tests.Targets;

/// <summary>The command line, in this process.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command that computes nothing.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InvalidOperationException">
    /// The command ended as after a failed stage, or printed control characters.
    /// </exception>
    public static string Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var written = new StringWriter { NewLine = "\n" };
        int code;
        try
        {
            Console.SetOut(written);
            Console.SetError(written);
            code = RootCommandLine.Invoke(arguments);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
        string text = written.ToString();
        if (code is not (ExitCode.Done or ExitCode.BadInput or ExitCode.Slower))
            throw new InvalidOperationException($"exit code {code} of {string.Join(' ', arguments)}: {text}");
        if (text.FirstOrDefault(c => c != '\n' && char.IsControl(c)) is not '\0' and var control)
            throw new InvalidOperationException($"U+{(int)control:X4} is printed by {string.Join(' ', arguments)}");
        return string.Create(CultureInfo.InvariantCulture, $"exit {code}");
    }
}
