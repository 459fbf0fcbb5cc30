using Rom.Abstractions;

namespace Rom.Testing.Tests;

/// <summary>Spreads the particles evenly over the cells: right in everything but its flaw.</summary>
public sealed class FlawedEstimator(FlawedOptions options) : IFieldEstimator
{
    public Grid GridOn(Domain domain) => new(domain, options.Flaw == Flaw.IgnoresItsGridSize ? 2 : options.Columns, 2);

    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        if (options.Flaw == Flaw.IgnoresCancellation) Thread.Sleep(1500);
        else cancellation.ThrowIfCancellationRequested();
        if (options.Flaw == Flaw.ForgetsAFrame) trajectory = trajectory.Every(2);
        double share = options.Flaw == Flaw.LosesMass ? 0.9 : 1;
        float[] values = [.. Enumerable.Range(0, trajectory.FrameCount).SelectMany(t =>
            Enumerable.Repeat(
                (float)(share * trajectory.ParticleCount(t) / (domain.Lx * domain.Ly)), GridOn(domain).CellCount))];
        return new DensityMovie(GridOn(domain), trajectory.Times.ToArray(), values);
    }

    public IReadOnlyList<FieldDescription> Fields { get; } = [new("px", "momentum", ""), new("heat", "heat", "K")];

    public FieldMovie EstimateFields(
        Trajectory trajectory, Domain domain, IReadOnlyList<string> fields, CancellationToken cancellation)
    {
        if (options.Flaw != Flaw.TakesAnyField && fields.Except(Fields.Select(field => field.Name)).Any())
            throw new ArgumentException("expected a field that is offered");
        var density = Estimate(trajectory, domain, cancellation);
        double rest = options.Flaw == Flaw.MovesWithoutMotion ? 1 : 0;
        float[] values = [.. Enumerable.Range(0, density.FrameCount).SelectMany(t => Enumerable.Repeat(
            (float)(trajectory.Velocities(t).ToArray().Sum() + rest), density.Grid.CellCount))];
        if (options.Flaw == Flaw.DrawsMomentum) values[0] = (float)Random.Shared.NextDouble();
        return new FieldMovie(
            density, options.Flaw == Flaw.SwapsFields ? [.. fields.Reverse()] : fields,
            [.. fields.Select(_ => values)]);
    }
}
