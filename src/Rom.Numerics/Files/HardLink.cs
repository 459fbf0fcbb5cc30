using System.Runtime.InteropServices;

namespace Rom.Numerics.Files;

/// <summary>Gives a file a second name, which .NET cannot.</summary>
internal static class HardLink
{
    // errno of Linux and macOS; Windows' own codes.
    private const int NotFound = 2, Exists = 17, WindowsExists = 183, WindowsFolderNotFound = 3;

    /// <summary>
    /// Gives a file a second name in one step: of several processes that want the same name, on any machine, one gets
    /// it.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The new name, which nothing may have.</param>
    public static HardLinkOutcome TryCreate(string file, string name)
    {
        bool isDone = OperatingSystem.IsWindows() ? CreateHardLinkW(name, file, 0) : link(file, name) == 0;
        if (isDone) return HardLinkOutcome.Created;
        return Marshal.GetLastPInvokeError() switch
        {
            Exists or WindowsExists => HardLinkOutcome.NameTaken,
            NotFound or WindowsFolderNotFound => HardLinkOutcome.NotFound,
            _ => HardLinkOutcome.NotPossible,
        };
    }

#pragma warning disable IDE1006, SA1300 // the name of the C library
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
#pragma warning restore IDE1006, SA1300

    [DllImport("kernel32", SetLastError = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CreateHardLinkW(string name, string file, nint security);
}
