using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Kernel density estimate on a grid, computed in double precision and stored in single. On a torus the mass Σρ·dx·dy
/// of a frame is its number of particles, to rounding.
/// </summary>
/// <param name="options">Validated options.</param>
public sealed class KdeEstimator(KdeOptions options) : IDensityEstimator
{
    /// <inheritdoc/>
    public Grid GridOn(Domain domain) => new(domain, options.Nx, options.Ny);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A particle lies outside the domain; the message says where.</exception>
    /// <exception cref="InvalidOperationException">The movie would not fit into an array.</exception>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        Grid grid = GridOn(domain);
        long cells = (long)trajectory.FrameCount * grid.CellCount;
        if (cells > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"densities of {trajectory.FrameCount} frames on {grid.Nx} × {grid.Ny} cells are more than an array of "
                + $"{Array.MaxLength} holds; use fewer cells, fewer frames or a larger save_every");
        }
        float[] densities = GC.AllocateUninitializedArray<float>((int)cells);
        var frameEstimator = new FrameEstimator(grid, options.Bandwidth);
        for (int frame = 0; frame < trajectory.FrameCount; frame++)
        {
            ReadOnlySpan<double> density = frameEstimator.Estimate(trajectory.Positions(frame), cancellation);
            TensorPrimitives.ConvertSaturating(density, densities.AsSpan(frame * grid.CellCount, grid.CellCount));
        }
        return new DensityMovie(grid, trajectory.Times.ToArray(), densities);
    }
}
