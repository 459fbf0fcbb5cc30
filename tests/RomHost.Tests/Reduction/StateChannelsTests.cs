using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace RomHost.Tests.Reduction;

public sealed class StateChannelsTests
{
    [Theory]
    [InlineData(null, new[] { 3, 4 })]
    [InlineData("pod,shift_rate,momentum", new[] { 3, 4 })]
    [InlineData("shift_rate,momentum", new[] { 0, 1 })]
    [InlineData("pod,momentum", new int[0])]
    public void Rates_AreWhereTheModelsStateHasThem(string? used, int[] expected) =>
        Assert.Equal(
            expected,
            StateChannels.RatesOf(
                [new(LatentChannel.Pod, 0, 3), new(LatentChannel.ShiftRate, 3, 2), new("momentum", 5, 4)],
                used?.Split(',')));
}
