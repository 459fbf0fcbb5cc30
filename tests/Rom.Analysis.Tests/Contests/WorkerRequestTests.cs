using Rom.Analysis.Contests;

namespace Rom.Analysis.Tests.Contests;

public class WorkerRequestTests
{
    private static int made;

    [Fact]
    public void AFactoryThatCapturesNothing_IsFoundAgain()
    {
        foreach (var contender in new[]
        {
            Contender.Create("lambda", static () => () => made++),
            Contender.Create("method", Method),
        })
        {
            int before = made;
            var factory = WorkerRequest.Factory.Of(contender, isOffered: false)!;
            string json = JsonRules.Text(new WorkerRequest([factory], new ContestSettings(), 0.01));
            JsonRules.Parse<WorkerRequest>(json).Contenders[0].Find([]).Factory()();
            Assert.Equal(before + 1, made);
        }
    }

    [Fact]
    public void AFactoryThatCapturesVariables_IsFoundOnlyWhereItIsHandedOver()
    {
        int captured = 0;
        var contender = Contender.Create("A", () => () => captured++);
        Assert.Null(WorkerRequest.Factory.Of(contender, isOffered: false));
        Assert.Null(WorkerRequest.Factory.Of(Contender.Create("B", new Instance().Make), isOffered: false));
        var factory = WorkerRequest.Factory.Of(contender, isOffered: true)!;
        Assert.Same(contender, factory.Find([contender]));
        Assert.Contains("'A'", Assert.Throws<InvalidDataException>(() => factory.Find([])).Message);
    }

    [Fact]
    public void AnotherBuildOfTheProgram_IsRefused()
    {
        var factory = WorkerRequest.Factory.Of(Contender.Create("method", Method), isOffered: false)!;
        Assert.Contains(
            "another one",
            Assert.Throws<InvalidDataException>(() => (factory with { Module = Guid.NewGuid() }).Find([])).Message);
    }

    [Fact]
    public void AProgramThatWasNotStartedAsAWorker_GoesOn()
    {
        Assert.Throws<InvalidDataException>(() =>
            ContestWorker.TryRun([WorkerProcesses.Marker, "no-such-file", "result"]));
        Assert.Throws<ArgumentNullException>(() => ContestWorker.TryRun(null!));
    }

    private static Action Method() => () => made++;

    private sealed class Instance
    {
        public int Calls { get; private set; }

        public Action Make() => () => Calls++;
    }
}
