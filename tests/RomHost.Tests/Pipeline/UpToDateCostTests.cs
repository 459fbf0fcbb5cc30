namespace RomHost.Tests.Pipeline;

/// <summary>
/// The cost of a run that finds everything up to date, in bytes allocated: time is no measure for a test.
/// </summary>
[Collection(CountedAllocations.Name)]
public sealed class UpToDateCostTests
{
    // Inputs of runs are gathered once, and each record is read a fixed number of times: twice the runs cost twice.
    [Fact]
    public void TwiceTheRuns_CostTwiceAsMuch()
    {
        long few = CostOf(runs: 8), more = CostOf(runs: 16), many = CostOf(runs: 32);
        Assert.InRange((many - more) / (double)(more - few), 1.8, 2.2);
    }

    private static long CostOf(int runs)
    {
        using var experiment = new SmallExperiment(
            $"train.initial_conditions=[{{family: anywhere, samples: {runs}}}]",
            $"test.initial_conditions=[{{family: anywhere, samples: {runs}}}]", "simulator.noise=0.1",
            "test.replicas=2");
        var runner = new StageRunner(experiment);
        runner.Run(threads: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        runner.Run(threads: 1);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
