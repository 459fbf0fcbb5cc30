using Rom.Abstractions;

namespace RomHost.Tests.Pipeline.Plugins;

public sealed record Anywhere : InitialCondition;

public sealed record DriftOptions
{
    /// <summary>Distance that particles drift in a frame [length units].</summary>
    public double Speed { get; init; } = 0.3;

    /// <summary>Whether every run fails.</summary>
    public bool Fails { get; init; }

    /// <summary>The farthest that a particle strays in a frame, in each direction [length units].</summary>
    public double Noise { get; init; }

    /// <summary>The noise under which a run fails; null for none.</summary>
    public ulong? FailsUnder { get; init; }

    /// <summary>
    /// Whether velocities are given: the drift, and each particle's own share of <see cref="Spread"/>.
    /// </summary>
    public bool HasVelocities { get; init; }

    /// <summary>The largest difference of a component of a given velocity from the drift.</summary>
    public double Spread { get; init; }

    /// <summary>Whether replicas begin in another state than their run, which they must not.</summary>
    public bool MovesTheStart { get; init; }
}

/// <summary>
/// Particles that drift to the right through a periodic box of 4 × 3, from where the seed puts them, and stray.
/// </summary>
internal sealed class DriftSimulator(DriftOptions options) : ISimulator
{
    private const int Particles = 50;

    public Domain Domain { get; } = new(4, 3, Boundary.Periodic);

    public int? FrameCount(double duration) => 1 + (int)duration;

    public bool SupportsReplicas => options.Noise > 0;

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (options.Fails) throw new NotSupportedException("no drift today");
        int frames = FrameCount(run.Duration)!.Value;
        if (run.NoiseSeed is { } failing && failing == options.FailsUnder)
            throw new NotSupportedException("no such noise");
        static Random Of(ulong seed) => new((int)(seed % int.MaxValue));
        var random = Of(options.MovesTheStart ? run.NoiseSeed ?? run.Seed : run.Seed);
        var place = Enumerable.Range(0, 2 * Particles)
            .Select(i => random.NextDouble() * (i % 2 == 0 ? 4 : 3)).ToArray();
        var noise = run.NoiseSeed is { } seed ? Of(seed) : random;
        var positions = new float[frames * 2 * Particles];
        for (int i = 0; i < positions.Length; i++)
        {
            int coordinate = i % place.Length;
            double side = i % 2 == 0 ? 4 : 3, step = i % 2 == 0 ? options.Speed : 0;
            positions[i] = Math.Min((float)place[coordinate], MathF.BitDecrement((float)side));
            double moved = place[coordinate] + step + options.Noise * (2 * noise.NextDouble() - 1);
            place[coordinate] = moved - side * Math.Floor(moved / side);
        }
        return new Trajectory(
            [.. Enumerable.Range(0, frames).Select(frame => (double)frame)], Particles, positions,
            options.HasVelocities ? Velocities(frames, Of(run.Seed ^ 1)) : null);
    }

    private float[] Velocities(int frames, Random random) =>
    [
        .. Enumerable.Range(0, frames * 2 * Particles).Select(i =>
            (float)((i % 2 == 0 ? options.Speed : 0) + (options.Spread * ((2 * random.NextDouble()) - 1)))),
    ];
}
