using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// Kernel density estimate on a grid, computed in double precision and stored in single. On a torus the mass Σρ·dx·dy
/// of a frame is its number of particles, to rounding, and the momentum Σp·dx·dy the sum of their velocities.
/// </summary>
/// <param name="options">Validated options.</param>
public sealed class KdeEstimator(KdeOptions options) : IFieldEstimator
{
    private const string Momentum = "momentum", MomentumUnit = "particles per unit area times length per time unit";

    /// <summary>The components of the momentum density, from the velocities of a trajectory.</summary>
    public IReadOnlyList<FieldDescription> Fields { get; } =
        [new("px", Momentum, MomentumUnit), new("py", Momentum, MomentumUnit)];

    /// <inheritdoc/>
    public Grid GridOn(Domain domain) => new(domain, options.Nx, options.Ny);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A particle lies outside the domain; the message says where.</exception>
    /// <exception cref="InvalidOperationException">The movie would not fit into an array.</exception>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation) =>
        EstimateFields(trajectory, domain, [], cancellation).Density;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// A particle lies outside the domain, there is no such field, or no velocity is known.
    /// </exception>
    /// <exception cref="InvalidOperationException">A movie would not fit into an array.</exception>
    public FieldMovie EstimateFields(
        Trajectory trajectory, Domain domain, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        int[] components = [.. fields.Select(ComponentOf)];
        if (components.Length > 0 && !trajectory.HasVelocities)
        {
            throw new ArgumentException(
                $"expected velocities, of which {string.Join(" and ", fields)} are made, found a trajectory without "
                + "them; remove these fields from density.fields, or use a simulator or a recording with velocities");
        }
        Grid grid = GridOn(domain);
        float[] densities = Movie(trajectory, grid);
        float[][] momenta = [.. components.Select(_ => Movie(trajectory, grid))];
        var frameEstimator = new FrameEstimator(grid, options.Bandwidth);
        for (int frame = 0; frame < trajectory.FrameCount; frame++)
        {
            var positions = trajectory.Positions(frame);
            Keep(frameEstimator.Estimate(positions, cancellation), densities);
            for (int k = 0; k < components.Length; k++)
            {
                var velocities = trajectory.Velocities(frame);
                Keep(frameEstimator.EstimateMomentum(positions, velocities, components[k], cancellation), momenta[k]);
            }

            void Keep(ReadOnlySpan<double> field, float[] movie) =>
                TensorPrimitives.ConvertSaturating(field, movie.AsSpan(frame * grid.CellCount, grid.CellCount));
        }
        return new FieldMovie(new DensityMovie(grid, trajectory.Times.ToArray(), densities), fields, momenta);
    }

    private int ComponentOf(string field)
    {
        for (int k = 0; k < Fields.Count; k++)
        {
            if (Fields[k].Name == field) return k;
        }
        throw new ArgumentException(
            $"expected some of the fields {string.Join(", ", Fields.Select(offered => offered.Name))}, found {field}");
    }

    private static float[] Movie(Trajectory trajectory, Grid grid)
    {
        long cells = (long)trajectory.FrameCount * grid.CellCount;
        if (cells > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"densities of {trajectory.FrameCount} frames on {grid.Nx} × {grid.Ny} cells are more than an array of "
                + $"{Array.MaxLength} holds; use fewer cells, fewer frames or a larger save_every");
        }
        return GC.AllocateUninitializedArray<float>((int)cells);
    }
}
