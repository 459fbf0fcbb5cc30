using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rom.Numerics.Files;

/// <summary>
/// The type and the owner of a file as the system reports them, links followed; .NET reports neither.
/// </summary>
/// <param name="Mode">Type and permissions, as <c>stat</c> gives them.</param>
/// <param name="Owner">The owner's number.</param>
internal readonly record struct FileStatus(int Mode, uint Owner)
{
    // The runtime's own layer over stat(2), the same on every Unix: int flags, int mode, uint owner, …
    private const string Library = "libSystem.Native";
    private const int ModeAt = 4, OwnerAt = 8;
    private const int Enough = 256; // bytes; the structure has less than half of that

    /// <summary>Reads the status of a path.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Null on Windows, and where the file does not exist.</returns>
    public static FileStatus? Of(string path) => Ask(status => Stat(path, status));

    /// <summary>Reads the status of an open file.</summary>
    /// <param name="file">Its handle.</param>
    /// <returns>Null on Windows.</returns>
    public static FileStatus? Of(SafeFileHandle file) => Ask(status => FStat(file, status));

    /// <summary>The user id of this process; null on Windows.</summary>
    public static uint? User => OperatingSystem.IsWindows() ? null : EffectiveUser();

    private static FileStatus? Ask(Func<byte[], int> ask)
    {
        if (OperatingSystem.IsWindows()) return null;
        byte[] status = new byte[Enough];
        return ask(status) == 0
            ? new(BitConverter.ToInt32(status, ModeAt), BitConverter.ToUInt32(status, OwnerAt))
            : null;
    }

    [DllImport(Library, EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] status);

    [DllImport(Library, EntryPoint = "SystemNative_FStat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, [Out] byte[] status);

    [DllImport(Library, EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
