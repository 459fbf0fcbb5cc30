using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace External.Programs;

/// <summary>
/// A program in a process group of its own, with a watcher in it: a shell that reads a pipe from this process and, at its
/// end, ends the group. So the group ends with this process, also where that is killed.
/// </summary>
/// <remarks>
/// The watcher is there before the program and is the group's leader, so there is no moment at which the program is not
/// watched. A process that leaves the group (<c>setsid</c>, as daemons do) is found as a child only, by
/// <see cref="Kill"/>.
/// </remarks>
internal sealed class PosixProgram : StartedProgram
{
    private const string Shell = "/bin/sh";

    // 'read' returns at the pipe's end; process 0 is the group, with the shell itself.
    private const string Watch = "trap '' HUP INT TERM; read -r end; kill -KILL 0";

    private readonly AnonymousPipeServerStream life = new(PipeDirection.Out, HandleInheritability.None);
    private readonly AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.None);
    private readonly AnonymousPipeServerStream complaints = new(PipeDirection.In, HandleInheritability.None);
    private readonly int watcher;
    private readonly int program;
    private bool isDisposed;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public PosixProgram(IReadOnlyList<string> command, string folder)
    {
        try
        {
            watcher = StartWatcher();
            program = PosixSpawn.Start(
                [PathOf(command[0]), .. command.Skip(1)], folder, watcher, null, output.ClientSafePipeHandle,
                complaints.ClientSafePipeHandle);
        }
        catch
        {
            Dispose();
            throw;
        }
        output.DisposeLocalCopyOfClientHandle();
        complaints.DisposeLocalCopyOfClientHandle();
        (Output, Complaints) = (new StreamReader(output), new StreamReader(complaints));
        Exit = Task.Factory.StartNew(
            () => PosixSpawn.WaitFor(program), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public override StreamReader Output { get; } = StreamReader.Null;

    /// <inheritdoc/>
    public override StreamReader Complaints { get; } = StreamReader.Null;

    /// <inheritdoc/>
    public override Task<int> Exit { get; } = Task.FromResult(0);

    // The group exists as long as the watcher is not waited for, so that no other group can have its number.
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
        life.Dispose();
        output.Dispose();
        complaints.Dispose();
    }

    // Without a shell nothing watches; the group is the program's own then.
    private int StartWatcher()
    {
        try
        {
            return PosixSpawn.Start([Shell, "-c", Watch], null, 0, life.ClientSafePipeHandle, null, null);
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

    // Also what left the group, as long as its parents live.
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
            // It ended by itself.
        }
    }

    // A program in the current folder is found without a path, as Process.Start finds it; others are found in PATH.
    private static string PathOf(string program)
    {
        string here = Path.GetFullPath(program);
        return program.Contains('/') || File.Exists(here) ? here : program;
    }
}
