using System.Text;

namespace Rom.Numerics.Files;

/// <summary>Writes files so that a reader sees a whole file or none: under a temporary name in the same folder, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>The ending of temporary names. What carries it is left over from a killed process and may be deleted.</summary>
    public const string TemporaryEnding = ".partial";

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The final path; its folder exists.</param>
    /// <param name="text">The text.</param>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes what <paramref name="write"/> writes; nothing appears under <paramref name="path"/> when it throws.</summary>
    /// <param name="path">The final path; its folder exists.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = TemporaryNameFor(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)) write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A name in the same folder that no other writer uses.</summary>
    /// <param name="path">The final path.</param>
    internal static string TemporaryNameFor(string path) => $"{path}.{Guid.NewGuid():n}{TemporaryEnding}";
}
