using Recorded.Options;

namespace Recorded.Reading;

/// <summary>Reads a recording, whichever kind of file it is in.</summary>
internal static class RecordingFile
{
    /// <summary>Reads a file: a NumPy archive where its name ends in .npz, else a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// It cannot be read, or is not what the options say; the message says where and what cures it.
    /// </exception>
    public static Recording Read(string path, RecordedOptions options, CancellationToken cancellation) =>
        Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase)
            ? NpzFile.Read(path, options, cancellation)
            : TableFile.Read(path, options, cancellation);
}
