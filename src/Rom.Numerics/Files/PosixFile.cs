using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rom.Numerics.Files;

/// <summary>
/// Opens files without waiting (<c>O_NONBLOCK</c>), which .NET cannot: it would wait for the writer of a pipe.
/// </summary>
internal static class PosixFile
{
    // Flags of open(2); O_RDONLY is 0 everywhere. Errors are the same on Linux and macOS, but for the last.
    private const int NotPermitted = 1, NotFound = 2, AccessDenied = 13, NotAFolder = 20;

    private static readonly int NonBlocking = OperatingSystem.IsLinux() ? 0x800 : 0x4;
    private static readonly int CloseOnExecute = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file; links are followed.</param>
    /// <returns>An open file, of which later reads wait again, as far as its kind makes them wait.</returns>
    /// <exception cref="IOException">It does not exist or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle OpenRead(string path)
    {
        path = Path.GetFullPath(path); // refuses what is no path
        var file = new SafeFileHandle(open(path, NonBlocking | CloseOnExecute), ownsHandle: true);
        if (file.IsInvalid) throw Failure(path, Marshal.GetLastPInvokeError());
        _ = SetNonBlocking(file, 0);
        return file;
    }

    // The exceptions and the messages of FileStream.
    private static Exception Failure(string path, int error) => error switch
    {
        NotFound when Directory.Exists(Path.GetDirectoryName(path)) =>
            new FileNotFoundException($"Could not find file '{path}'.", path),
        NotFound or NotAFolder => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."),
        NotPermitted or AccessDenied => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
        _ => new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error),
    };

#pragma warning disable IDE1006, SA1300 // the name of the C library
    // Without O_CREAT open has two arguments, so that its being variadic does not matter.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore IDE1006, SA1300

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_FcntlSetIsNonBlocking")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNonBlocking(SafeFileHandle file, int isNonBlocking);
}
