using RomHost.Progress;

namespace RomHost.Tests.Progress;

public sealed class EnsembleProgressTests
{
    [Fact]
    public void SharesOfRunsUnderWay_AddUp_AndNeverGoBack()
    {
        var task = new Recorder();
        var progress = new EnsembleProgress(3, task);
        progress.Of(1).Report(0.5);
        progress.Of(0).Report(0.25);
        progress.Of(1).Report(0.4);
        progress.Of(1).Report(double.NaN);
        progress.Of(2).Report(7);
        Assert.Equal([0.5, 0.75, 1.75], task.Reported);
    }

    [Fact]
    public void WhenAllAreDone_ItIsExactlyTheirNumber()
    {
        var task = new Recorder();
        var progress = new EnsembleProgress(10, task);
        for (int run = 0; run < 10; run++)
        {
            progress.Of(run).Report(0.1);
            progress.Of(run).Report(0.7);
            progress.Done(run);
        }
        Assert.Equal(10, task.Reported[^1]);
    }

    private sealed class Recorder : IProgressTask
    {
        public List<double> Reported { get; } = [];

        public void Report(double completed, string? note = null) => Reported.Add(completed);

        public void Advance() => throw new NotSupportedException();

        public void Kept() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
