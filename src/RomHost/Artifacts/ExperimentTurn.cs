using System.Text;
using System.Text.RegularExpressions;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>
/// A process's turn to work on an experiment, alone or beside others that make the same from the same. The folder
/// <c>.claims</c> has a file for each process, which it writes every few seconds, and a claim for each artifact that is
/// being made; <c>.lock</c> names the configuration that has the turn.
/// </summary>
/// <remarks>
/// No lock of the system is used, and none is held while work is done: some file systems have none that two machines
/// see. A claim is a second name (hard link) of its process's file, which the file system gives to one process only,
/// over NFS too; it tells who has it, and when that process last was at work. Claims save work, records make it true:
/// should two processes make one artifact, both write the same bytes, each file by a renaming. <c>.lock</c> is read
/// again before each file of the experiment is replaced or removed, so that a process which was held up while another
/// configuration took the folder changes nothing more.
/// </remarks>
internal sealed partial class ExperimentTurn : IDisposable
{
    private const string ProcessEnding = ".process", ClaimEnding = ".claim", RemovalEnding = "~removal" + ClaimEnding;
    private const int MostWork = 1024, Attempts = 3;

    private static readonly TimeSpan Beat = WorkingProcess.LongestSilence / 6;

    private readonly ExperimentFolder folder;
    private readonly WorkingProcess own;
    private readonly string ownPath;
    private readonly Timer timer;
    private readonly Lock access = new(); // guards the own file
    private volatile string work = "";
    private bool isOver;

    private ExperimentTurn(ExperimentFolder folder, WorkingProcess own)
    {
        (this.folder, this.own) = (folder, own);
        ownPath = Path.Combine(folder.Claims, own.Id + ProcessEnding);
        try
        {
            Began = Enter();
        }
        catch
        {
            Try(() => File.Delete(ownPath)); // an empty one, on a full disk, would keep other processes away
            throw;
        }
        WorkUnderWay.Changed += Note;
        AtomicFile.Changing += CheckBefore;
        timer = new Timer(_ => Try(() => WriteOwn()), null, Beat, Beat);
    }

    /// <summary>The time at which the turn was taken, by the clock of the file system.</summary>
    public DateTime Began { get; }

    /// <summary>Takes the turn.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="configuration">The digest of what the process makes artifacts from.</param>
    /// <exception cref="ExperimentInUseException">A process of another configuration has the turn.</exception>
    public static ExperimentTurn Take(ExperimentFolder folder, string configuration)
    {
        if (RegularFile.OtherKindOf(folder.Lock) is { } kind) throw new NotRegularFileException(folder.Lock, kind);
        for (int attempt = 1; ; attempt++)
        {
            var turn = new ExperimentTurn(folder, WorkingProcess.Current(configuration));
            if (turn.Others().FirstOrDefault(other => other.Configuration != configuration) is not { } rival)
            {
                turn.Name(configuration);
                return turn;
            }
            turn.Dispose();
            if (attempt == Attempts) throw new ExperimentInUseException(folder.Root, rival.Name);
            // Two that began at the same time see each other.
            Thread.Sleep(Random.Shared.Next(50, 250));
        }
    }

    /// <summary>Whether no other process works on the experiment.</summary>
    public bool IsAlone => !Others().Any();

    /// <summary>Removes files and claims of processes that have ended; this one is alone, and has a claim.</summary>
    /// <returns>The work that the last of them was doing when it ended out of order; null for none.</returns>
    public string? RemoveEnded()
    {
        string? interrupted = null;
        foreach (string path in Files(Process()).Concat(Files(Claim())).Where(path => path != ownPath))
        {
            if (WorkingProcess.Read(path) is not { } one || IsAtWork(one)) continue;
            if (path.EndsWith(ProcessEnding, StringComparison.Ordinal) && one.Work.Length > 0) interrupted = one.Work;
            File.Delete(path);
        }
        foreach (string path in Files(Unfinished())) File.Delete(path);
        return interrupted;
    }

