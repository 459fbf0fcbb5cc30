using RomHost.Clusters;

namespace RomHost.Tests.Clusters;

public sealed class TimeLimitTests
{
    // sbatch(1), --time, of Slurm 24.11: the formats, whole minutes, and 0 for no limit.
    [Theory]
    [InlineData("30", 1800L)]
    [InlineData("1:30", 120L)]
    [InlineData("2:00:00", 7200L)]
    [InlineData("0:0:61", 120L)]
    [InlineData("1-12", 129_600L)]
    [InlineData("1-12:30", 131_400L)]
    [InlineData("1-12:30:01", 131_460L)]
    [InlineData("999999999-999999999:999999999:999999999", 90_060_999_909_960)]
    [InlineData("0", null)]
    [InlineData("0:00:00", null)]
    [InlineData("UNLIMITED", null)]
    [InlineData("1h", null)]
    [InlineData("-5", null)]
    [InlineData("1:2:3:4", null)]
    [InlineData("", null)]
    public void ATime_IsReadAsSbatchReadsIt(string text, long? seconds) =>
        Assert.Equal(seconds, TimeLimit.SecondsOf(text));
}
