using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public class LeadBlocksTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(4, new[] { 1, 2, 3 })]
    [InlineData(18, new[] { 1, 2, 3, 5, 8, 12, 18 })]
    public void Blocks_AreHalfAsLongAsAllBeforeThem(int longest, int[] first) =>
        Assert.Equal(first, LeadBlocks.FirstLeads(longest));

    [Fact]
    public void TheLongestLeadOfAll_DoesNotOverflow()
    {
        int[] first = LeadBlocks.FirstLeads(int.MaxValue);
        Assert.Equal(first.Order().Distinct(), first);
        Assert.Throws<ArgumentOutOfRangeException>(() => LeadBlocks.FirstLeads(0));
    }
}
