using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rom.Numerics.Files;

/// <summary>
/// Reads small files that are locked. On Unix locks are advisory, but .NET honours them, its own included.
/// </summary>
internal static class UnlockedFile
{
    private const int Longest = 4096; // bytes that are read
    private const int CloseOnExecute = 0x10; // flag of the runtime's layer over open(2), where 0 means read-only

    /// <summary>Reads a file as UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The first bytes of the file as text, or null where it cannot be opened.</returns>
    public static string? ReadText(string path)
    {
        if (RegularFile.OtherKindOf(path) is not null) return null;
        using var file = new SafeFileHandle(Open(path, CloseOnExecute, 0), ownsHandle: true);
        if (file.IsInvalid) return null;
        byte[] bytes = new byte[Longest];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);
}
