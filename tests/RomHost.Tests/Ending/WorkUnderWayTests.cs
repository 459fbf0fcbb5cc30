using Rom.Forecasting.Work;

namespace RomHost.Tests.Ending;

public sealed class WorkUnderWayTests
{
    [Fact]
    public void TheInnermostWork_IsNamed_AndTheOuterOneAfterIt()
    {
        using var outer = WorkUnderWay.Begin("outer", "Plugin");
        Assert.Contains(outer, WorkUnderWay.Innermost);
        using (var inner = WorkUnderWay.Begin("inner"))
        {
            Assert.Contains(inner, WorkUnderWay.Innermost);
            Assert.DoesNotContain(outer, WorkUnderWay.Innermost);
            Assert.Equal("Plugin", inner.Plugin);
            Assert.Same(inner, WorkUnderWay.OfThisThread);
        }
        Assert.Contains(outer, WorkUnderWay.Innermost);
        Assert.Same(outer, WorkUnderWay.OfThisThread);
    }

    [Fact]
    public async Task WorkOnSeveralThreads_IsPartOfTheOneThatStartedThem()
    {
        using var outer = WorkUnderWay.Begin("outer");
        using var both = new Barrier(3);
        Task Part(string name) => Task.Factory.StartNew(
            () =>
            {
                using var work = WorkUnderWay.Begin(name);
                both.SignalAndWait();
                both.SignalAndWait();
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task[] parts = [Part("a"), Part("b")];
        both.SignalAndWait(TestContext.Current.CancellationToken);
        var innermost = WorkUnderWay.Innermost;
        both.SignalAndWait(TestContext.Current.CancellationToken);
        await Task.WhenAll(parts);
        Assert.DoesNotContain(outer, innermost);
        Assert.Superset(new HashSet<string> { "a", "b" }, innermost.Select(work => work.Name).ToHashSet());
        Assert.Contains(outer, WorkUnderWay.Innermost);
    }

    [Fact]
    public void AThreadThatOutlivesTheWork_StillBelongsToIt()
    {
        using var ended = new ManualResetEventSlim();
        WorkUnderWay? seen = null;
        var work = WorkUnderWay.Begin("work");
        var thread = new Thread(() =>
        {
            ended.Wait();
            seen = WorkUnderWay.OfThisThread;
        });
        thread.Start();
        work.Dispose();
        ended.Set();
        thread.Join();
        Assert.Same(work, seen);
        Assert.DoesNotContain(work, WorkUnderWay.Innermost);
    }

    [Fact]
    public void Names_AreFew()
    {
        using var a = WorkUnderWay.Begin("a");
        using var b = WorkUnderWay.Begin("b");
        using var c = WorkUnderWay.Begin("c");
        Assert.Null(WorkUnderWay.Names([]));
        Assert.Equal("a", WorkUnderWay.Names([a, a]));
        Assert.Equal("a and b", WorkUnderWay.Names([a, b]));
        Assert.Equal("a and 2 others", WorkUnderWay.Names([a, b, c]));
    }

    [Fact]
    public void BriefWork_IsInnermost_ButChangesNothing()
    {
        using var outer = WorkUnderWay.Begin("outer of a brief one");
        var heard = new List<string?>();
        void Hear(IReadOnlyList<WorkUnderWay> works)
        {
            if (WorkUnderWay.OfThisThread is { } mine && (mine == outer || mine.Name == "brief"))
                heard.Add(WorkUnderWay.Names(works));
        }
        WorkUnderWay.Changed += Hear;
        try
        {
            using var brief = WorkUnderWay.Begin("brief", isBrief: true);
            Assert.Contains(brief, WorkUnderWay.Innermost);
            Assert.DoesNotContain(outer, WorkUnderWay.Innermost);
        }
        finally
        {
            WorkUnderWay.Changed -= Hear;
        }
        Assert.Empty(heard);
        Assert.Contains(outer, WorkUnderWay.Innermost);
    }
}
