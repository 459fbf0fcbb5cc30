using Peers.Measuring;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>A measured result of a row, as shown in the table.</summary>
/// <param name="Ours">Our figure, with its spread.</param>
/// <param name="IsMet">Whether the target is met; null where there is none, or the peer is missing.</param>
internal sealed record Finding(string Ours, bool? IsMet)
{
    /// <summary>The peer and its figure.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The speed relative to the peer, with the range of the rounds.</summary>
    public string Ratio { get; init; } = "";

    /// <summary>The limit of the machine, and its derivation.</summary>
    public string Ceiling { get; init; } = "";

    /// <summary>Compares our time with that of a peer, which should be at least a factor longer.</summary>
    /// <param name="samples">Our samples, and those of the peer where it is installed.</param>
    /// <param name="show">Formats a figure.</param>
    /// <param name="ratio">The required factor.</param>
    /// <param name="ceiling">The limit of the machine.</param>
    /// <param name="alsoMet">Whether the other requirements are met.</param>
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
