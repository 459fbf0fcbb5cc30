using System.Globalization;

namespace SharedTests;

/// <summary>Finds running processes by their command lines, in <c>/proc</c>.</summary>
internal static class RunningProcesses
{
    /// <summary>Returns the numbers of the processes whose command line contains a text.</summary>
    /// <param name="text">The text; arguments are separated by <c>\0</c>.</param>
    public static int[] With(string text) =>
    [
        .. Directory.GetDirectories("/proc")
            .Where(process => CommandLine(process).Contains(text, StringComparison.Ordinal))
            .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)),
    ];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // no process, or one that ended meanwhile
        }
    }
}
