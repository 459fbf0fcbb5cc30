using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

/// <summary>The histogram's density, and the sums of velocities in the same cells as further fields.</summary>
internal sealed class FluxEstimator : IFieldEstimator
{
    private readonly HistogramEstimator histogram = new(new());

    public IReadOnlyList<FieldDescription> Fields { get; } =
        [new("px", "momentum", ""), new("py", "momentum", ""), new("speed", "speed", "")];

    public Grid GridOn(Domain domain) => histogram.GridOn(domain);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation) =>
        histogram.Estimate(trajectory, domain, cancellation);

    public FieldMovie EstimateFields(
        Trajectory trajectory, Domain domain, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        if (!trajectory.HasVelocities)
            throw new ArgumentException("expected velocities, found none; remove these fields from density.fields");
        return new FieldMovie(
            Estimate(trajectory, domain, cancellation), fields,
            [.. fields.Select(field => Sums(trajectory, GridOn(domain), field))]);
    }

    private static float[] Sums(Trajectory trajectory, Grid grid, string field)
    {
        var values = new float[trajectory.FrameCount * grid.CellCount];
        for (int t = 0; t < trajectory.FrameCount; t++)
        {
            var positions = trajectory.Positions(t);
            var velocities = trajectory.Velocities(t);
            for (int i = 0; i < positions.Length; i += 2)
            {
                int x = Math.Min(grid.Nx - 1, (int)(positions[i] / grid.Dx)),
                    y = Math.Min(grid.Ny - 1, (int)(positions[i + 1] / grid.Dy));
                values[(t * grid.CellCount) + (y * grid.Nx) + x] += field switch
                {
                    "px" => velocities[i],
                    "py" => velocities[i + 1],
                    _ => MathF.Sqrt((velocities[i] * velocities[i]) + (velocities[i + 1] * velocities[i + 1])),
                };
            }
        }
        return values;
    }
}
