using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rom.Numerics.Files;

/// <summary>
/// The status of a file as the system reports it, links followed, as far as .NET does not report it.
/// </summary>
/// <param name="Mode">Type and permissions, as <c>stat</c> gives them.</param>
/// <param name="Owner">The owner's number.</param>
internal readonly record struct FileStatus(int Mode, uint Owner)
{
    // The runtime's own layer over stat(2), the same on every Unix: int flags, int mode, uint owner, uint group, and
    // numbers of 64 bits: bytes, the times of access, modification, change and birth, each in seconds and nanoseconds,
    // device, device of a special file, inode.
    private const string Library = "libSystem.Native";
    private const int ModeAt = 4, OwnerAt = 8, ModifiedAt = 40, ChangedAt = 56, DeviceAt = 88, InodeAt = 104;
    private const int Enough = 256; // bytes; the structure has less than half of that

    /// <summary>The device of the file, by its number on this machine.</summary>
    public long Device { get; private init; }

    /// <summary>The number of the file on its device, which all of its names share.</summary>
    public long Inode { get; private init; }

    /// <summary>The time of the last change of the content, by the clock of the file system.</summary>
    public (long Seconds, long Nanoseconds) Modified { get; private init; }

    /// <summary>The time of the last change of content, names or times, by the clock of the file system.</summary>
    public (long Seconds, long Nanoseconds) Changed { get; private init; }

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
        if (ask(status) != 0) return null;
        (long, long) TimeAt(int place) =>
            (BitConverter.ToInt64(status, place), BitConverter.ToInt64(status, place + sizeof(long)));
        return new(BitConverter.ToInt32(status, ModeAt), BitConverter.ToUInt32(status, OwnerAt))
        {
            Device = BitConverter.ToInt64(status, DeviceAt),
            Inode = BitConverter.ToInt64(status, InodeAt),
            Modified = TimeAt(ModifiedAt),
            Changed = TimeAt(ChangedAt),
        };
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
