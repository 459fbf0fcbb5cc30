using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RomHost.Processes;

/// <summary>
/// Reserves standard input and output for this program's own messages. All other code in the process, native libraries
/// included, reads nothing and prints to standard error; on Linux, child processes inherit neither.
/// </summary>
internal static class PrivateStreams
{
    /// <summary>Reserves both streams, before the console is used.</summary>
    public static (Stream Input, Stream Output) Take()
    {
        // Native code on Windows takes the handles at its own start, so only managed code is kept from them there.
        if (OperatingSystem.IsWindows())
        {
            var streams = (Console.OpenStandardInput(), Console.OpenStandardOutput());
            Console.SetIn(TextReader.Null);
            Console.SetOut(Console.Error);
            return streams;
        }
        var input = Private(0, FileAccess.Read);
        var output = Private(1, FileAccess.Write);
        using (var nothing = File.OpenHandle("/dev/null"))
        {
            Check(dup2((int)nothing.DangerousGetHandle(), 0));
        }
        Check(dup2(2, 1));
        return (input, output);
    }

    private static FileStream Private(int descriptor, FileAccess access)
    {
        // fcntl is variadic, and only on Linux are its arguments passed like those of other functions: elsewhere a
        // child process that the model leaves behind keeps the streams open.
        const int closeOnExec = 1030, firstFree = 3; // F_DUPFD_CLOEXEC
        int copy = OperatingSystem.IsLinux() ? fcntl(descriptor, closeOnExec, firstFree) : dup(descriptor);
        return new FileStream(new SafeFileHandle(Check(copy), ownsHandle: true), access, bufferSize: 0);
    }

    private static int Check(int result) =>
        result >= 0
            ? result
            : throw new IOException($"standard streams cannot be moved (error {Marshal.GetLastPInvokeError()})");

#pragma warning disable SYSLIB1054, CA5392 // blittable, and of the system's own library
    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(int descriptor, int command, int argument);

    [DllImport("libc", SetLastError = true)]
    private static extern int dup(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int dup2(int from, int to);
#pragma warning restore SYSLIB1054, CA5392
}
