using System.Text;

namespace Rom.Numerics.Files;

/// <summary>
/// Writes files so that a reader sees a whole file or none: under a temporary name in the same folder, then renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// The suffix of temporary files. A file with it was left by a killed process and may be deleted.
    /// </summary>
    public const string TemporaryEnding = ".partial";

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The final path; its folder exists.</param>
    /// <param name="text">The text.</param>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Writes a file through a callback; no file appears under <paramref name="path"/> when the callback throws.
    /// </summary>
    /// <param name="path">The final path; its folder exists.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = TemporaryNameFor(path);
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        try
        {
            write(stream);
            stream.Dispose();
            GiveName(temporary, path);
        }
        catch
        {
            Discard(stream, temporary);
            throw;
        }
    }

    /// <summary>
    /// Writes text as <see cref="WriteText"/> does, unless a file has the name: of several writers on any machine one
    /// gives it, as the file system knows it, not as this machine remembers it.
    /// </summary>
    /// <param name="path">The final path; its folder exists.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether this text has the name.</returns>
    internal static bool TryWriteNew(string path, string text)
    {
        string temporary = TemporaryNameFor(path);
        WriteText(temporary, text);
        try
        {
            Changing?.Invoke(path);
            File.Move(temporary, path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Closes and removes an unfinished file, even where its last bytes cannot be written.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="temporary">Its path.</param>
    internal static void Discard(FileStream stream, string temporary)
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The disk is full: the exception that made writing fail takes precedence.
        }
        File.Delete(temporary);
    }

    /// <summary>
    /// Raised with the path before this class creates, replaces or removes a file; an exception of a handler prevents
    /// it.
    /// </summary>
    internal static event Action<string>? Changing;

    /// <summary>Removes a file if it exists.</summary>
    /// <param name="path">The file.</param>
    internal static void Delete(string path)
    {
        // A process that is suspended here, or after the check, must not remove what another one writes meanwhile.
        if (!File.Exists(path)) return;
        Changing?.Invoke(path);
        File.Delete(path);
    }

    /// <summary>Gives a finished file its name.</summary>
    /// <param name="temporary">The file.</param>
    /// <param name="path">The final path; an existing file is replaced.</param>
    internal static void GiveName(string temporary, string path)
    {
        Changing?.Invoke(path);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Returns a name in the same folder that no other writer uses.</summary>
    /// <param name="path">The final path.</param>
    internal static string TemporaryNameFor(string path) => $"{path}.{Guid.NewGuid():n}{TemporaryEnding}";
}