    /// <summary>Checks whether this configuration still has the turn.</summary>
    /// <exception cref="ExperimentTakenException">Another configuration took the turn.</exception>
    public void Check()
    {
        if (NamedConfiguration() is not { } named) Name(own.Configuration);
        else if (named != own.Configuration)
            throw new ExperimentTakenException(folder.Root, Others().FirstOrDefault()?.Name);
    }

    /// <summary>Claims an artifact.</summary>
    /// <param name="recordPath">The path of its record, or of another thing that one process at a time does.</param>
    /// <param name="what">Its name in messages.</param>
    /// <exception cref="ArtifactClaimedException">Another process has the claim.</exception>
    /// <exception cref="NotRegularFileException">Something else, such as a folder, has its name.</exception>
    public ArtifactClaim Claim(string recordPath, string what)
    {
        string path = Path.Combine(folder.Claims, folder.NameOf(recordPath).Replace('/', '~') + ClaimEnding);
        for (int attempt = 1; ; attempt++)
        {
            if (TryCreate(path)) return new(this, path);
            if (WorkingProcess.Read(path) is not { } owner)
            {
                if (RegularFile.OtherKindOf(path) is { } kind) throw new NotRegularFileException(path, kind);
                if (attempt < Attempts) continue; // given back meanwhile
                throw new ArtifactClaimedException(what, "another process");
            }
            // A server's answer was lost, and asking again found the name that it had given.
            if (owner.Id == own.Id) return new(this, path);
            if (!IsSilent(owner)) throw new ArtifactClaimedException(what, owner.Name);
            if (!TryRemoveSilent(path, owner)) throw new ArtifactClaimedException(what, owner.Name);
        }
    }

    /// <summary>Gives a claim back.</summary>
    /// <param name="claim">The claim.</param>
    internal void GiveBack(ArtifactClaim claim) => Try(() =>
    {
        if (Has(claim)) File.Delete(claim.Path);
    });

    /// <summary>Returns whether this process still has a claim.</summary>
    /// <param name="claim">The claim.</param>
    public bool Has(ArtifactClaim claim) => WorkingProcess.Read(claim.Path)?.Id == own.Id;

    /// <inheritdoc/>
    public void Dispose()
    {
        WorkUnderWay.Changed -= Note;
        AtomicFile.Changing -= CheckBefore;
        timer.Dispose();
        lock (access)
        {
            isOver = true;
            Try(() => File.Delete(ownPath));
            Try(() => Directory.Delete(folder.Claims)); // where it is empty
        }
    }

