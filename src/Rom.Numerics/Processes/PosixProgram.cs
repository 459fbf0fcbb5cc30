using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace Rom.Numerics.Processes;

/// <summary>
/// A program in a process group of its own, with a watcher in it: a shell that reads a pipe from this process and, at
/// its end, ends the group. So the group ends with this process, also where that is killed, and signals of a terminal's
/// keys reach this process alone.
/// </summary>
/// <remarks>
/// The watcher starts before the program and is the group's leader, so the program is watched from its first moment. A
/// process that leaves the group (<c>setsid</c>, as daemons do) is found only as a child, by <see cref="Kill"/>.
/// </remarks>
internal sealed class PosixProgram : StartedProgram
{
    private const string Shell = "/bin/sh";

    // 'read' returns at the pipe's end; process 0 is the group, with the shell itself.
    private const string Watch = "trap '' HUP INT TERM; read -r end; kill -KILL 0";

    private readonly AnonymousPipeServerStream life = new(PipeDirection.Out, HandleInheritability.None);
    private readonly AnonymousPipeServerStream? input;
    private readonly AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.None);
    private readonly AnonymousPipeServerStream complaints = new(PipeDirection.In, HandleInheritability.None);
    private readonly int watcher;
    private readonly int program;
    private bool isDisposed;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="setting">The environment in which it is started.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public PosixProgram(IReadOnlyList<string> command, ProgramSetting setting)
    {
        if (setting.HasInput) input = new(PipeDirection.Out, HandleInheritability.None);
        try
        {
            watcher = StartWatcher();
            program = PosixSpawn.Start(
                [PathOf(command[0]), .. command.Skip(1)], setting.Folder, setting.Variables, watcher,
                input?.ClientSafePipeHandle, output.ClientSafePipeHandle, complaints.ClientSafePipeHandle);
        }
        catch
        {
            Dispose();
            throw;
        }
        foreach (var pipe in new[] { input, output, complaints }) pipe?.DisposeLocalCopyOfClientHandle();
        Exit = Task.Factory.StartNew(
            () => PosixSpawn.WaitFor(program), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override Stream Input => input ?? Stream.Null;

    /// <inheritdoc/>
    public override Stream Output => output;

    /// <inheritdoc/>
    public override Stream Complaints => complaints;

    /// <inheritdoc/>
    public override Task<int> Exit { get; } = Task.FromResult(0);

    // The group exists until the watcher is waited for, so that no other group can have its number.
    private int Group => watcher != 0 ? watcher : program;

    /// <inheritdoc/>
    public override void Kill()
    {
        if (!Exit.IsCompleted) KillTree();
        if (Group != 0 && (watcher != 0 || !Exit.IsCompleted)) PosixSpawn.KillGroup(Group);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        Kill();
        if (watcher != 0) PosixSpawn.WaitFor(watcher);
        foreach (var pipe in new[] { life, input, output, complaints }) Close(pipe);
    }

    // Unread input is lost with the program.
    private static void Close(AnonymousPipeServerStream? pipe)
    {
        try
        {
            pipe?.Dispose();
        }
        catch (IOException)
        {
            // It is closed all the same.
        }
    }

    // Without a shell there is no watcher, and the group is the program's own.
    private int StartWatcher()
    {
        try
        {
            return PosixSpawn.Start(
                [Shell, "-c", Watch], null, new Dictionary<string, string>(), 0, life.ClientSafePipeHandle, null, null);
        }
        catch (Win32Exception)
        {
            return 0;
        }
        finally
        {
            life.DisposeLocalCopyOfClientHandle();
        }
    }

    // Includes processes that left the group, as long as their parents live.
    private void KillTree()
    {
        try
        {
            using var process = Process.GetProcessById(program);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process ended by itself.
        }
    }

    // A program in the current folder is found without a path, as by Process.Start; others are found in PATH.
    private static string PathOf(string program)
    {
        string here = Path.GetFullPath(program);
        return program.Contains('/') || File.Exists(here) ? here : program;
    }
}
