using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Kde;

/// <summary>Kernel density estimates on a grid.</summary>
/// <param name="options">The options.</param>
internal sealed class KdeEstimator(KdeOptions options) : IDensityEstimator
{
    private readonly double[] kernel = GaussianKernel.Of(options.Bandwidth);

    /// <inheritdoc/>
    public Grid GridOn(Domain domain) => new(domain, options.Nx, options.Ny);

    /// <inheritdoc/>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        var grid = GridOn(domain);
        var histogram = new SmoothedHistogram(grid, kernel);
        var field = new double[grid.CellCount];
        var densities = new float[checked(trajectory.FrameCount * grid.CellCount)];
        for (int t = 0; t < trajectory.FrameCount; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            histogram.Estimate(trajectory.Positions(t), field);
            TensorPrimitives.ConvertSaturating<double, float>(field, densities.AsSpan(t * grid.CellCount, grid.CellCount));
        }
        return new DensityMovie(grid, trajectory.Times.ToArray(), densities);
    }
}
