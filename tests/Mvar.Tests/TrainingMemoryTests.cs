using Rom.Abstractions;

namespace Mvar.Tests;

/// <summary>The memory of a training.</summary>
[Collection(CountedAllocations.Name)]
public class TrainingMemoryTests
{
    [Theory]
    [InlineData(LagSelection.None)]
    [InlineData(LagSelection.Bic)]
    public void MemoryFor_IsNoMoreThanATrainingAllocates_AndNotMuchLess(LagSelection selection)
    {
        var trainer = new MvarTrainer(new MvarOptions { Lag = 60, MaxLag = 60, LagSelection = selection });
        var data = PlantedProcess.OfTwoLags.Data(4, 120, noise: 1, seed: 3);
        double need = trainer.MemoryFor(4, 120, data.Dimension).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(data, TrainingContext.Silent(0));
        // A selection of the lag solves many systems, one after the other.
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before, need, (selection == LagSelection.None ? 20 : 1000) * need);
    }

    [Fact]
    public void MemoryFor_ManyLagsOfManyModes_DoesNotOverflow_AndIsRefused()
    {
        var need = new MvarTrainer(new MvarOptions { Lag = 1000 }).MemoryFor(340, 168, 1_000_000);
        Assert.Equal(8 * (1001e6 * 1001e6 + 3 * 1000e6 * 1000e6), need.Bytes, 1e-14 * need.Bytes);
        Assert.StartsWith("a fit with 1000 lags of 1000000 modes needs ", need.RefusalWithin(1e15));
        Assert.Equal("Lag", need.Option);
    }
}
