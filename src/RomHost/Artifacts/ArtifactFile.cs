using Rom.Forecasting.Provenance;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace RomHost.Artifacts;

/// <summary>The length and digest of a file when it was written.</summary>
/// <param name="Bytes">Its length [bytes].</param>
/// <param name="Sha256">SHA-256 of its content, in hexadecimal.</param>
internal readonly record struct ArtifactFile(long Bytes, string Sha256)
{
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
            return Of(path, cancellation) == this ? null : $"damaged: {name} holds something else than was written";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"damaged: {name} cannot be read ({e.Message})";
        }
    }

    private static ArtifactFile Of(string path, CancellationToken cancellation) =>
        new(new FileInfo(path).Length, FileDigest.Of(path, cancellation));
}
