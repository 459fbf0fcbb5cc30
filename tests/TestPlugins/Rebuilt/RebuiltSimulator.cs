using Rom.Abstractions;

namespace Rebuilt;

/// <summary>Particles that oscillate with an amplitude that is part of the code.</summary>
public sealed class RebuiltSimulator : ISimulator
{
    private const int Particles = 8;
    private const double TimeStep = 0.1;

    /// <inheritdoc/>
    public Domain Domain { get; } = new(10, 10, Boundary.Periodic);

    /// <inheritdoc/>
    public int? FrameCount(double duration) => (int)Math.Round(duration / TimeStep) + 1;

    /// <inheritdoc/>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        int frames = FrameCount(run.Duration)!.Value;
        double height = ((Line)run.InitialCondition).Height;
        var (times, positions) = (new double[frames], new float[2 * Particles * frames]);
        for (int frame = 0; frame < frames; frame++)
        {
            times[frame] = frame * TimeStep;
            for (int i = 0; i < Particles; i++)
            {
                int place = 2 * (frame * Particles + i);
                positions[place] = 1 + i;
                positions[place + 1] = (float)(height + RebuiltPlugin.Factor * Math.Sin((i + 1) * times[frame]));
            }
        }
        return new Trajectory(times, Particles, positions, velocities: null);
    }
}
