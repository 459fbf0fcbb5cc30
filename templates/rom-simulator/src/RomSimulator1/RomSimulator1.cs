using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace PluginIdentifier;

/// <summary>Registers the simulator under the name that a configuration uses.</summary>
public sealed class PluginIdentifierPlugin : IRomPlugin
{
    public void Configure(IServiceCollection services) =>
        services.AddSimulator<PluginIdentifierSimulator, PluginIdentifierOptions>(
            "plugin-name", families => families.Add<Drop>("drop"));
}

/// <summary>
/// Keys beside <c>plugin: plugin-name</c>: <c>Particles</c> is <c>particles</c> there. Ranges are checked by the host.
/// </summary>
public sealed record PluginIdentifierOptions
{
    [Range(1, 1_000_000)]
    public int Particles { get; init; } = 100;

    [Range(0.0, 100.0)]
    public double Diffusion { get; init; } = 1;
}

/// <summary>
/// The start of a run: all particles on a disc. In a configuration a list of radii gives a run for each.
/// </summary>
public sealed record Drop : InitialCondition
{
    [Range(0.0, 10.0)]
    public double Radius { get; init; } = 2;
}

/// <summary>Random walkers on a torus of 20 × 20: x ← x + √(2 D dt) ξ.</summary>
public sealed class PluginIdentifierSimulator(PluginIdentifierOptions options) : ISimulator
{
    private const double TimeStep = 0.1;

    public Domain Domain { get; } = new(20, 20, Boundary.Periodic);

    public int? FrameCount(double duration) => (int)Math.Round(duration / TimeStep) + 1;

    // Lets the host repeat a run from the same start under other noise, to see how much of it can be forecast.
    public bool SupportsReplicas => options.Diffusion > 0;

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        // All randomness comes from the run's seeds, so that a run can be repeated.
        var random = RandomOf(run.Seed);
        int frames = FrameCount(run.Duration)!.Value, values = 2 * options.Particles;
        double radius = ((Drop)run.InitialCondition).Radius, step = Math.Sqrt(2 * options.Diffusion * TimeStep);
        var state = new double[values];
        for (int i = 0; i < values; i += 2)
        {
            var (sine, cosine) = Math.SinCos(Math.Tau * random.NextDouble());
            double distance = radius * Math.Sqrt(random.NextDouble());
            (state[i], state[i + 1]) = (Domain.Lx / 2 + distance * cosine, Domain.Ly / 2 + distance * sine);
        }
        var noise = run.NoiseSeed is { } noiseSeed ? RandomOf(noiseSeed) : random;
        var (times, positions) = (new double[frames], new float[frames * values]);
        for (int frame = 0; frame < frames; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            times[frame] = frame * TimeStep;
            for (int i = 0; i < values; i++)
            {
                positions[frame * values + i] = (float)state[i];
                state[i] = Wrap(state[i] + step * Gaussian(noise), i % 2 == 0 ? Domain.Lx : Domain.Ly);
            }
        }
        return new Trajectory(times, options.Particles, positions, velocities: null);
    }

    private static Random RandomOf(ulong seed) => new((int)(seed ^ (seed >> 32)));

    private static double Wrap(double x, double side) => x - side * Math.Floor(x / side);

    // Box and Muller.
    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
