namespace External.Programs;

/// <summary>
/// A program that was started without a shell, with an empty standard input. What it starts ends with it (with
/// <see cref="Dispose"/> and <see cref="Kill"/>) and with this process, however that ends.
/// </summary>
internal abstract class StartedProgram : IDisposable
{
    /// <summary>What it prints.</summary>
    public abstract StreamReader Output { get; }

    /// <summary>What it complains of.</summary>
    public abstract StreamReader Complaints { get; }

    /// <summary>Its exit code, once it has ended; 128 and the number of a signal that ended it.</summary>
    public abstract Task<int> Exit { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static StartedProgram Start(IReadOnlyList<string> command, string folder) =>
        OperatingSystem.IsWindows() ? new WindowsProgram(command, folder) : new PosixProgram(command, folder);

    /// <summary>Ends it, and what it started.</summary>
    public abstract void Kill();

    /// <summary>Ends what it left running.</summary>
    public abstract void Dispose();
}
