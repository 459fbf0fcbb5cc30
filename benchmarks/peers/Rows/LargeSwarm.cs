using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>A large swarm beside molecular dynamics' own tool.</summary>
internal sealed class LargeSwarm : IRow
{
    private const int Particles = 32_400;
    private const double Neighbours = 30;
    private const double Ratio = 2;

    /// <inheritdoc/>
    public string Key => "swarm-32400";

    /// <inheritdoc/>
    public string Work => "the same model, N = 32,400, about 30 neighbours within the cutoff, one core";

    /// <inheritdoc/>
    public string Target => "≥ 2 × the particle-steps/s of LAMMPS, pair_style morse";

    /// <inheritdoc/>
    public IEnumerable<Finding> Measure(Workplace workplace)
    {
        double side = Math.Sqrt(Particles * Math.PI * Swarms.Cutoff * Swarms.Cutoff / Neighbours);
        using var ours = Swarms.Stepping(Particles, side, steps: 25);
        using var lammps = Lammps.Find();
        yield return Finding.Against(
            Contest.Run(9, lammps is null ? [ours] : [ours, lammps]),
            sample => Figure.Rate(sample, "particle-steps"), Ratio);
    }
}
