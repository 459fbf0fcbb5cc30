using FsCheck.Xunit;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class StratifiedSampleTests
{
    [Property(MaxTest = 60)]
    public void EachStratum_HasItsShareOfDifferentElements(byte[] sizes, ushort count, ulong seed)
    {
        int[] strata = [.. sizes];
        int total = strata.Sum(), wanted = Math.Min(count % 500, total);
        int[][] drawn = StratifiedSample.Draw(strata, wanted, new RandomStream(seed));
        Assert.Equal(wanted, drawn.Sum(stratum => stratum.Length));
        for (int k = 0; k < strata.Length; k++)
        {
            Assert.True(Math.Abs(drawn[k].Length - (double)wanted * strata[k] / Math.Max(1, total)) < 1);
            Assert.Equal(drawn[k].Distinct().Order(), drawn[k]);
            Assert.All(drawn[k], i => Assert.InRange(i, 0, strata[k] - 1));
        }
    }

    [Fact]
    public void MoreThanThereAre_IsAll() =>
        Assert.Equal([[0, 1], [], [0]], StratifiedSample.Draw([2, 0, 1], 9, new RandomStream(1)));

    [Fact]
    public void EachElement_IsDrawnAsOften()
    {
        var times = new int[5];
        var random = new RandomStream(3);
        for (int i = 0; i < 5000; i++)
        {
            foreach (int element in StratifiedSample.Draw([5], 2, random)[0]) times[element]++;
        }
        Assert.All(times, n => Assert.InRange(n, 1850, 2150)); // 2000 ± 4.3 standard deviations
    }

    [Fact]
    public void HugeStrata_DoNotOverflow() =>
        Assert.Equal(4, StratifiedSample.Draw([1_000_000, 1_000_000], 4, new RandomStream(1)).Sum(s => s.Length));
}
