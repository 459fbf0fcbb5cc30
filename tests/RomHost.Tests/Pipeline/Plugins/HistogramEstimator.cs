using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record HistogramOptions
{
    /// <summary>What a particle counts.</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>Particles in each cell of 4 × 3, over its area.</summary>
internal sealed class HistogramEstimator(HistogramOptions options) : IDensityEstimator
{
    public Grid GridOn(Domain domain) => new(domain, 4, 3);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        var grid = GridOn(domain);
        var values = new float[trajectory.FrameCount * grid.CellCount];
        for (int t = 0; t < trajectory.FrameCount; t++)
        {
            var positions = trajectory.Positions(t);
            for (int i = 0; i < positions.Length; i += 2)
            {
                int x = Math.Min(grid.Nx - 1, (int)(positions[i] / grid.Dx)),
                    y = Math.Min(grid.Ny - 1, (int)(positions[i + 1] / grid.Dy));
                values[(t * grid.CellCount) + (y * grid.Nx) + x] += (float)(options.Weight / grid.CellArea);
            }
        }
        return new DensityMovie(grid, trajectory.Times.ToArray(), values);
    }
}
