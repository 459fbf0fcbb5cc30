using System.Runtime.CompilerServices;
using Rom.Analysis.Contests;

namespace Rom.Analysis.Tests.Contests;

/// <summary>
/// Lets the program of these tests run workers. Its <c>Main</c> is xunit's, so this is called before it, without the
/// arguments, as in a program that gets them from a library.
/// </summary>
internal static class WorkerProgram
{
    /// <summary>
    /// The environment variable that lets this program run a contest whose worker never ends, and no tests.
    /// </summary>
    public const string RunsContest = "ROM_TESTS_RUN_CONTEST";

    private static readonly bool IsWorker = Environment.GetCommandLineArgs().Contains(WorkerProcesses.Marker);

    /// <summary>The result of the work, so that the compiler does not remove it.</summary>
    public static double Sum { get; private set; }

    /// <summary>Work without a fault.</summary>
    public static Contender Good { get; } = Contender.Create("good", () => Work);

    /// <summary>Work that throws in a worker.</summary>
    public static Contender Throwing { get; } = Contender.Create(
        "throwing", () => IsWorker ? throw new InvalidOperationException("planted") : Work);

    /// <summary>Work that ends a worker before it has a result.</summary>
    public static Contender Ending { get; } = Contender.Create(
        "ending",
        () =>
        {
            if (IsWorker) Environment.Exit(0);
            return Work;
        });

    /// <summary>Work that prints more than a pipe holds, on both streams.</summary>
    public static Contender Printing { get; } = Contender.Create(
        "printing",
        () =>
        {
            string line = new('x', 1 << 20);
            Console.Out.WriteLine(IsWorker ? line : "");
            Console.Error.WriteLine(IsWorker ? line : "");
            Console.Out.WriteLine(IsWorker ? line : "");
            return Work;
        });

    /// <summary>Work that never ends in a worker.</summary>
    public static Contender Hanging { get; } = Contender.Create(
        "hanging", () => IsWorker ? () => Thread.Sleep(Timeout.Infinite) : Work);

    [ModuleInitializer]
    internal static void Start()
    {
        if (ContestWorker.TryRun([], Good, Throwing, Ending, Printing, Hanging)) Environment.Exit(0);
        if (Environment.GetEnvironmentVariable(RunsContest) is null) return;
        new Contest(TimeProvider.System).Run([Hanging], new() { MinRepetitions = 2, MaxRepetitions = 2 });
        Environment.Exit(0);
    }

    private static void Work()
    {
        for (int i = 1; i < 1000; i++) Sum += 1.0 / i;
    }
}
