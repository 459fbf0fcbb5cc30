using System.Collections.Concurrent;
using Rom.Forecasting.Provenance;

namespace RomHost.Artifacts;

/// <summary>
/// Computes digests of input files, so that a run is made again when its file has changed. Each file is read once,
/// before its first run: a later change is found at the next start.
/// </summary>
internal sealed class InputFileDigests
{
    private readonly ConcurrentDictionary<string, Lazy<string>> digests = new();

    /// <summary>Returns the name of a file, without its folder, and a digest of its content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public string Of(string path, CancellationToken cancellation = default) =>
        digests.GetOrAdd(path, path => new Lazy<string>(() => Digest(path, cancellation))).Value;

    private static string Digest(string path, CancellationToken cancellation)
    {
        try
        {
            return $"{Path.GetFileName(path)} (sha256 {FileDigest.Of(path, cancellation)[..16]})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"{path}: this file, which runs are made from, cannot be read: {e.Message}", e);
        }
    }
}
