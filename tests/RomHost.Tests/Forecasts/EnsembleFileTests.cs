using Rom.Forecasting.Forecasts;

namespace RomHost.Tests.Forecasts;

/// <summary>An archive of more members than the memory holds is refused before it is written.</summary>
public sealed class EnsembleFileTests
{
    private const long Memory = 16L << 30;

    [Fact]
    public void Members_AreLiftedSideBySide_AndCountedSo() => Assert.Equal(
        "an archive of 1000000 members needs 549.3 GiB of memory, and this machine has 16.0 GiB; forecast fewer "
        + "members, or write a table (.csv)",
        EnsembleFile.Need(1_000_000, 1, 1 << 14, thresholds: 1).RefusalWithin(Memory));

    [Fact]
    public void OfAFewMembers_ThereIsMemory() =>
        Assert.Null(EnsembleFile.Need(100, 1000, 1 << 14, thresholds: 1).RefusalWithin(Memory));
}
