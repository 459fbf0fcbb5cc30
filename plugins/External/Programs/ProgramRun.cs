using System.ComponentModel;
using System.Globalization;
using Rom.Numerics.Processes;

namespace External.Programs;

/// <summary>Runs a program: without a shell, watched, and stopped together with its child processes.</summary>
internal static class ProgramRun
{
    // Time to wait for the rest of the output, and for processes to end: a program may leave processes behind that keep
    // its streams open.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="limit">Time after which it is stopped.</param>
    /// <param name="progress">Receives the progress that it reports on standard output; null for none.</param>
    /// <param name="cancellation">Stops the program.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="InvalidOperationException">
    /// The program could not be started, ended with an error, or took too long; the message contains its last output.
    /// </exception>
    public static void ToEnd(
        IReadOnlyList<string> command, string folder, TimeSpan limit, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var program = Start(command, folder);
        var (printed, complaints) = (new OutputTail(), new OutputTail());
        var lines = progress is null ? null : new ProgressLines(progress);
        Task[] reading =
        [
            printed.ReadAsync(new StreamReader(program.Output), lines),
            complaints.ReadAsync(new StreamReader(program.Complaints)),
        ];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        try
        {
            program.Exit.Wait(stop.Token);
        }
        catch (OperationCanceledException)
        {
            program.Kill();
            program.Exit.Wait(Patience, CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            Task.WaitAll(reading, Patience);
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{command[0]}: expected the end of the run within {limit.TotalSeconds:G6} s, stopped it; raise "
                + $"simulator.time_limit, or look at what it printed last:{Last(printed, complaints)}"));
        }
        Task.WaitAll(reading, Patience);
        if (program.Exit.Result == 0) return;
        throw new InvalidOperationException(
            $"{string.Join(' ', command)}: expected exit code 0, found {Meaning(program.Exit.Result)}; it printed last:"
            + Last(printed, complaints));
    }

    private static StartedProgram Start(IReadOnlyList<string> command, string folder)
    {
        try
        {
            return StartedProgram.Start(command, new() { Folder = folder });
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{command[0]}: expected a program that can be started, found: {e.Message}; make the file executable, "
                + "or say in simulator.interpreter what runs it, [python3] say", e);
        }
    }

    // The convention of shells and of .NET: 128 plus the number of the signal.
    private static string Meaning(int exitCode) =>
        exitCode > 128 ? $"{exitCode} (signal {exitCode - 128})" : exitCode.ToString(CultureInfo.InvariantCulture);

    private static string Last(OutputTail printed, OutputTail complaints)
    {
        string text = complaints.ToString();
        if (text.Length == 0) text = printed.ToString();
        return text.Length == 0 ? " nothing" : Environment.NewLine + text;
    }
}
