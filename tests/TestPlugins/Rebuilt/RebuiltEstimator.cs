using Rom.Abstractions;

namespace Rebuilt;

/// <summary>Counts particles in cells, each with a weight that is part of the code.</summary>
public sealed class RebuiltEstimator : IDensityEstimator
{
    private const int Cells = 8;

    /// <inheritdoc/>
    public Grid GridOn(Domain domain) => new(domain, Cells, Cells);

    /// <inheritdoc/>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        var grid = GridOn(domain);
        var values = new float[trajectory.FrameCount * grid.CellCount];
        for (int frame = 0; frame < trajectory.FrameCount; frame++)
        {
            var positions = trajectory.Positions(frame);
            for (int i = 0; i < positions.Length; i += 2)
            {
                int column = Math.Min((int)(positions[i] / grid.Dx), Cells - 1),
                    row = Math.Min((int)(positions[i + 1] / grid.Dy), Cells - 1);
                values[(frame * Cells + row) * Cells + column] += (float)RebuiltPlugin.Factor;
            }
        }
        return new DensityMovie(grid, trajectory.Times.ToArray(), values);
    }
}
