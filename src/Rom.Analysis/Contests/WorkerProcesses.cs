using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Rom.Numerics.Files;
using Rom.Numerics.Processes;

namespace Rom.Analysis.Contests;

/// <summary>
/// Runs repetitions in child processes of the program, one after the other, where the program allows it. They end with
/// the program, however that ends.
/// </summary>
internal static class WorkerProcesses
{
    /// <summary>The first argument of a worker.</summary>
    public const string Marker = "--rom-contest-worker";

    // Time for starting, creating contenders and warming up, besides the rounds.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    // What left a worker's process group may keep its streams open.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int Longest = 1 << 12; // characters of a worker's complaints that are kept

    private static IReadOnlyList<Contender>? offered;

    /// <summary>Declares that the program can run workers.</summary>
    /// <param name="contenders">The contenders that it passes to workers.</param>
    public static void Offer(IReadOnlyList<Contender> contenders) => offered = contenders;

    /// <summary>Returns the request and result files if the arguments are those of a worker.</summary>
    /// <remarks>
    /// The arguments may follow others: for a program that passes on only a part of its arguments, those of the process
    /// are checked. A worker that did not recognize itself would start workers of its own, and so on.
    /// </remarks>
    /// <param name="arguments">The arguments.</param>
    public static (string Request, string Result)? FilesIn(IReadOnlyList<string> arguments) =>
        arguments is [.., Marker, var request, var result] ? (request, result) : null;

    /// <summary>Runs the repetitions.</summary>
    /// <param name="contenders">The contenders.</param>
    /// <param name="settings">The settings of all repetitions.</param>
    /// <param name="cancellation">Ends the worker.</param>
    /// <param name="reason">The reason why they were not run in child processes.</param>
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

    // The program may create the contender again for the comparison, but an equal name alone may mean other work.
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
        // Read, so that a contender's output does not fill the pipes.
        _ = ReadBeginOf(worker.Output);
        var complaints = ReadBeginOf(worker.Complaints);
        int exitCode;
        using (stop.Token.Register(worker.Kill)) exitCode = worker.Exit.GetAwaiter().GetResult();
        worker.Kill(); // processes that it started and left would keep its streams open
        cancellation.ThrowIfCancellationRequested();
        if (stop.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"a worker was ended, which had not done its repetition in {limit.TotalMinutes:0} minutes");
        }
        if (exitCode != 0 || !File.Exists(result))
        {
            // The first line of an uncaught exception is its message.
            string first = Task.WaitAny([complaints], Patience) == 0 ? complaints.Result : "";
            first = first.Split('\n', StringSplitOptions.TrimEntries)
                .FirstOrDefault(line => line.Length > 0, "it said nothing");
            throw new InvalidOperationException(
                $"a worker ended with exit code {exitCode} and without a result: {first}");
        }
        return JsonRules.Parse<ContestRounds>(File.ReadAllText(result));
    }

    // A worker may print without end: the rest is read and discarded.
    private static Task<string> ReadBeginOf(Stream stream) => Task.Factory.StartNew(
        () =>
        {
            var begin = new char[Longest];
            int length = new StreamReader(stream).ReadBlock(begin);
            stream.CopyTo(Stream.Null);
            return new string(begin, 0, length);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static StartedProgram Start(string request, string result)
    {
        string program = Environment.ProcessPath
            ?? throw new InvalidOperationException("the program's path is not known");
        bool isRuntime = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] first = isRuntime ? [Assembly.GetEntryAssembly()!.Location] : [];
        try
        {
            return StartedProgram.Start(
                [program, .. first, Marker, request, result], new() { Variables = RuntimeSwitches.ForMeasuring });
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{program} cannot be started: {e.Message}", e);
        }
    }
}
