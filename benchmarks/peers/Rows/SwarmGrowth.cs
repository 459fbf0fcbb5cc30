using Peers.Measuring;
using Peers.Reporting;

namespace Peers.Rows;

/// <summary>The growth of a step's time with the number of particles.</summary>
internal sealed class SwarmGrowth : IRow
{
    private const double Allowed = 1.2;

    // A particle's step where no cache holds the swarm: position, heading and where it stood when the list was made
    // (read, position and heading written too) 96, three passes over sums of two vectors 96, squares 24, a list of
    // eight blocks 36, its angle 8 and the line that it is found in 64, speed and number 12.
    private const double BytesOfStep = 336;

    // (particles, steps): neighbour lists last several steps, so fewer steps would include one or none of them by
    // chance.
    private static readonly (int Particles, int Steps)[] Sizes =
    [
        (1_000, 400), (10_000, 40), (100_000, 20), (1_000_000, 20),
    ];

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
            5,
            [.. Sizes.Select(size =>
                Swarms.Stepping(size.Particles, Math.Sqrt(size.Particles / density), size.Steps))]);
        double fromMemory = BytesOfStep / workplace.Ceilings.MemoryBytes;
        double[] growth = [.. samples.Select(size => size.Over(samples[0]))];
        yield return new Finding(
            "time of a particle's step, over that of 10³: " + string.Join(", ", growth.Select(Figure.Digits)),
            growth.All(factor => factor is >= 1 / Allowed and <= Allowed))
        {
            Ceiling = $"the swarm of 10⁶ is in no cache: {BytesOfStep} bytes of a particle's step at "
                + $"{workplace.Ceilings.MemoryBytes / 1e9:0.0} GB/s take {Figure.Time(fromMemory)} beside the "
                + $"{Figure.Time(samples[0].Median)} of 10³: {Figure.Digits(1 + fromMemory / samples[0].Median)}",
        };
    }
}
