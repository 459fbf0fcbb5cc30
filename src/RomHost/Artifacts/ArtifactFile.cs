using System.Text.Json.Serialization;
using Rom.Forecasting.Provenance;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>The length and digest of a file when it was written.</summary>
/// <param name="Bytes">Its length [bytes].</param>
/// <param name="Sha256">SHA-256 of its content, in hexadecimal.</param>
internal readonly record struct ArtifactFile(long Bytes, string Sha256)
{
    // The coarsest clock of a file system: what changed within it may change again at the same time.
    private const long Tick = 2;

    /// <summary>
    /// Device, inode and time of modification of a linked file whose digest was computed of its content, so that the
    /// next experiment that links the same file does not compute it again; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Seen { get; init; }

    /// <summary>Describes a file.</summary>
    /// <param name="path">The file.</param>
    public static ArtifactFile Of(string path) => Of(path, CancellationToken.None);

    /// <summary>Returns the change of a file since it was described.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>Null when it is complete and unchanged.</returns>
    public string? DamageOf(string path, CancellationToken cancellation = default)
    {
        string name = Path.GetFileName(path);
        if (!File.Exists(path)) return $"missing: {name}";
        try
        {
            if (RegularFile.OtherKindOf(path) is { } kind) return $"damaged: {name} is {kind}, not a file";
            long found = new FileInfo(path).Length;
            if (found != Bytes)
                return $"damaged: {name} has {NumberText.Count(found, "byte")}, not the {Bytes} written";
            return Of(path, cancellation).Sha256 == Sha256
                ? null
                : $"damaged: {name} holds something else than was written";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"damaged: {name} cannot be read ({e.Message})";
        }
    }

    /// <summary>Returns whether its digest was computed of the content of a file that has not changed since.</summary>
    /// <param name="path">The file.</param>
    public bool IsSeenAt(string path) =>
        Seen is not null && FileStatus.Of(path) is { } status && TextOf(status) == Seen;

    /// <summary>Checks a second name that the file was given just now.</summary>
    /// <param name="path">The second name.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The description for those who link the file next; null where it is not as it was written.</returns>
    public ArtifactFile? CheckLink(string path, CancellationToken cancellation)
    {
        var before = FileStatus.Of(path);
        string? seen = before is { } status ? TextOf(status) : null;
        if (seen is not null && seen == Seen && new FileInfo(path).Length == Bytes) return this;
        if (DamageOf(path, cancellation) is not null) return null;
        // The new name is a change, so that the file system tells the time before the reading. Had the content changed
        // within the same tick of its clock, the next change would not show.
        bool isSettled = before?.Changed.Seconds - before?.Modified.Seconds > Tick
            && FileStatus.Of(path) is { } after && TextOf(after) == seen;
        return this with { Seen = isSettled ? seen : null };
    }

    private static string TextOf(FileStatus status) =>
        $"{status.Device:x}:{status.Inode:x}:{status.Modified.Seconds:x}.{status.Modified.Nanoseconds:x}";

    private static ArtifactFile Of(string path, CancellationToken cancellation) =>
        new(new FileInfo(path).Length, FileDigest.Of(path, cancellation));
}
