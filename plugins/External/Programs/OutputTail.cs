using System.Text;

namespace External.Programs;

/// <summary>
/// The last lines of a program's output: everything is read, so that the program never blocks, but little is kept.
/// </summary>
internal sealed class OutputTail
{
    private const int Kept = 4096;

    private readonly StringBuilder text = new();
    private readonly Lock access = new();
    private bool isCut;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="reader">The stream.</param>
    /// <param name="progress">Receives all of the output too; null for none.</param>
    public async Task ReadAsync(StreamReader reader, ProgressLines? progress = null)
    {
        var buffer = new char[Kept];
        int count;
        while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            progress?.Take(buffer.AsSpan(0, count));
            lock (access)
            {
                text.Append(buffer, 0, count);
                if (text.Length <= Kept) continue;
                text.Remove(0, text.Length - Kept);
                isCut = true;
            }
        }
    }

    /// <summary>
    /// Returns the last lines, with the program's control characters, which the host replaces when it prints them.
    /// </summary>
    public override string ToString()
    {
        lock (access)
        {
            string end = text.ToString().ReplaceLineEndings().Trim();
            return isCut ? "…" + end : end;
        }
    }
}
