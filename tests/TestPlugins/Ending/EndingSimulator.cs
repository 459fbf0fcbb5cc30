using Rom.Abstractions;

namespace Ending;

/// <summary>Two particles on circles.</summary>
public sealed class EndingSimulator : ISimulator
{
    private const int Frames = 31;

    private readonly EndingOptions options;

    /// <summary>Creates the simulator.</summary>
    /// <param name="options">The act and its place.</param>
    public EndingSimulator(EndingOptions options)
    {
        this.options = options;
        options.Reach(Place.Constructor);
    }

    /// <inheritdoc/>
    public Domain Domain { get; } = new(10, 10, Boundary.Periodic);

    /// <inheritdoc/>
    public int? FrameCount(double duration) => Frames;

    /// <inheritdoc/>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        options.Reach(Place.Simulate);
        return new Trajectory(
            [.. Enumerable.Range(0, Frames).Select(frame => 0.1 * frame)], 2,
            [.. Enumerable.Range(0, 4 * Frames).Select(i => 5 + 4 * MathF.Sin(i * (1 + (float)(run.Seed % 7))))], null);
    }
}
