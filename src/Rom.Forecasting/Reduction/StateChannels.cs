using Rom.Abstractions;

namespace Rom.Forecasting.Reduction;

/// <summary>Arranges the channels of a latent state.</summary>
internal static class StateChannels
{
    /// <summary>Returns the channels of a state: of the density, of the rate of the shift, of further fields.</summary>
    /// <param name="modes">The number of modes of the density.</param>
    /// <param name="rate">The channel of the shift's rate; null for none.</param>
    /// <param name="further">The channels of further fields.</param>
    public static IReadOnlyList<LatentChannel> Of(int modes, ShiftRate? rate, IEnumerable<ChannelBasis> further)
    {
        var channels = new List<LatentChannel> { new(LatentChannel.Pod, 0, modes) };
        if (rate is not null) Add(LatentChannel.ShiftRate, rate.Length);
        foreach (var one in further) Add(one.Channel.Name, one.ModeCount);
        return channels;

        void Add(string name, int length) =>
            channels.Add(new(name, channels[^1].Offset + channels[^1].Length, length));
    }
}
