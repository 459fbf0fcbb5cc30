using Rom.Numerics.Svd;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>Messages about too few snapshots where only the runs determine their number.</summary>
public class SnapshotCountTests
{
    [Fact]
    public void OneSnapshot_IsRefusedForWhatItIs() => Assert.Equal(
        "expected several training snapshots, found 1: the runs are not longer than one step; lower simulator.dt or "
        + "reduction.subsample, or raise train.duration",
        Assert.Throws<InvalidDataException>(() =>
            BuildPodBasis.CheckCount(1, new RankRule.EnergyThreshold(0.99))).Message);

    [Fact]
    public void MoreModesThanSnapshots_AreRefused_WithTheKey()
    {
        BuildPodBasis.CheckCount(3, new RankRule.FixedRank(3));
        Assert.Equal(
            "expected at most as many modes as there are training snapshots, 2, found 3; lower reduction.modes, "
            + "or train on more or longer runs",
            Assert.Throws<InvalidDataException>(() => BuildPodBasis.CheckCount(2, new RankRule.FixedRank(3))).Message);
    }
}
