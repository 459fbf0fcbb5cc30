using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Waves;

public sealed record WaveEstimatorOptions;

/// <summary>The wave of <see cref="WaveSimulator"/> as a density: u and a height that keeps it positive.</summary>
internal sealed class WaveEstimator : IDensityEstimator
{
    private const float Height = 5;

    public Grid GridOn(Domain domain) => new(domain, WaveSimulator.Points, 1);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation) => new(
        GridOn(domain), trajectory.Times.ToArray(),
        [
            .. Enumerable.Range(0, trajectory.FrameCount).SelectMany(t =>
            {
                var velocities = trajectory.Velocities(t).ToArray();
                return Enumerable.Range(0, WaveSimulator.Points).Select(i => Height + velocities[2 * i]);
            }),
        ]);
}
