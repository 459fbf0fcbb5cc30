using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Rom.Numerics.Files;

namespace Rom.Analysis.Contests;

/// <summary>
/// Runs repetitions in processes of the program itself, one after the other, where the program offered itself for that.
/// </summary>
internal static class WorkerProcesses
{
    /// <summary>The first argument of a worker.</summary>
    public const string Marker = "--rom-contest-worker";

    // Beside the time for rounds: starting, making contenders, warming up.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private static IReadOnlyList<Contender>? offered;

    /// <summary>The program offers itself.</summary>
    /// <param name="contenders">What it hands over to workers.</param>
    public static void Offer(IReadOnlyList<Contender> contenders) => offered = contenders;

    /// <summary>The files that a worker reads and writes, where arguments are those of a worker.</summary>
    /// <remarks>
    /// They may stand behind others: a program that hands on what a library left of its arguments is looked up by the
    /// process's own. A worker that did not know that it is one would start workers of its own, and they too.
    /// </remarks>
    /// <param name="arguments">The arguments.</param>
    public static (string Request, string Result)? FilesIn(IReadOnlyList<string> arguments) =>
        arguments is [.., Marker, var request, var result] ? (request, result) : null;

    /// <summary>Runs the repetitions.</summary>
    /// <param name="contenders">The contenders.</param>
    /// <param name="settings">The settings of all repetitions.</param>
    /// <param name="cancellation">Ends the worker.</param>
    /// <param name="reason">Why they were not run in processes of their own.</param>
    /// <returns>The rounds, or null where they were not run.</returns>
    public static ContestRounds? TryRun(
        IReadOnlyList<Contender> contenders, ContestSettings settings, CancellationToken cancellation,
        out string? reason)
    {
        if (offered is not { } known)
        {
            reason = "one process: what differs between processes is not in the intervals; "
                + "a program offers itself for more by ContestWorker.TryRun(args)";
            return null;
        }
        var factories = new List<WorkerRequest.Factory>();
        foreach (var contender in contenders)
        {
            if (WorkerRequest.Factory.Of(contender, known.Any(one => IsSame(one, contender))) is not { } factory)
            {
                reason = $"one process: the factory of '{contender.Name}' captures variables, so that a worker cannot "
                    + "find it; hand its contender over to ContestWorker.TryRun";
                return null;
            }
            factories.Add(factory);
        }
        TemporaryFolder? folder = null;
        try
        {
            folder = new TemporaryFolder("contest");
            string path = folder.Path;
            var repetitions = ContestRounds.Repeat(
                settings, k => Run(path, factories, settings.ForRepetition(k), k, cancellation));
            reason = null;
            return ContestRounds.Combine(repetitions, repetitions.Count);
        }
        catch (Exception e)
            when (e is InvalidOperationException or IOException or UnauthorizedAccessException or JsonException)
        {
            reason = $"one process: {e.Message}";
            return null;
        }
        finally
        {
            folder?.Dispose();
        }
    }

    // The program may make it anew for the contest; but a name alone may be that of other work.
    private static bool IsSame(Contender one, Contender other) =>
        one.Name == other.Name && one.Factory.Method == other.Factory.Method;

    private static ContestRounds Run(
        string folder, IReadOnlyList<WorkerRequest.Factory> factories, ContestSettings settings, int repetition,
        CancellationToken cancellation)
    {
        string name = repetition.ToString(CultureInfo.InvariantCulture);
        string request = Path.Combine(folder, $"request_{name}.json");
        string result = Path.Combine(folder, $"result_{name}.json");
        new WorkerRequest(factories, settings, settings.NearPrecision).Write(request);
        using var worker = Start(request, result);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var limit = settings.TimeCap + Grace;
        stop.CancelAfter(limit);
        using (stop.Token.Register(() => worker.Kill(entireProcessTree: true)))
        {
            // Read, so that what a contender prints does not fill the pipe; and not kept, however much that is.
            var output = worker.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            string complaints = worker.StandardError.ReadToEnd();
            worker.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (stop.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"a worker was ended, which had not done its repetition in {limit.TotalMinutes:0} minutes");
            }
            if (worker.ExitCode != 0 || !File.Exists(result))
            {
                // The first line of an exception that was not caught is its message.
                string first = complaints.Split('\n', StringSplitOptions.TrimEntries)
                    .FirstOrDefault(line => line.Length > 0, "it said nothing");
                throw new InvalidOperationException(
                    $"a worker ended with exit code {worker.ExitCode} and without a result: {first}");
            }
        }
        return JsonRules.Parse<ContestRounds>(File.ReadAllText(result));
    }

    private static Process Start(string request, string result)
    {
        string program = Environment.ProcessPath
            ?? throw new InvalidOperationException("the program's path is not known");
        bool isRuntime = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] first = isRuntime ? [Assembly.GetEntryAssembly()!.Location] : [];
        var start = new ProcessStartInfo(program, [.. first, Marker, request, result])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in RuntimeSwitches.ForMeasuring) start.Environment[name] = value;
        try
        {
            var worker = Process.Start(start)!;
            worker.StandardInput.Close();
            return worker;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{program} cannot be started: {e.Message}", e);
        }
    }
}
