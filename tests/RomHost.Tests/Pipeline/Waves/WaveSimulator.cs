using System.Numerics;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Pipeline.Waves;

public sealed record AnyWave : InitialCondition;

public sealed record WaveOptions
{
    /// <summary>Circumference of the circle.</summary>
    public double Length { get; init; } = 12;

    /// <summary>Time before the first frame, from a sum of four waves of random heights and phases.</summary>
    public double Transient { get; init; } = 40;
}

/// <summary>
/// Solutions of the Kuramoto–Sivashinsky equation as trajectories: a particle on each point of the circle, whose
/// velocity is (u, 0).
/// </summary>
internal sealed class WaveSimulator(WaveOptions options) : ISimulator
{
    public const int Points = 64;
    private const int StepsOfAFrame = 5;
    private const double Step = 0.1;

    public Domain Domain { get; } = new(options.Length, 1, Boundary.Periodic);

    public int? FrameCount(double duration) => 1 + (int)Math.Round(duration / (StepsOfAFrame * Step));

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        var solver = new KuramotoSivashinsky(options.Length, Points, Step);
        var random = new RandomStream(run.Seed);
        var modes = new Complex[Points / 2];
        for (int k = 1; k <= 4; k++) modes[k] = new Complex(random.NextGaussian(), random.NextGaussian()) / 4;
        for (int step = 0; step < options.Transient / Step; step++) modes = solver.Step(modes);
        int frames = FrameCount(run.Duration)!.Value;
        float[] positions = new float[frames * 2 * Points], velocities = new float[positions.Length];
        for (int t = 0; t < frames; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] u = solver.ValuesOf(modes);
            for (int i = 0; i < Points; i++)
            {
                int at = 2 * ((t * Points) + i);
                positions[at] = (float)((i + 0.5) * options.Length / Points);
                positions[at + 1] = 0.5f;
                velocities[at] = (float)u[i];
            }
            for (int step = 0; step < StepsOfAFrame; step++) modes = solver.Step(modes);
        }
        return new Trajectory(
            [.. Enumerable.Range(0, frames).Select(t => t * StepsOfAFrame * Step)], Points, positions, velocities);
    }
}
