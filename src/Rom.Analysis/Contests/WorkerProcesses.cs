using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Rom.Analysis.Contests;

/// <summary>Runs repetitions in processes of the program itself, one after the other, where the program offered itself for that.</summary>
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

    /// <summary>Runs the repetitions.</summary>
    /// <param name="contenders">The contenders.</param>
    /// <param name="settings">The settings of all repetitions.</param>
    /// <param name="cancellation">Ends the worker.</param>
    /// <param name="reason">Why they were not run in processes of their own.</param>
    /// <returns>The rounds, or null where they were not run.</returns>
    public static ContestRounds? TryRun(
        IReadOnlyList<Contender> contenders, ContestSettings settings, CancellationToken cancellation, out string? reason)
    {
        if (offered is not { } known)
        {
            reason = "one process: what differs between processes is not in the intervals; a program offers itself for more by ContestWorker.TryRun(args)";
            return null;
        }
        var factories = new List<WorkerRequest.Factory>();
        foreach (var contender in contenders)
        {
            if (WorkerRequest.Factory.Of(contender, known.Any(one => one.Name == contender.Name)) is not { } factory)
            {
                reason = $"one process: the factory of '{contender.Name}' captures variables, so that a worker cannot find it; hand its contender over to ContestWorker.TryRun";
                return null;
            }
            factories.Add(factory);
        }
        var folder = Directory.CreateTempSubdirectory("rom-contest-");
        try
        {
            var repetitions = ContestRounds.Repeat(settings, k => Run(folder.FullName, factories, settings.ForRepetition(k), k, cancellation));
            reason = null;
            return ContestRounds.Combine(repetitions, repetitions.Count);
        }
        catch (InvalidOperationException e)
        {
            reason = $"one process: {e.Message}";
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ContestRounds Run(
        string folder, IReadOnlyList<WorkerRequest.Factory> factories, ContestSettings settings, int repetition, CancellationToken cancellation)
    {
        string name = repetition.ToString(CultureInfo.InvariantCulture);
        string request = Path.Combine(folder, $"request_{name}.json"), result = Path.Combine(folder, $"result_{name}.json");
        new WorkerRequest(factories, settings, settings.NearPrecision).Write(request);
        using var worker = Start(request, result);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(settings.TimeCap + Grace);
        using (stop.Token.Register(() => worker.Kill(entireProcessTree: true)))
        {
            var output = worker.StandardOutput.ReadToEndAsync(CancellationToken.None);
            string complaints = worker.StandardError.ReadToEnd();
            worker.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (worker.ExitCode != 0 || !File.Exists(result))
            {
                string last = complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("it said nothing");
                throw new InvalidOperationException($"a worker ended with exit code {worker.ExitCode} and without a result: {last}");
            }
        }
        return AnalysisJson.Read<ContestRounds>(File.ReadAllText(result));
    }

    private static Process Start(string request, string result)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the program's path is not known");
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
