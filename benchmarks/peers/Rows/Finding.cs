using Peers.Measuring;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>What was measured for a row, as the table says it.</summary>
/// <param name="Ours">Our figure, with its spread.</param>
/// <param name="IsMet">Whether the target is met; null where nothing was asked, or the peer is not here.</param>
internal sealed record Finding(string Ours, bool? IsMet)
{
    /// <summary>The peer and its figure.</summary>
    public string Peer { get; init; } = "";

    /// <summary>How many times as fast as the peer, with the range of the rounds.</summary>
    public string Ratio { get; init; } = "";

    /// <summary>What the machine allows at the most, and where that comes from.</summary>
    public string Ceiling { get; init; } = "";

    /// <summary>Ours against a peer, which is to be so many times as slow.</summary>
    /// <param name="samples">Ours, and the peer's where it is installed.</param>
    /// <param name="show">How a figure is shown.</param>
    /// <param name="ratio">The least ratio.</param>
    /// <param name="ceiling">What the machine allows.</param>
    /// <param name="alsoMet">Whether what else was asked is met.</param>
    public static Finding Against(
        Samples[] samples, Func<Samples, string> show, double ratio, string ceiling = "", bool alsoMet = true) =>
        samples.Length == 1
            ? new Finding(show(samples[0]), null) { Peer = "not installed here", Ceiling = ceiling }
            : new Finding(show(samples[0]), alsoMet && samples[1].Over(samples[0]) >= ratio)
            {
                Peer = $"{samples[1].Name}: {show(samples[1])}",
                Ratio = Figure.Ratio(samples[0], samples[1]),
                Ceiling = ceiling,
            };
}
