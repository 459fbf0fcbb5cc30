using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rom.Numerics.Files;

/// <summary>
/// Opens regular files for reading and refuses pipes and devices, which could block or never end. Links are followed.
/// </summary>
/// <remarks>
/// The kind of file is checked before opening, so that devices are not opened, and again afterwards: another process
/// may have put something else in its place. Opening waits for nothing and, except on Windows, takes no lock.
/// </remarks>
public static class RegularFile
{
    // stat(2) reports the type in these bits of the mode.
    private const int TypeMask = 0xF000, Regular = 0x8000, Folder = 0x4000, Pipe = 0x1000, Socket = 0xC000;

    /// <summary>Returns the kind of what lies at a path when that is not a regular file.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <returns>
    /// A noun with its article, such as <c>a folder</c>; null for a regular file, and where nothing exists.
    /// </returns>
    public static string? OtherKindOf(string path)
    {
        if (FileStatus.Of(path) is { } status) return OtherKindOf(status);
        return Directory.Exists(path) ? "a folder" : null;
    }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes of the stream's buffer.</param>
    /// <exception cref="NotRegularFileException">The path is not a regular file.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream OpenRead(string path, int bufferSize = 4096)
    {
        if (OtherKindOf(path) is { } kind) throw new NotRegularFileException(path, kind);
        return OpenChecked(path, bufferSize);
    }

    /// <summary>Opens a file for reading, and checks its kind afterwards only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes of the stream's buffer.</param>
    internal static FileStream OpenChecked(string path, int bufferSize)
    {
        var file = OperatingSystem.IsWindows()
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize)
            : new FileStream(PosixFile.OpenRead(path), FileAccess.Read, bufferSize);
        try
        {
            Check(file, path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Throws where an open file is not a regular one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for the message.</param>
    /// <exception cref="NotRegularFileException">It is not a regular file.</exception>
    internal static void Check(FileStream file, string path)
    {
        if (OtherKindOf(file.SafeFileHandle, file.CanSeek) is { } kind) throw new NotRegularFileException(path, kind);
    }

    /// <summary>Reads a text file, UTF-8 unless a byte-order mark says otherwise.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotRegularFileException">The path is not a regular file.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(OpenRead(path), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the lines of a text file, UTF-8 unless a byte-order mark says otherwise.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotRegularFileException">The path is not a regular file.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(OpenRead(path), Encoding.UTF8);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static string? OtherKindOf(SafeFileHandle file, bool canSeek) =>
        FileStatus.Of(file) is { } status ? OtherKindOf(status) : canSeek ? null : "a device or a pipe";

    private static string? OtherKindOf(FileStatus status) => (status.Mode & TypeMask) switch
    {
        Regular => null,
        Folder => "a folder",
        Pipe => "a pipe (FIFO)",
        Socket => "a socket",
        _ => "a device",
    };
}
