using Rom.Abstractions;

namespace Misbehaving;

/// <summary>Particles that start somewhere.</summary>
public sealed record Somewhere : InitialCondition;

/// <summary>A simulator that fails in one way.</summary>
/// <param name="options">The fault.</param>
public sealed class MisbehavingSimulator(DataFaultOptions options) : ISimulator
{
    private const int Frames = 31;

    /// <inheritdoc/>
    public Domain Domain => options.Fault == DataFault.NullPlace ? null! : new(10, 10, Boundary.Periodic);

    /// <inheritdoc/>
    public int? FrameCount(double duration) => options.Fault switch
    {
        DataFault.NoFrames => 0,
        DataFault.FramesThrow => throw new NotImplementedException("no frames yet"),
        _ => Frames,
    };

    /// <inheritdoc/>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation) => options.Fault switch
    {
        DataFault.NullResult => null!,
        DataFault.ReachesOutside => new Trajectory([0], 1, [(new float[1])[Frames], 0], null),
        _ => new Trajectory(
            [.. Enumerable.Range(0, Frames).Select(frame => 0.1 * frame)], 2,
            [.. Enumerable.Range(0, 4 * Frames).Select(i => 5 + 4 * MathF.Sin(i * (1 + (float)(run.Seed % 7))))], null),
    };
}
