using Rom.Abstractions;

namespace Rom.Testing.Tests;

public sealed record Somewhere : InitialCondition
{
    public double X { get; init; } = 1;
}

/// <summary>One particle that wanders about: right in everything but its flaw.</summary>
public sealed class FlawedSimulator(FlawedOptions options) : ISimulator
{
    private static int runs;

    private ulong? lastNoiseSeed;

    public Domain Domain { get; } = new(4, 4, Boundary.Periodic);

    public int? FrameCount(double duration) =>
        (int)(duration * 10) + (options.Flaw == Flaw.AnnouncesOtherFrames ? 2 : 1);

    public bool SupportsReplicas => true;

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (options.Flaw == Flaw.IgnoresCancellation) Thread.Sleep(1500);
        else cancellation.ThrowIfCancellationRequested();
        if (options.Flaw == Flaw.WritesElsewhere) File.WriteAllText(Path.Combine(options.Elsewhere, "left behind"), "");
        var random = new Random(
            (int)run.Seed + (options.Flaw == Flaw.IgnoresTheSeed ? Interlocked.Increment(ref runs) : 0));
        ulong? noiseSeed = options.Flaw == Flaw.IgnoresTheNoiseSeed ? null : run.NoiseSeed;
        if (options.Flaw == Flaw.KeepsTheNoiseSeed) noiseSeed = lastNoiseSeed = noiseSeed ?? lastNoiseSeed;
        int frames = (int)(run.Duration * 10) + 1;
        var positions = new float[2 * frames];
        for (int i = 0; i < positions.Length; i++)
        {
            if (i == (options.Flaw == Flaw.BeginsReplicasElsewhere ? 0 : 2) && noiseSeed is { } seed)
                random = new Random((int)seed);
            positions[i] = (float)(random.NextDouble() * (options.Flaw == Flaw.LeavesTheDomain ? 8 : 4));
        }
        return new Trajectory([.. Enumerable.Range(0, frames).Select(t => 0.1 * t)], 1, positions, null);
    }
}
