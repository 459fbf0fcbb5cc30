using Rom.Abstractions;

namespace Rom.Testing.Tests;

/// <summary>Spreads the particles evenly over the cells: right in everything but its flaw.</summary>
public sealed class FlawedEstimator(FlawedOptions options) : IDensityEstimator
{
    public Grid GridOn(Domain domain) => new(domain, options.Flaw == Flaw.IgnoresItsGridSize ? 2 : options.Columns, 2);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        if (options.Flaw == Flaw.IgnoresCancellation) Thread.Sleep(1500);
        else cancellation.ThrowIfCancellationRequested();
        if (options.Flaw == Flaw.ForgetsAFrame) trajectory = trajectory.Every(2);
        double share = options.Flaw == Flaw.LosesMass ? 0.9 : 1;
        float[] values = [.. Enumerable.Range(0, trajectory.FrameCount).SelectMany(t =>
            Enumerable.Repeat(
                (float)(share * trajectory.ParticleCount(t) / (domain.Lx * domain.Ly)), GridOn(domain).CellCount))];
        return new DensityMovie(GridOn(domain), trajectory.Times.ToArray(), values);
    }
}
