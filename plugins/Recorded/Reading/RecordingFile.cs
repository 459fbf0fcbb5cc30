using Recorded.Options;

namespace Recorded.Reading;

/// <summary>Reads a recording from a file of any supported kind.</summary>
internal static class RecordingFile
{
    /// <summary>Reads a file: a NumPy archive where its name ends in .npz, else a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The format, units and domain.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// The file cannot be read or does not match the options; the message gives the position and the remedy.
    /// </exception>
    public static Recording Read(string path, RecordedOptions options, CancellationToken cancellation) =>
        Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase)
            ? NpzFile.Read(path, options, cancellation)
            : TableFile.Read(path, options, cancellation);
}
