using Rom.Abstractions;

namespace OpInf;

/// <summary>
/// The coordinates of a state that are the rate of the shift and not of the profile; none where the map forecasts the
/// whole state.
/// </summary>
/// <param name="Offset">The first of them, from 0.</param>
/// <param name="Length">Their number.</param>
internal readonly record struct RateChannel(int Offset, int Length)
{
    /// <summary>Finds the rate among channels.</summary>
    /// <param name="channels">The channels of the state.</param>
    public static RateChannel In(IEnumerable<LatentChannel> channels)
    {
        var rate = channels.Single(channel => channel.Name == LatentChannel.ShiftRate);
        return new RateChannel(rate.Offset, rate.Length);
    }

    /// <summary>Returns the rate of a state.</summary>
    /// <param name="state">The state [r].</param>
    public Span<double> Of(Span<double> state) => state.Slice(Offset, Length);

    /// <summary>Returns the rate of a state.</summary>
    /// <param name="state">The state [r].</param>
    public ReadOnlySpan<double> Of(ReadOnlySpan<double> state) => state.Slice(Offset, Length);

    /// <summary>Copies the profile of a state.</summary>
    /// <param name="state">The state [r].</param>
    /// <param name="profile">Receives the other coordinates, in their order [r − length].</param>
    public void CopyProfile(ReadOnlySpan<double> state, Span<double> profile)
    {
        state[..Offset].CopyTo(profile);
        state[(Offset + Length)..].CopyTo(profile[Offset..]);
    }

    /// <summary>Makes room for the rate in a state that begins with its profile; the rate is 0.</summary>
    /// <param name="state">The profile, and room for the rate [r].</param>
    public void MakeRoom(Span<double> state)
    {
        state[Offset..^Length].CopyTo(state[(Offset + Length)..]);
        Of(state).Clear();
    }
}
