using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace PluginIdentifier;

/// <summary>Registers the estimator under the name that a configuration uses.</summary>
public sealed class PluginIdentifierPlugin : IRomPlugin
{
    public void Configure(IServiceCollection services) =>
        services.AddDensityEstimator<PluginIdentifierEstimator, PluginIdentifierOptions>("plugin-name");
}

/// <summary>
/// Keys beside <c>plugin: plugin-name</c>: <c>Nx</c> is <c>nx</c> there. Ranges are checked by the host, which names a
/// [GridSize] where a grid is too large.
/// </summary>
public sealed record PluginIdentifierOptions
{
    [GridSize]
    [Range(1, 4096)]
    public int Nx { get; init; } = 32;

    [GridSize]
    [Range(1, 4096)]
    public int Ny { get; init; } = 32;
}

/// <summary>Counts the particles of each cell: the density is their number, divided by the cell's area.</summary>
public sealed class PluginIdentifierEstimator(PluginIdentifierOptions options) : IDensityEstimator
{
    public Grid GridOn(Domain domain) => new(domain, options.Nx, options.Ny);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        var grid = GridOn(domain);
        var values = new float[trajectory.FrameCount * grid.CellCount];
        float share = (float)(1 / grid.CellArea);
        for (int frame = 0; frame < trajectory.FrameCount; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            var cells = values.AsSpan(frame * grid.CellCount, grid.CellCount);
            var positions = trajectory.Positions(frame);
            for (int i = 0; i < positions.Length; i += 2)
            {
                // Positions are floats: one just below the far edge may be rounded onto it.
                int column = Math.Min((int)(positions[i] / grid.Dx), grid.Nx - 1);
                int row = Math.Min((int)(positions[i + 1] / grid.Dy), grid.Ny - 1);
                cells[row * grid.Nx + column] += share;
            }
        }
        return new DensityMovie(grid, trajectory.Times.ToArray(), values);
    }
}
