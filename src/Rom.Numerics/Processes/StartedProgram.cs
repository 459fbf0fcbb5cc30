namespace Rom.Numerics.Processes;

/// <summary>
/// A program that was started without a shell. It ends, with what it started, with <see cref="Dispose"/> and
/// <see cref="Kill"/>, and with this process, however that ends.
/// </summary>
internal abstract class StartedProgram : IDisposable
{
    /// <summary>Its standard input; <see cref="Stream.Null"/> where it was started with an empty one.</summary>
    public abstract Stream Input { get; }

    /// <summary>Its standard output.</summary>
    public abstract Stream Output { get; }

    /// <summary>Its standard error.</summary>
    public abstract Stream Complaints { get; }

    /// <summary>The exit code, once the program has ended; 128 plus the number of a signal that ended it.</summary>
    public abstract Task<int> Exit { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="setting">
    /// The environment in which it is started; null for this process's folder and variables, and an empty standard
    /// input.
    /// </param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static StartedProgram Start(IReadOnlyList<string> command, ProgramSetting? setting = null) =>
        OperatingSystem.IsWindows()
        ? new WindowsProgram(command, setting ?? new())
        : new PosixProgram(command, setting ?? new());

    /// <summary>Ends the program and its child processes.</summary>
    public abstract void Kill();

    /// <summary>Ends the processes that it left running.</summary>
    public abstract void Dispose();
}