    private void CheckBefore(string path)
    {
        if (!path.StartsWith(folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return;
        Check();
        if (ArtifactClaim.Present is { } claim && claim.Turn == this && !Has(claim)) throw new ClaimLostException();
    }

    private void Note(IReadOnlyList<WorkUnderWay> works)
    {
        string names = WorkUnderWay.Names(works) ?? "";
        if (Encoding.UTF8.GetByteCount(names) > MostWork) return;
        work = names;
        Try(() => WriteOwn());
    }

    private DateTime Enter()
    {
        for (int attempt = 1; ; attempt++)
        {
            folder.Make(folder.Claims);
            try
            {
                return WriteOwn();
            }
            catch (DirectoryNotFoundException) when (attempt < Attempts)
            {
                // The last process that left removed the empty folder.
            }
        }
    }

    // The file system gives the file its time; a file that was removed is made again.
    private DateTime WriteOwn()
    {
        lock (access)
        {
            ObjectDisposedException.ThrowIf(isOver, this);
            using var file = new FileStream(
                ownPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0);
            var present = own with { Work = work, Progress = NotedProgressDisplay.Present };
            byte[] text = Encoding.UTF8.GetBytes(present.Text);
            RandomAccess.Write(file.SafeFileHandle, text, 0);
            RandomAccess.SetLength(file.SafeFileHandle, text.Length);
            return File.GetLastWriteTimeUtc(file.SafeFileHandle);
        }
    }

    private DateTime Now() => WriteOwn();

    private bool TryCreate(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            switch (HardLink.TryCreate(ownPath, path))
            {
                case HardLinkOutcome.Created:
                    return true;
                case HardLinkOutcome.NameTaken:
                    return false;
                case HardLinkOutcome.NotFound when attempt < Attempts:
                    Enter(); // the folder or the own file was removed
                    continue;
                default:
                    return TryCopy(path);
            }
        }
    }

    // On a file system without links a new file does the same; until its text is there, its owner is unknown.
    private bool TryCopy(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Encoding.UTF8.GetBytes(own.Text));
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    // Of several that find it silent one removes it: another might already have removed it and made its own. The
    // removal is a claim itself; one that a process left that ended in its midst is removed without such care.
    private bool TryRemoveSilent(string path, WorkingProcess owner)
    {
        string removal = path[..^ClaimEnding.Length] + RemovalEnding;
        if (!TryCreate(removal))
        {
            if (WorkingProcess.Read(removal) is not { } remover || !IsSilent(remover)) return false;
            Remove(removal, remover);
            return true;
        }
        try
        {
            if (WorkingProcess.Read(path)?.Id == owner.Id) Remove(path, owner);
            return true;
        }
        finally
        {
            Try(() => File.Delete(removal));
        }
    }

    // A process that was held up may go on, give its claim back after all, and another take it: that one gets it back.
    private void Remove(string path, WorkingProcess owner)
    {
        string aside = Path.Combine(folder.Claims, $"{Guid.NewGuid():N}.aside");
        try
        {
            File.Move(path, aside);
        }
        catch (FileNotFoundException)
        {
            return;
        }
        if (WorkingProcess.Read(aside) is { } moved && moved.Id != owner.Id) _ = HardLink.TryCreate(aside, path);
        File.Delete(aside);
    }

    private IEnumerable<WorkingProcess> Others() => Files(Process()).Where(path => path != ownPath)
        .Select(WorkingProcess.Read).OfType<WorkingProcess>().Where(IsAtWork);

    // A process on this machine that is suspended keeps the folder from other configurations for as long as it lives.
    private bool IsAtWork(WorkingProcess process) => process.IsAliveHere || !process.IsSilent(Now());

    // A claim that is no link of its process's file has a time of its own.
    private bool IsSilent(WorkingProcess owner) => owner.IsSilent(Now())
        && (owner.HasEnded || !Process().IsMatch(owner.Id + ProcessEnding)
            || WorkingProcess.Read(Path.Combine(folder.Claims, owner.Id + ProcessEnding))?.IsSilent(Now()) != false);

    private IEnumerable<string> Files(Regex name) =>
        RealFolder.Files(folder.Claims).Where(path => name.IsMatch(Path.GetFileName(path)));

    private string? NamedConfiguration()
    {
        try
        {
            using var file = RegularFile.OpenRead(folder.Lock, bufferSize: 0);
            byte[] bytes = new byte[WorkingProcess.MostBytes];
            return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file.SafeFileHandle, bytes, 0)).TrimEnd('\n');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // By a renaming, which replaces a link and not its target.
    private void Name(string configuration)
    {
        if (NamedConfiguration() == configuration && !RealFolder.IsLink(folder.Lock)) return;
        Enter();
        string temporary = Path.Combine(folder.Claims, $"{Guid.NewGuid():N}.lock");
        File.WriteAllText(temporary, configuration + "\n");
        File.Move(temporary, folder.Lock, overwrite: true);
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

    [GeneratedRegex(@"\A[0-9a-f]{32}\.process\z", RegexOptions.CultureInvariant)]
    private static partial Regex Process();

    [GeneratedRegex(@"\A[0-9a-f]{32}\.(?:aside|lock)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\A[A-Za-z0-9_.~-]+\.claim\z", RegexOptions.CultureInvariant)]
    private static partial Regex Claim();
}
