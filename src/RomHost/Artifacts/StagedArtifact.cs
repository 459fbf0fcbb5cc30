using System.Globalization;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>
/// An artifact of another experiment on its way into this one: its files are in a folder of their own until all of them
/// are there and checked. Disposing it removes the folder.
/// </summary>
internal sealed class StagedArtifact : IDisposable
{
    private readonly ExperimentFolder folder;
    private readonly string place;
    private readonly List<(string Staged, string Target)> files = [];

    /// <summary>Creates the folder.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="record">The artifact's record there.</param>
    public StagedArtifact(ExperimentFolder folder, ArtifactRecord record)
    {
        (this.folder, Record) = (folder, record);
        place = Path.Combine(folder.Root, OwnFiles.NewSavingFolder());
        Directory.CreateDirectory(place);
    }

    /// <summary>The record for the experiment that takes it.</summary>
    public ArtifactRecord Record { get; }

    /// <summary>Adds a file.</summary>
    /// <param name="source">The file of the other experiment.</param>
    /// <param name="target">Its path in this one.</param>
    /// <param name="written">Its length and digest.</param>
    /// <param name="isLinked">Whether it may be a second name of the same file.</param>
    /// <param name="cancellation">Cancels copying and reading.</param>
    /// <returns>Whether it is as it was written.</returns>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public bool TryAdd(
        string source, string target, ArtifactFile written, bool isLinked, CancellationToken cancellation)
    {
        string staged = Path.Combine(place, files.Count.ToString(CultureInfo.InvariantCulture));
        if (new FileInfo(source) is not { Exists: true, LinkTarget: null } found || found.Length != written.Bytes)
            return false;
        if (!isLinked || HardLink.TryCreate(source, staged) != HardLinkOutcome.Created)
            Copy(source, staged, cancellation);
        // Checked by its new name: the other one may have become something else meanwhile.
        if (RealFolder.IsLink(staged) || written.DamageOf(staged, cancellation) is not null) return false;
        files.Add((staged, target));
        return true;
    }

    /// <summary>Gives all files their names, in place of former ones.</summary>
    /// <returns>Their paths.</returns>
    public IReadOnlyList<string> Take()
    {
        foreach (var (staged, target) in files)
        {
            RealFolder.Create(folder.Root, Path.GetDirectoryName(target)!);
            AtomicFile.GiveName(staged, target);
        }
        return [.. files.Select(file => file.Target)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            RealFolder.Remove(place);
        }
        catch (IOException)
        {
            // The next start removes it.
        }
    }

    // Not File.Copy, which would wait for the writer of a pipe and cannot be cancelled.
    private static void Copy(string source, string staged, CancellationToken cancellation)
    {
        using var from = RegularFile.OpenRead(source);
        using var to = new FileStream(staged, FileMode.CreateNew, FileAccess.Write);
        from.CopyToAsync(to, cancellation).GetAwaiter().GetResult();
    }
}
