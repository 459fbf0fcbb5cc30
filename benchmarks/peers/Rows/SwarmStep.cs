using Peers.Measuring;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>A few hundred particles, as in the predecessor's experiments.</summary>
internal sealed class SwarmStep : IRow
{
    private const double Least = 2e6;

    // Recorded for the predecessor: 0.54 s a step of 300 particles.
    private const double Predecessor = 560;

    /// <inheritdoc/>
    public string Key => "swarm-300";

    /// <inheritdoc/>
    public string Work => "Vicsek–Morse step, N = 300, R = 4, cutoff 7.5 in 25 × 25, one core";

    /// <inheritdoc/>
    public string Target => "≥ 2 million particle-steps/s";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        var samples = Contest.Run(
            11, Swarms.Stepping(300, side: 25, steps: 500), Swarms.Stepping(300, side: 25, steps: 500, eta: 0.1));
        var (dispersed, clumped) = (samples[0], samples[1]);
        yield return new Finding(Figure.Rate(dispersed, "particle-steps"), 1 / dispersed.Median >= Least)
        {
            Peer = $"Python predecessor: {Predecessor} (as recorded, not measured here)",
            Ratio = $"≈ {Figure.Digits(1 / dispersed.Median / Predecessor)} ×",
        };
        yield return new Finding(
            $"gathering in one clump, where every pair is within the cutoff: {Figure.Rate(clumped, "particle-steps")}",
            null);
    }
}
