using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Rom.Numerics.Processes;

/// <summary>A program in a job object, which the system ends with its last handle, the one of this process.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProgram : StartedProgram
{
    private const int ExtendedLimits = 9;
    private const uint KillOnClose = 0x2000;

    private readonly SafeFileHandle job;
    private readonly Process process;
    private readonly bool hasInput;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="setting">The environment in which it is started.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public WindowsProgram(IReadOnlyList<string> command, ProgramSetting setting)
    {
        job = new SafeFileHandle(CreateJobObjectW(0, 0), ownsHandle: true);
        var limits = new Limits { Flags = KillOnClose };
        SetInformationJobObject(job, ExtendedLimits, ref limits, (uint)Marshal.SizeOf<Limits>());
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = setting.Folder ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in setting.Variables) start.Environment[name] = value;
        try
        {
            process = Process.Start(start)!;
        }
        catch
        {
            job.Dispose();
            throw;
        }
        AssignProcessToJobObject(job, process.SafeHandle);
        hasInput = setting.HasInput;
        if (!hasInput) process.StandardInput.Close();
        Exit = Ended();
    }

    /// <inheritdoc/>
    public override Stream Input => hasInput ? process.StandardInput.BaseStream : Stream.Null;

    /// <inheritdoc/>
    public override Stream Output => process.StandardOutput.BaseStream;

    /// <inheritdoc/>
    public override Stream Complaints => process.StandardError.BaseStream;

    /// <inheritdoc/>
    public override Task<int> Exit { get; }

    /// <inheritdoc/>
    public override void Kill()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        TerminateJobObject(job, 1);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        job.Dispose();
        process.Dispose();
    }

    private async Task<int> Ended()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    [DllImport("kernel32")]
    private static extern nint CreateJobObjectW(nint attributes, nint name);

    [DllImport("kernel32")]
    private static extern int SetInformationJobObject(SafeFileHandle job, int kind, ref Limits limits, uint length);

    [DllImport("kernel32")]
    private static extern int AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    [DllImport("kernel32")]
    private static extern int TerminateJobObject(SafeFileHandle job, uint exitCode);

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        private readonly long processTime;
        private readonly long jobTime;
        public uint Flags;
        private readonly nuint leastWorkingSet;
        private readonly nuint mostWorkingSet;
        private readonly uint processes;
        private readonly nuint affinity;
        private readonly uint priority;
        private readonly uint scheduling;
        private readonly ulong reads;
        private readonly ulong writes;
        private readonly ulong others;
        private readonly ulong readBytes;
        private readonly ulong writtenBytes;
        private readonly ulong otherBytes;
        private readonly nuint processMemory;
        private readonly nuint jobMemory;
        private readonly nuint peakProcessMemory;
        private readonly nuint peakJobMemory;
    }
}
