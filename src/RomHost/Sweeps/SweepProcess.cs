using Rom.Numerics.Processes;
using RomHost.Processes;

namespace RomHost.Sweeps;

/// <summary>
/// Runs one experiment of a sweep in a process of its own, so that whatever ends it costs this experiment only.
/// </summary>
internal static class SweepProcess
{
    private const string Warning = "warning: ";

    /// <summary>Runs an experiment to its end.</summary>
    /// <param name="arguments">The arguments of this program.</param>
    /// <param name="warn">Receives each line of its warnings and errors.</param>
    /// <param name="cancellation">Ends it, with all that it started.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static int Run(IEnumerable<string> arguments, Action<string> warn, CancellationToken cancellation)
    {
        var (program, first) = HostProgram.Find();
        using var process = ChildProcess.Start(program, [.. first, .. arguments], new ProgramSetting());
        using var stop = cancellation.Register(process.Kill);
        var output = Task.Run(() => process.Output.CopyToAsync(Stream.Null), CancellationToken.None);
        var reader = new StreamReader(process.Complaints);
        while (reader.ReadLine() is { } line)
            warn(line.StartsWith(Warning, StringComparison.Ordinal) ? line[Warning.Length..] : line);
        output.GetAwaiter().GetResult();
        int exitCode = process.Exit.GetAwaiter().GetResult();
        ChildProcess.ThrowIfStopped(exitCode, cancellation);
        return exitCode;
    }
}
