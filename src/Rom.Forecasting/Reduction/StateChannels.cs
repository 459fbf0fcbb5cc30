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

    /// <summary>Returns the coordinates of a model's state that are rates of the shift.</summary>
    /// <param name="channels">The channels of a state.</param>
    /// <param name="used">The channels that the model uses; null for all.</param>
    public static IReadOnlyList<int> RatesOf(
        IEnumerable<LatentChannel> channels, IReadOnlyCollection<string>? used)
    {
        int offset = 0;
        foreach (var channel in channels.Where(channel => used?.Contains(channel.Name) != false))
        {
            if (channel.Name == LatentChannel.ShiftRate) return [.. Enumerable.Range(offset, channel.Length)];
            offset += channel.Length;
        }
        return [];
    }
}
