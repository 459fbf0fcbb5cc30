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

    public Domain Domain { get; } = new(4, 4, Boundary.Periodic);

    public int? FrameCount(double duration) =>
        (int)(duration * 10) + (options.Flaw == Flaw.AnnouncesOtherFrames ? 2 : 1);

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (options.Flaw == Flaw.IgnoresCancellation) Thread.Sleep(1500);
        else cancellation.ThrowIfCancellationRequested();
        if (options.Flaw == Flaw.WritesElsewhere) File.WriteAllText(Path.Combine(options.Elsewhere, "left behind"), "");
        var random = new Random(
            (int)run.Seed + (options.Flaw == Flaw.IgnoresTheSeed ? Interlocked.Increment(ref runs) : 0));
        int frames = (int)(run.Duration * 10) + 1;
        var positions = new float[2 * frames];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = (float)(random.NextDouble() * (options.Flaw == Flaw.LeavesTheDomain ? 8 : 4));
        return new Trajectory([.. Enumerable.Range(0, frames).Select(t => 0.1 * t)], 1, positions, null);
    }
}
