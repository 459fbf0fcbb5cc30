using Rom.Numerics.Processes;
using RomHost.Processes;

namespace RomHost.Sweeps;

/// <summary>
/// Runs experiments of a sweep one after the other in another process, which loads and compiles its code once. Whatever
/// ends the process costs the experiment that it worked on only: it belongs to the last one that began.
/// </summary>
internal static class SweepProcess
{
    /// <summary>
    /// The end of the line with which the process says on standard error that the next experiment begins. It is a
    /// control character, which no writer of the console lets pass.
    /// </summary>
    public const char Begins = '\u0002';

    /// <summary>
    /// The most experiments of a process: one that begins anew gives back what plugins and libraries did not, and its
    /// command line stays short.
    /// </summary>
    public const int Most = 50;

    private const string Warning = "warning: ";

    /// <summary>Returns the experiments that the next process runs.</summary>
    /// <param name="names">The names of experiments in their order.</param>
    /// <param name="first">The index of the first one that is left.</param>
    /// <param name="isAlone">Whether an experiment needs a process that did nothing before.</param>
    /// <param name="runs">Whether an experiment runs at all; the first one does.</param>
    public static string[] TakenTogether(
        IReadOnlyList<string> names, int first, Func<string, bool> isAlone, Func<string, bool> runs)
    {
        var taken = new List<string> { names[first] };
        for (int next = first + 1; next < names.Count && taken.Count < Most; next++)
        {
            if (isAlone(names[next - 1]) || isAlone(names[next]) || !runs(names[next])) break;
            taken.Add(names[next]);
        }
        return [.. taken];
    }

    /// <summary>Runs experiments until the process ends.</summary>
    /// <param name="arguments">The arguments of this program.</param>
    /// <param name="names">The names of the experiments in the order in which the process takes them.</param>
    /// <param name="warn">Receives each line of warnings and errors, with the experiment's name before it.</param>
    /// <param name="cancellation">Ends the process, with all that it started.</param>
    /// <returns>
    /// The experiments that ended, at least one, with their exit codes; the process is waited for at the last one.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IEnumerable<(string Name, int ExitCode)> Run(
        IEnumerable<string> arguments, IReadOnlyList<string> names, Action<string, string> warn,
        CancellationToken cancellation)
    {
        var (program, first) = HostProgram.Find();
        using var process = ChildProcess.Start(program, [.. first, .. arguments], new ProgramSetting());
        using var stop = cancellation.Register(process.Kill);
        var output = Task.Run(() => process.Output.CopyToAsync(Stream.Null), CancellationToken.None);
        var reader = new StreamReader(process.Complaints);
        // What is said before the first one begins, such as a plugin's refusal, is said of the first one.
        int current = 0;
        bool hasBegun = false;
        while (reader.ReadLine() is { } line)
        {
            bool begins = line.EndsWith(Begins);
            if (begins) line = line[..^1];
            if (line.StartsWith(Warning, StringComparison.Ordinal)) line = line[Warning.Length..];
            if (!begins || line.Length > 0) warn(names[current], line);
            if (begins && hasBegun && current + 1 < names.Count) yield return (names[current++], 0);
            hasBegun |= begins;
        }
        output.GetAwaiter().GetResult();
        int exitCode = process.Exit.GetAwaiter().GetResult();
        ChildProcess.ThrowIfStopped(exitCode, cancellation);
        yield return (names[current], exitCode);
    }
}
