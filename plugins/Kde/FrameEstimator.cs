using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Estimates the density of one frame: ρ = G_σ ∗ H / (dx·dy), where H counts the particles of each cell and the
/// Gaussian G_σ is applied along x, then along y. A component of the momentum density is the same with the sum of the
/// particles' velocities in place of their number.
/// </summary>
/// <remarks>Holds buffers, so it belongs to one thread; estimating a frame allocates nothing.</remarks>
internal sealed class FrameEstimator
{
    private readonly Grid grid;
    private readonly CellEdges columns;
    private readonly CellEdges rows;
    private readonly FilterAlongX alongX;
    private readonly FilterAlongY alongY;
    private readonly double[] sums; // of each cell: its particles, or their velocities
    private readonly double[] halfway;
    private readonly double[] density;

    /// <summary>Creates the buffers and weights.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="bandwidth">Standard deviation of the Gaussian [cells].</param>
    public FrameEstimator(Grid grid, double bandwidth)
    {
        this.grid = grid;
        (columns, rows) = (new CellEdges(grid.Domain.Lx, grid.Nx), new CellEdges(grid.Domain.Ly, grid.Ny));
        var kernel = new GaussianKernel(bandwidth);
        alongX = new FilterAlongX(kernel, grid.Nx, grid.Domain.Boundary);
        alongY = new FilterAlongY(kernel, grid.Ny, grid.Nx, grid.Domain.Boundary);
        sums = new double[grid.CellCount];
        halfway = new double[grid.CellCount];
        density = new double[grid.CellCount];
    }

    /// <summary>Estimates the density of a frame.</summary>
    /// <param name="positions">Positions [N, 2].</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    /// <returns>Densities [ny, nx], in a buffer that the next frame overwrites.</returns>
    /// <exception cref="ArgumentException">A particle lies outside the domain.</exception>
    public ReadOnlySpan<double> Estimate(ReadOnlySpan<float> positions, CancellationToken cancellation)
    {
        Array.Clear(sums);
        for (int i = 0; i < positions.Length; i += 2) sums[CellOf(positions[i], positions[i + 1])]++;
        return Smooth(cancellation);
    }

    /// <summary>Estimates the density of a frame that is given in double precision.</summary>
    /// <inheritdoc cref="Estimate(ReadOnlySpan{float}, CancellationToken)"/>
    public ReadOnlySpan<double> Estimate(ReadOnlySpan<double> positions, CancellationToken cancellation)
    {
        Array.Clear(sums);
        for (int i = 0; i < positions.Length; i += 2) sums[CellOf(positions[i], positions[i + 1])]++;
        return Smooth(cancellation);
    }

    /// <summary>Estimates a component of the momentum density of a frame.</summary>
    /// <param name="positions">Positions [N, 2].</param>
    /// <param name="velocities">Velocities [N, 2].</param>
    /// <param name="component">0 for x, 1 for y.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    /// <returns>Momentum densities [ny, nx], in a buffer that the next frame overwrites.</returns>
    /// <exception cref="ArgumentException">A particle lies outside the domain.</exception>
    public ReadOnlySpan<double> EstimateMomentum(
        ReadOnlySpan<float> positions, ReadOnlySpan<float> velocities, int component, CancellationToken cancellation)
    {
        Array.Clear(sums);
        for (int i = 0; i < positions.Length; i += 2)
            sums[CellOf(positions[i], positions[i + 1])] += velocities[i + component];
        return Smooth(cancellation);
    }

    private int CellOf(double x, double y)
    {
        var (column, row) = (columns.CellOf(x), rows.CellOf(y));
        if (column < 0 || row < 0)
        {
            throw new ArgumentException(
                $"expected positions inside the domain of {grid.Domain.Lx:G6} × {grid.Domain.Ly:G6}, "
                + $"found a particle at ({x:R}, {y:R}); bring the simulator's positions into its domain");
        }
        return row * grid.Nx + column;
    }

    private ReadOnlySpan<double> Smooth(CancellationToken cancellation)
    {
        alongX.Apply(sums, 1 / grid.CellArea, halfway, cancellation);
        alongY.Apply(halfway, density, cancellation);
        return density;
    }
}
