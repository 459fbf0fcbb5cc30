using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record Anywhere : InitialCondition;

public sealed record DriftOptions
{
    /// <summary>Distance that particles drift in a frame [length units].</summary>
    public double Speed { get; init; } = 0.3;

    /// <summary>Whether every run fails.</summary>
    public bool Fails { get; init; }
}

/// <summary>Particles that drift to the right through a periodic box of 4 × 3, from where the seed puts them.</summary>
internal sealed class DriftSimulator(DriftOptions options) : ISimulator
{
    private const int Particles = 50;


    public Domain Domain { get; } = new(4, 3, Boundary.Periodic);

    public int? FrameCount(double duration) => 1 + (int)duration;

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (options.Fails) throw new NotSupportedException("no drift today");
        int frames = FrameCount(run.Duration)!.Value;
        var random = new Random((int)(run.Seed % int.MaxValue));
        var start = Enumerable.Range(0, 2 * Particles)
            .Select(i => random.NextDouble() * (i % 2 == 0 ? 4 : 3)).ToArray();
        var positions = new float[frames * 2 * Particles];
        for (int i = 0; i < positions.Length; i++)
        {
            double place = start[i % start.Length], drifted = place + options.Speed * (i / start.Length);
            positions[i] = (float)(i % 2 == 0 ? drifted % 4 : place);
        }
        return new Trajectory(
            [.. Enumerable.Range(0, frames).Select(frame => (double)frame)], Particles, positions, null);
    }
}
