using System.Text;

namespace RomHost.Execution;

/// <summary>What a process writes to standard error, as far as it is worth keeping: the first lines name the cause of its end.</summary>
internal sealed class LastWords
{
    private const int Most = 16 << 10;

    private readonly StringBuilder text = new();
    private readonly Task reading;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">Standard error of the process.</param>
    public LastWords(StreamReader stream) => reading = Task.Run(async () =>
    {
        char[] buffer = new char[4096];
        while (await stream.ReadAsync(buffer) is > 0 and int count)
        {
            lock (text) text.Append(buffer, 0, Math.Min(count, Most - text.Length));
        }
    });

    /// <summary>What it wrote, once it has ended.</summary>
    /// <param name="patience">How long to wait for what is on its way; something that it started may keep the stream open.</param>
    public string Read(TimeSpan patience)
    {
        Task.WaitAny([reading], patience);
        lock (text) return text.ToString().Trim();
    }
}
