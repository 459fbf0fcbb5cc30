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
    private readonly FileTransfer transfer;
    private readonly string place;
    private readonly List<(string Staged, string Target)> files = [];
    private readonly Dictionary<string, ArtifactFile> outputs;
    private readonly Lazy<ArtifactRecord> record;

    /// <summary>Creates the folder.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="record">The artifact's record there.</param>
    /// <param name="transfer">Links or copies its files.</param>
    public StagedArtifact(ExperimentFolder folder, ArtifactRecord record, FileTransfer transfer)
    {
        (this.folder, this.transfer) = (folder, transfer);
        outputs = record.Outputs.ToDictionary();
        this.record = new(() => (record with { Outputs = outputs }).Sealed());
        place = Path.Combine(folder.Root, OwnFiles.NewSavingFolder());
        Directory.CreateDirectory(place);
    }

    /// <summary>The record for the experiment that takes it, when all files were added.</summary>
    public ArtifactRecord Record => record.Value;

    /// <summary>Adds a file.</summary>
    /// <param name="source">The file of the other experiment.</param>
    /// <param name="target">Its path in this one.</param>
    /// <param name="output">Its name in the record.</param>
    /// <param name="isLinked">Whether it may be a second name of the same file.</param>
    /// <param name="cancellation">Cancels copying and reading.</param>
    /// <returns>Whether it is as it was written.</returns>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public bool TryAdd(
        string source, string target, string output, bool isLinked, CancellationToken cancellation)
    {
        var written = outputs[output];
        string staged = Path.Combine(place, files.Count.ToString(CultureInfo.InvariantCulture));
        if (new FileInfo(source) is not { Exists: true, LinkTarget: null } other || other.Length != written.Bytes)
            return false;
        bool hasLink = isLinked && transfer.Link(source, staged) == HardLinkOutcome.Created;
        if (!hasLink) transfer.Copy(source, staged, cancellation);
        // Checked by its new name: the other one may have become something else meanwhile.
        if (RealFolder.IsLink(staged)) return false;
        ArtifactFile? found = hasLink ? written.CheckLink(staged, cancellation)
            : written.DamageOf(staged, cancellation) is null ? written with { Seen = null }
            : null;
        if (found is null) return false;
        outputs[output] = found.Value;
        files.Add((staged, target));
        return true;
    }

    /// <summary>Returns where a file is until it gets its name.</summary>
    /// <param name="target">Its path in the experiment.</param>
    public string PlaceOf(string target) => files.First(file => file.Target == target).Staged;

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
}
