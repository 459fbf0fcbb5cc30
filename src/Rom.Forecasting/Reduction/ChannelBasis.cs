namespace Rom.Forecasting.Reduction;

/// <summary>The modes of a channel of further fields.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Basis">Its basis, whose snapshots are the fields one after the other; null for no modes.</param>
internal sealed record ChannelBasis(FieldChannel Channel, PodBasis? Basis)
{
    /// <summary>The number of modes.</summary>
    public int ModeCount => Basis?.ModeCount ?? 0;
}
