using Rom.Abstractions;

namespace Misbehaving;

/// <summary>A density estimator that fails in one way.</summary>
/// <param name="options">The fault.</param>
public sealed class MisbehavingEstimator(DataFaultOptions options) : IDensityEstimator
{
    private const int Cells = 4;

    /// <inheritdoc/>
    public Grid GridOn(Domain domain) => options.Fault == DataFault.NullPlace ? null! : new(domain, Cells, Cells);

    /// <inheritdoc/>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        if (options.Fault == DataFault.NullResult) return null!;
        if (options.Fault == DataFault.ReachesOutside)
            return new DensityMovie(GridOn(domain), [0], new float[(new int[1])[Cells]]);
        if (options.Fault == DataFault.LosesFrames) trajectory = trajectory.Every(2);
        var grid = options.Fault == DataFault.OtherGrid ? new Grid(domain, Cells, 2 * Cells) : GridOn(domain);
        return new DensityMovie(grid, trajectory.Times.ToArray(), new float[trajectory.FrameCount * grid.CellCount]);
    }
}
