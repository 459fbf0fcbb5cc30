using System.Diagnostics;
using System.Reflection;
using Rom.Analysis.Contests;

namespace Rom.Analysis.Tests.Contests;

public class WorkerProcessesTests
{
    private static readonly ContestSettings Quick = new()
    {
        MinRepetitions = 2,
        MaxRepetitions = 2,
        MaxRounds = 4,
        WarmUp = TimeSpan.Zero,
        ShortestBlock = TimeSpan.FromMicroseconds(10),
    };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly Contest Contest = new(TimeProvider.System);

    [Fact]
    public void AProgramThatOffersItself_RunsEachRepetitionInAProcess()
    {
        var rounds = Contest.Run(
            [WorkerProgram.Good, WorkerProgram.Printing], Quick, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2), (rounds.Processes, rounds.RoundsPerRepetition.Count));
        Assert.Equal(["good", "printing", "good"], rounds.Names);
        Assert.All(rounds.SecondsPerCall, round => Assert.All(round, seconds => Assert.True(seconds > 0)));
        Assert.Empty(rounds.Doubts); // a worker's switches are set, whatever this program's are
        Assert.DoesNotContain(rounds.Notes, note => note.Contains("one process", StringComparison.Ordinal));
    }

    [Fact]
    public void AWorkerThatFails_LeavesTheContestToOneProcess_WithItsReason()
    {
        foreach (var contender in new[] { WorkerProgram.Throwing, WorkerProgram.Ending })
        {
            var rounds = Contest.Run([contender], Quick, TestContext.Current.CancellationToken);
            Assert.Equal((1, 2), (rounds.Processes, rounds.RoundsPerRepetition.Count));
            Assert.Contains(rounds.Notes, note =>
                note.StartsWith("one process: a worker ended with exit code", StringComparison.Ordinal)
                && note.Contains("without a result", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ACancelledContest_EndsItsWorker()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        cancellation.CancelAfter(TimeSpan.FromSeconds(0.5));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Contest.Run([WorkerProgram.Hanging], Quick, cancellation.Token));
    }

    [Fact]
    public void AWorker_EndsWithAProgramThatIsKilled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "command lines of processes are read in /proc");
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            Environment = { [WorkerProgram.RunsContest] = "1" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        using var program = Process.Start(start)!;
        // A worker's files lie in a folder with the number of the program that started it.
        string worker = $"{WorkerProcesses.Marker}\0{Path.GetTempPath()}romhost-contest-",
            ofProgram = $"-{program.Id}-";
        bool hasBegun = SpinWait.SpinUntil(() => Workers().Length > 0, Patience);
        program.Kill(); // SIGKILL, and of the program alone
        bool isAlone = SpinWait.SpinUntil(() => Workers().Length == 0, Patience);
        foreach (int left in Workers()) Process.GetProcessById(left).Kill();
        Assert.True(hasBegun, "no worker began");
        Assert.True(isAlone, "its worker goes on");

        int[] Workers() => [.. RunningProcesses.With(worker).Intersect(RunningProcesses.With(ofProgram))];
    }

    // Other work of the same name would be timed in its place.
    [Fact]
    public void OtherWorkOfTheSameName_IsNotThatWhichIsHandedOver()
    {
        int calls = 0;
        var rounds = Contest.Run(
            [Contender.Create("good", () => () => calls++)], Quick, TestContext.Current.CancellationToken);
        Assert.Equal(1, rounds.Processes);
        Assert.True(calls > 0);
        Assert.Contains(rounds.Notes, note => note.Contains("'good' captures variables", StringComparison.Ordinal));
    }
}
