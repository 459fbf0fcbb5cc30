using System.Text;
using RomHost.Ending;

namespace RomHost.Pipeline;

/// <summary>
/// One process's turn to work on an experiment: it holds <c>.lock</c>, which the system drops when the process ends, however it
/// ends, and in it the work that is under way. A process that clears it has ended by itself.
/// </summary>
/// <remarks>
/// So the next process can say what a killed one was at: a stack overflow, an access violation or the system's lack of memory leaves
/// no message, or one that a cluster lost. The file is there anyway, and overwriting a line in place costs a few microseconds.
/// </remarks>
internal sealed class ExperimentTurn : IDisposable
{
    private const int MostBytes = 1024;

    private readonly FileStream file;
    private readonly bool isLink;

    private ExperimentTurn(FileStream file)
    {
        this.file = file;
        // A link leads to a file that is not ours: it is locked, and nothing is written to it.
        isLink = File.ResolveLinkTarget(file.Name, returnFinalTarget: false) is not null;
        Interrupted = isLink ? null : Read(file);
        WorkUnderWay.Changed += Note;
    }

    /// <summary>What the last process was at when it ended without a word; null where it ended by itself.</summary>
    public string? Interrupted { get; }

    /// <summary>Takes the turn.</summary>
    /// <param name="folder">The experiment.</param>
    /// <exception cref="ExperimentInUseException">Another process has it.</exception>
    public static ExperimentTurn Take(ExperimentFolder folder)
    {
        try
        {
            // Without a buffer: what is written is in the system's hands.
            return new(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new ExperimentInUseException(folder.Root);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        WorkUnderWay.Changed -= Note;
        Write([]);
        file.Dispose();
    }

    private void Note(IReadOnlyList<WorkUnderWay> works) =>
        Write(Encoding.UTF8.GetBytes((WorkUnderWay.Names(works) ?? "") + "\n"));

    private void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            if (isLink || line.Length > MostBytes) return;
            RandomAccess.Write(file.SafeFileHandle, line, 0);
            RandomAccess.SetLength(file.SafeFileHandle, line.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // A disk that is full: the work itself will say so.
        }
    }

    private static string? Read(FileStream file)
    {
        var line = new byte[MostBytes];
        string text = Encoding.UTF8.GetString(line.AsSpan(0, RandomAccess.Read(file.SafeFileHandle, line, 0)));
        return text.Split('\n')[0] is { Length: > 0 } work ? work : null;
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows; a disk that is full or read-only gives others.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
