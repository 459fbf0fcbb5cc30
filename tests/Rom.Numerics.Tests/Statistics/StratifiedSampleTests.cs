using FsCheck.Xunit;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class StratifiedSampleTests
{
    [Property(MaxTest = 60)]
    public void EachStretch_HasItsShareOfDifferentIndices(ushort length, ushort count, ulong seed)
    {
        long[] drawn = StratifiedSample.Draw(length, count % 500, new RandomStream(seed));
        Assert.Equal(Math.Min(length, count % 500), drawn.Length);
        Assert.Equal(drawn.Distinct().Order(), drawn);
        for (int i = 0; i < drawn.Length; i++)
            Assert.InRange(drawn[i], (long)length * i / drawn.Length, (long)length * (i + 1) / drawn.Length - 1);
    }

    [Fact]
    public void MoreThanThereAre_IsAll() => Assert.Equal([0, 1, 2], StratifiedSample.Draw(3, 9, new RandomStream(1)));

    [Fact]
    public void EachIndex_IsDrawnAsOften()
    {
        var times = new int[6];
        var random = new RandomStream(3);
        for (int i = 0; i < 6000; i++)
        {
            foreach (long index in StratifiedSample.Draw(6, 2, random)) times[index]++;
        }
        Assert.All(times, n => Assert.InRange(n, 1843, 2157)); // 2000 ± 4.3 standard deviations
    }

    [Fact]
    public void HugeLengths_DoNotOverflow() =>
        Assert.InRange(
            StratifiedSample.Draw(long.MaxValue, 4, new RandomStream(1))[3], long.MaxValue / 4 * 3, long.MaxValue);
}
