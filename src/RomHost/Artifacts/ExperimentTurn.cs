using System.Text;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>
/// A process's turn to work on an experiment. It holds <c>.lock</c>, which the system releases when the process ends,
/// however it ends. The file contains the current work and, on its second line, the process. A process that ends in
/// order clears it.
/// </summary>
/// <remarks>
/// So the next process can name the work that a killed one was doing: a stack overflow, an access violation or lack of
/// memory leaves no message, or one that a cluster lost. Overwriting a line of the file in place costs a few
/// microseconds. Some file systems have no locks, and the file may be removed: so it is read again before each file of
/// the experiment is replaced or removed, and a process that finds another's turn changes nothing more.
/// </remarks>
internal sealed class ExperimentTurn : IDisposable
{
    private const int MostBytes = 1024;

    private readonly ExperimentFolder folder;
    private readonly string own = $"{Guid.NewGuid():N} {ProcessMark.Current} {Machine}";
    private readonly Lock access = new(); // guards the file's content
    private readonly bool isLink;
    private FileStream file;
    private string work = "";

    private ExperimentTurn(ExperimentFolder folder, FileStream file)
    {
        (this.folder, this.file) = (folder, file);
        // A link leads to a foreign file: it is locked, but not written to.
        isLink = RealFolder.IsLink(file.Name);
        Interrupted = isLink ? null : Read(file).Split('\n')[0] is { Length: > 0 } line ? line : null;
        if (!isLink) Write(Content);
        WorkUnderWay.Changed += Note;
        AtomicFile.Changing += CheckBefore;
    }

    /// <summary>
    /// The work that the last process was doing when it ended out of order; null where it ended in order.
    /// </summary>
    public string? Interrupted { get; }

    // After a restart the machine counts the times of its processes from zero.
    private static string Machine { get; } = $"{Environment.MachineName}/{BootId()}";

    private ReadOnlySpan<byte> Content => Encoding.UTF8.GetBytes($"{work}\n{own}\n");

    /// <summary>Takes the turn.</summary>
    /// <param name="folder">The experiment.</param>
    /// <exception cref="ExperimentInUseException">Another process has the turn.</exception>
    public static ExperimentTurn Take(ExperimentFolder folder)
    {
        if (RegularFile.OtherKindOf(folder.Lock) is { } kind) throw new NotRegularFileException(folder.Lock, kind);
        FileStream? file = null;
        try
        {
            file = Open(folder, FileMode.OpenOrCreate);
            RegularFile.Check(file, folder.Lock);
            if (IsAtWork(OwnerIn(Read(file, 2 * MostBytes)))) throw new ExperimentInUseException(folder.Root);
            return new(folder, file);
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is IOException io && IsHeld(io)) throw new ExperimentInUseException(folder.Root);
            throw;
        }
    }

    /// <summary>Checks whether this process still has the turn.</summary>
    /// <exception cref="ExperimentTakenException">Another process took the turn.</exception>
    public void Check()
    {
        // Windows prevents opening and removing an open file, on every file system.
        if (isLink || OperatingSystem.IsWindows()) return;
        lock (access)
        {
            if (!File.Exists(folder.Lock)) Restore();
            if (CurrentOwner() is var owner && owner != own)
                throw new ExperimentTakenException(folder.Root, NameOf(owner));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        WorkUnderWay.Changed -= Note;
        AtomicFile.Changing -= CheckBefore;
        lock (access)
        {
            bool isOwn = !isLink && (OperatingSystem.IsWindows() || CurrentOwner() == own);
            if (isOwn) Try(() => Write([]));
            file.Dispose();
        }
    }

    private void CheckBefore(string path)
    {
        if (path.StartsWith(folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) Check();
    }

    private void Note(IReadOnlyList<WorkUnderWay> works)
    {
        string names = WorkUnderWay.Names(works) ?? "";
        if (isLink || Encoding.UTF8.GetByteCount(names) > MostBytes) return;
        lock (access)
        {
            work = names;
            // Another process's turn is not overwritten.
            Try(() =>
            {
                if (OperatingSystem.IsWindows() || OwnerIn(Read(file, 2 * MostBytes)) == own) Write(Content);
            });
        }
    }

    // One of several processes creates the missing file, and the others read it.
    private void Restore()
    {
        try
        {
            var made = Open(folder, FileMode.CreateNew);
            file.Dispose();
            file = made;
            Write(Content);
        }
        catch (IOException) when (File.Exists(folder.Lock))
        {
            // Another process created it.
        }
    }

    private static void Try(Action access)
    {
        try
        {
            access();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // A full or missing disk: the work itself will report it.
        }
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        RandomAccess.Write(file.SafeFileHandle, content, 0);
        RandomAccess.SetLength(file.SafeFileHandle, content.Length);
    }

    private static string Read(FileStream file, int most = MostBytes)
    {
        var bytes = new byte[most];
        return Encoding.UTF8.GetString(bytes.AsSpan(0, RandomAccess.Read(file.SafeFileHandle, bytes, 0)));
    }

    // Without a buffer, so that the system has the text at once.
    private static FileStream Open(ExperimentFolder folder, FileMode mode) =>
        new(folder.Lock, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    // The file's, which may be another file by now. It is locked, but opening it for reading looks at no lock.
    private string CurrentOwner()
    {
        try
        {
            using var current = RegularFile.OpenRead(folder.Lock, bufferSize: 0);
            return OwnerIn(Read(current, 2 * MostBytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string OwnerIn(string content) => content.Split('\n') is [_, var owner, ..] ? owner : "";

    private static bool IsAtWork(string owner) =>
        owner.Split(' ') is [_, var process, var machine] && machine == Machine
            && ProcessMark.Parse(process) is { IsAlive: true };

    private static string? NameOf(string owner) =>
        owner.Split(' ') is [_, var process, var machine]
            ? $"process {process.Split('-')[0]} of {machine.Split('/')[0]}"
            : null;

    private static string BootId()
    {
        const string Path = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Path) ? File.ReadAllText(Path).Trim() : "";
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows; a disk that is full or read-only gives
    // others.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
