using Rom.Abstractions;
using RomHost.Tests.Configuration;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class MemoryCheckTests
{
    private readonly ValidationLog log = new(Sample.Bind(Sample.Block));

    [Fact]
    public void NeedsOfOneOption_AreSaidByTheLargest()
    {
        var memory = new MemoryCheck(log, 100);
        memory.Add("Density", Need("less", 200, "Nx"));
        memory.Add("Density", Need("most", 300, "Nx"));
        memory.Add("Simulator", Need("some", 150));
        memory.Add("Simulator", Need("little", 100));
        memory.Add("Simulator", need: null);
        memory.Check();
        string[] errors = Sample.ErrorsOf(log.ThrowIfAny);
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("f.yaml:3:1: simulator: some needs", errors[0]);
        Assert.StartsWith("f.yaml:17:3: density.nx: most needs", errors[1]);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(109, 1)]
    [InlineData(110, 2)]
    [InlineData(1, 1)]
    public void RunsAtOnce_AreThoseOfTheGreediestStage(long machine, int expected)
    {
        var memory = new MemoryCheck(log, machine);
        memory.Add("Density", Need("light", 5), isForEachRun: true);
        memory.Add("Density", Need("fixed", 200));
        memory.Add("Simulator", Need("heavy", 55), isForEachRun: true);
        Assert.Equal(expected, memory.MostRunsAtOnce);
    }

    [Fact]
    public void WithoutNeeds_NothingLimitsTheRuns() =>
        Assert.Equal(int.MaxValue, new MemoryCheck(log, 1).MostRunsAtOnce);

    private static MemoryNeed Need(string purpose, double bytes, string option = "") =>
        new() { Purpose = purpose, Bytes = bytes, Cure = "do less", Option = option };
}
