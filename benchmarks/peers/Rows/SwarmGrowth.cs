using Peers.Measuring;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>How the time of a step grows with the number of particles.</summary>
internal sealed class SwarmGrowth : IRow
{
    private const double Allowed = 1.2;

    // (particles, steps): about as much work each.
    private static readonly (int Particles, int Steps)[] Sizes = [(1_000, 400), (10_000, 40), (100_000, 8), (1_000_000, 2)];

    /// <inheritdoc/>
    public string Key => "growth";

    /// <inheritdoc/>
    public string Work => "growth of a step's time with N at that density, 10³ → 10⁶, one core";

    /// <inheritdoc/>
    public string Target => "linear within 20 %";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        const double density = 30 / (Math.PI * Swarms.Cutoff * Swarms.Cutoff);
        var samples = Contest.Run(
            5, [.. Sizes.Select(size => Swarms.Stepping(size.Particles, Math.Sqrt(size.Particles / density), size.Steps))]);
        double[] growth = [.. samples.Select(size => size.Over(samples[0]))];
        yield return new Finding(
            "time of a particle's step, over that of 10³: " + string.Join(", ", growth.Select(Figure.Digits)),
            growth.All(factor => factor is >= 1 / Allowed and <= Allowed));
    }
}
