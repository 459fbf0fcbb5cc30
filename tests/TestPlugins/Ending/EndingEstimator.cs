using Rom.Abstractions;

namespace Ending;

/// <summary>Counts particles in sixteen cells.</summary>
public sealed class EndingEstimator : IDensityEstimator
{
    private const int Cells = 4;

    private readonly EndingOptions options;

    /// <summary>Creates the estimator.</summary>
    /// <param name="options">The act and its place.</param>
    public EndingEstimator(EndingOptions options)
    {
        this.options = options;
        options.Reach(Place.Constructor);
    }

    /// <inheritdoc/>
    public Grid GridOn(Domain domain) => new(domain, Cells, Cells);

    /// <inheritdoc/>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        options.Reach(Place.Estimate);
        var grid = GridOn(domain);
        var values = new float[trajectory.FrameCount * grid.CellCount];
        for (int t = 0; t < trajectory.FrameCount; t++)
        {
            var positions = trajectory.Positions(t);
            for (int i = 0; i < positions.Length; i += 2)
            {
                int x = Math.Clamp((int)(positions[i] / domain.Lx * Cells), 0, Cells - 1);
                int y = Math.Clamp((int)(positions[i + 1] / domain.Ly * Cells), 0, Cells - 1);
                values[(t * grid.CellCount) + (y * Cells) + x]++;
            }
        }
        return new DensityMovie(grid, trajectory.Times.ToArray(), values);
    }
}
