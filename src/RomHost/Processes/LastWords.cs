using System.Text;

namespace RomHost.Processes;

/// <summary>Reads the standard error of a process for the cause of its end.</summary>
internal sealed class LastWords
{
    // The runtime shortens the stack of an overflow in its own display; here it is complete.
    private const int Most = 64 << 10;

    // Prefixes of the messages with which the runtime and the host report the cause of an exit. Lines before them come
    // from a plugin.
    private static readonly string[] Causes =
    [
        "Unhandled exception", "Stack overflow", "Fatal error", "Process terminated", "error:",
    ];

    private readonly StringBuilder text = new();
    private readonly Task reading;

    /// <summary>Starts reading.</summary>
    /// <param name="stream">Standard error of the process.</param>
    public LastWords(Stream stream) => reading = Task.Run(async () =>
    {
        var reader = new StreamReader(stream);
        char[] buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and int count)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
                if (text.Length > 2 * Most) text.Remove(0, text.Length - Most);
            }
        }
    });

    /// <summary>Waits for the stream's end.</summary>
    /// <param name="patience">The longest wait; processes that left the group may keep the stream open.</param>
    /// <returns>Whether it ended.</returns>
    public bool Wait(TimeSpan patience) => Task.WaitAny([reading], patience) == 0;

    /// <summary>Returns its output after its end.</summary>
    /// <param name="patience">The wait for output on its way.</param>
    public string Read(TimeSpan patience)
    {
        Wait(patience);
        lock (text) return text.ToString().Trim();
    }

    /// <summary>Returns the line that names the cause, if there is one, else the last one.</summary>
    /// <param name="said">The standard error.</param>
    public static string CauseIn(string said)
    {
        string[] lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.LastOrDefault(line => Causes.Any(cause => line.StartsWith(cause, StringComparison.Ordinal)))
            ?? lines.LastOrDefault() ?? "it said nothing";
    }
}
