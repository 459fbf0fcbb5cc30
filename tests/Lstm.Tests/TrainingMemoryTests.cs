using Lstm.Training;
using Rom.Abstractions;

namespace Lstm.Tests;

/// <summary>The memory of a training against values computed by hand; nothing is trained here.</summary>
public sealed class TrainingMemoryTests
{
    private static readonly LstmOptions Thesis = new();

    [Fact]
    public void ThesisSize_IsCountedByHand()
    {
        // 340 runs of 168 frames: 163 windows each, 272 runs to train on.
        const double Weights = 4 * 211_091, States = (340 + 272) * 163 * 6 * 19, Batch = 512 * 5 * 2 * 128;
        MemoryNeed need = new LstmTrainer(Thesis).MemoryFor(340, 168, 19);
        Assert.Equal(sizeof(float) * (Weights + States + Batch), need.Bytes);
        Assert.Equal("MaxWindows", need.Option);
    }

    [Fact]
    public void OfASampleOfWindows_TheSampleIsCounted()
    {
        // 68 runs of 163 windows validate; of those to train on there are 1,000.
        const double Weights = 4 * 211_091, States = (68 * 163 + 2 * 1000) * 6 * 19, Batch = 512 * 5 * 2 * 128;
        var need = TrainingMemory.Of(Thesis with { MaxWindows = 1000 }, 340, 168, 19);
        Assert.Equal(sizeof(float) * (Weights + States + Batch), need.Bytes);
        Assert.Equal(
            TrainingMemory.Of(Thesis, 340, 168, 19),
            TrainingMemory.Of(Thesis with { MaxWindows = 272 * 163 }, 340, 168, 19));
    }

    [Fact]
    public void AWideNetwork_BlamesItsUnits()
    {
        MemoryNeed need = TrainingMemory.Of(Thesis with { HiddenUnits = 4096, Layers = 16 }, 6, 31, 5);
        Assert.Equal("HiddenUnits", need.Option);
        Assert.StartsWith("training 16 × 4096 units on windows of 5 states", need.RefusalWithin(24e9));
    }

    [Fact]
    public void ALongClosedLoopOfLargeBatches_BlamesTheBatch() => Assert.Equal(
        "BatchSize",
        TrainingMemory.Of(Thesis with { BatchSize = 1_000_000, Kstep = 50, Lag = 20 }, 340, 168, 19).Option);

    [Fact]
    public void SmallData_TakeNoBatchLargerThanTheyAre() => Assert.Equal(
        TrainingMemory.Of(Thesis with { BatchSize = 1_000_000 }, 2, 10, 3).Bytes,
        TrainingMemory.Of(Thesis with { BatchSize = 5 }, 2, 10, 3).Bytes);

    [Fact]
    public void RunsShorterThanAWindow_NeedNoMoreThanTheWeights() => Assert.Equal(
        sizeof(float) * 4.0 * 211_091, TrainingMemory.Of(Thesis, 340, 1, 19).Bytes);

    [Fact]
    public void SamplingAndAConvexWeighting_AddNothingThatIsCounted()
    {
        var loop = Thesis with { Kstep = 3 };
        var sampling = loop with
        {
            KstepAlpha = 0,
            ScheduledSampling = 1,
            ScheduledSamplingPlace = SamplingPlace.Window,
        };
        Assert.Equal(TrainingMemory.Of(loop, 340, 168, 19).Bytes, TrainingMemory.Of(sampling, 340, 168, 19).Bytes);
    }

    [Fact]
    public void LargestSizesOfAll_DoNotOverflow()
    {
        LstmOptions largest = Thesis with
        {
            HiddenUnits = 4096,
            Layers = 16,
            Lag = 1000,
            Kstep = 1000,
            BatchSize = 1_000_000,
        };
        double bytes = TrainingMemory.Of(largest, int.MaxValue, int.MaxValue, int.MaxValue).Bytes;
        Assert.InRange(bytes, 1e30, 1e35);
    }
}
