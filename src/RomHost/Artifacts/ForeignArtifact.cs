namespace RomHost.Artifacts;

/// <summary>An artifact of another experiment that was made from the same inputs, as its record says.</summary>
/// <remarks>
/// The other experiment may belong to someone else and change at any time. Whatever is taken is checked after it was
/// taken, and nothing behind a link is.
/// </remarks>
internal sealed class ForeignArtifact
{
    private readonly ExperimentFolder folder;
    private readonly ArtifactReuse reuse;
    private readonly IReadOnlyList<(string Source, string Target, string Output)> files;

    private ForeignArtifact(
        ExperimentFolder folder, ArtifactReuse reuse, ArtifactRecord record,
        IReadOnlyList<(string Source, string Target, string Output)> files) =>
        (this.folder, this.reuse, Record, this.files) = (folder, reuse, record, files);

    /// <summary>Its record for the experiment that takes it, without a checksum.</summary>
    public ArtifactRecord Record { get; }

    /// <summary>
    /// Whether taking it needs no reading of its files: their digests were computed of their content.
    /// </summary>
    public bool IsSeen => reuse.PluginFolder is null
        && files.All(file => Record.Outputs[file.Output].IsSeenAt(file.Source));

    /// <summary>Looks for an artifact in another experiment.</summary>
    /// <param name="other">The folder of the other experiment.</param>
    /// <param name="folder">The experiment.</param>
    /// <param name="artifact">The experiment's artifact.</param>
    /// <param name="isCompressed">Whether the experiment's archives are compressed.</param>
    /// <returns>Null where the other one has none that may be taken.</returns>
    public static ForeignArtifact? In(
        string other, ExperimentFolder folder, Artifact artifact, bool isCompressed)
    {
        if (artifact.Reuse is not { } reuse || Path.GetDirectoryName(other) is not { } root) return null;
        string name = folder.NameOf(artifact.RecordPath);
        string recordPath = Path.Combine(other, name);
        if (!IsInside(root, recordPath) || ArtifactRecord.Read(recordPath) is not { } record
            || Staleness.Between(record.Inputs, artifact.Inputs) is not null
            || (record.Compressed ?? false) != isCompressed
            || (artifact.CheckFacts is { } check && record.FaultOfFacts(check) is not null)
            || reuse.HasSameFacts?.Invoke(record.Facts) == false)
            return null;
        var files = new List<(string Source, string Target, string Output)>();
        foreach (string output in record.Outputs.Keys)
        {
            if (output.Contains('\0', StringComparison.Ordinal)) return null; // no path, and an exception below
            string source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(recordPath)!, output));
            string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(artifact.RecordPath)!, output));
            if (!IsInside(root, source) || !MayTake(folder, reuse, target)) return null;
            files.Add((source, target, output));
        }
        if (reuse.Files.Except(files.Select(file => file.Target)).Any()) return null;
        return new(folder, reuse, record with { LinkedFrom = Path.GetFileName(other) }, files);
    }

    /// <summary>Returns whether its files are there, whole and unchanged.</summary>
    /// <param name="cancellation">Cancels the reading.</param>
    public bool IsWhole(CancellationToken cancellation) => files.All(file =>
        !RealFolder.IsLink(file.Source) && Record.Outputs[file.Output].DamageOf(file.Source, cancellation) is null);

    /// <summary>Links its files, or copies them where links cannot be, into a folder of the experiment.</summary>
    /// <param name="transfer">Links or copies them.</param>
    /// <param name="cancellation">Cancels copying and reading.</param>
    /// <returns>The artifact, checked; null where it is not as its record says, or cannot be taken.</returns>
    public StagedArtifact? Stage(FileTransfer transfer, CancellationToken cancellation)
    {
        StagedArtifact? staged = null;
        try
        {
            staged = new StagedArtifact(folder, Record, transfer);
            foreach (var (source, target, output) in files)
            {
                if (!staged.TryAdd(source, target, output, isLinked: reuse.PluginFolder is null, cancellation))
                {
                    staged.Dispose();
                    return null;
                }
            }
            return staged;
        }
        // A full disk: making the artifact will report it.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            staged?.Dispose();
            return null;
        }
        catch
        {
            staged?.Dispose();
            throw;
        }
    }

    private static bool IsInside(string root, string path) =>
        RealFolder.Contains(root, path) && !RealFolder.IsLink(path);

    // A record of any origin must not replace records, summaries or files of other artifacts.
    private static bool MayTake(ExperimentFolder folder, ArtifactReuse reuse, string target) =>
        RealFolder.Contains(folder.Root, target)
        && (reuse.Files.Contains(target) || reuse.FurtherFiles.Contains(target)
            || (reuse.PluginFolder is { } plugin && RealFolder.Contains(plugin, target)
                && !OwnFiles.Contains(folder.NameOf(target))
                && !ExperimentFolder.IsOfHost(Path.GetRelativePath(plugin, target))));
}
