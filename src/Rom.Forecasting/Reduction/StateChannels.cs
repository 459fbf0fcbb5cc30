using Rom.Abstractions;

namespace Rom.Forecasting.Reduction;

/// <summary>Arranges the channels of a latent state.</summary>
internal static class StateChannels
{
    /// <summary>Returns the density's channel and those of further fields after it.</summary>
    /// <param name="modes">The number of modes of the density.</param>
    /// <param name="further">The channels of further fields.</param>
    public static IReadOnlyList<LatentChannel> Of(int modes, IEnumerable<ChannelBasis> further)
    {
        var channels = new List<LatentChannel> { new(LatentChannel.Pod, 0, modes) };
        foreach (var one in further)
            channels.Add(new(one.Channel.Name, channels[^1].Offset + channels[^1].Length, one.ModeCount));
        return channels;
    }
}
