namespace Peers.Rows;

/// <summary>What was measured for a row, as the table says it.</summary>
/// <param name="Ours">Our figure, with its spread.</param>
/// <param name="IsMet">Whether the target is met; null where nothing was asked.</param>
internal sealed record Finding(string Ours, bool? IsMet)
{
    /// <summary>The peer and its figure; empty where it was not measured in this run.</summary>
    public string Peer { get; init; } = "";

    /// <summary>How many times as fast as the peer, with the range of the rounds.</summary>
    public string Ratio { get; init; } = "";

    /// <summary>What the machine allows at the most, and where that comes from.</summary>
    public string Ceiling { get; init; } = "";
}
