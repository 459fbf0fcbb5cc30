using System.Globalization;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using VicsekMorse.Options;

namespace VicsekMorse.Dynamics;

/// <summary>Collects the frames of a run in single precision.</summary>
internal sealed class TrajectoryRecorder
{
    private readonly Domain domain;
    private readonly int particles;
    private readonly double[] times;
    private readonly float[] positions;
    private readonly float[] velocities;
    private int frames;

    /// <summary>Allocates memory for a run.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Particles N.</param>
    /// <param name="frameCount">
    /// Frames T; the caller has checked that they fit into memory (see <see cref="MemoryFor"/>).
    /// </param>
    public TrajectoryRecorder(Domain domain, int particles, int frameCount)
    {
        (this.domain, this.particles) = (domain, particles);
        long values = 2L * particles * frameCount;
        (times, positions, velocities) = (new double[frameCount], new float[values], new float[values]);
    }

    /// <summary>Returns the memory that recording a run takes.</summary>
    /// <param name="particles">Particles N.</param>
    /// <param name="frameCount">Frames T.</param>
    public static MemoryNeed MemoryFor(int particles, int frameCount)
    {
        double values = 2.0 * particles * frameCount; // x and y
        return new MemoryNeed
        {
            Purpose = $"a run of {NumberText.Count(frameCount, "frame")} of {NumberText.Count(particles, "particle")}",
            Bytes = values * 2 * sizeof(float) + (double)frameCount * sizeof(double), // positions and velocities; times
            LongestArray = values,
            Cure = "use fewer particles, a larger save_every or a shorter duration",
            Option = nameof(VicsekMorseOptions.Particles),
        };
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="swarm">The state.</param>
    /// <exception cref="InvalidOperationException">The state is not finite.</exception>
    public void Add(double time, Swarm swarm)
    {
        Span<float> position = positions.AsSpan(2 * particles * frames, 2 * particles);
        Span<float> velocity = velocities.AsSpan(2 * particles * frames, 2 * particles);
        ReadOnlySpan<double> x = swarm.X, y = swarm.Y, headingX = swarm.HeadingX, headingY = swarm.HeadingY,
            speed = swarm.Speed;
        ReadOnlySpan<int> identity = swarm.Identity;
        for (int i = 0; i < identity.Length; i++)
        {
            int at = 2 * identity[i];
            position[at] = Edge.ToSingle(x[i], domain.Lx, domain.Boundary);
            position[at + 1] = Edge.ToSingle(y[i], domain.Ly, domain.Boundary);
            velocity[at] = (float)(speed[i] * headingX[i]);
            velocity[at + 1] = (float)(speed[i] * headingY[i]);
        }
        if (!TensorPrimitives.IsFiniteAll<float>(position) || !TensorPrimitives.IsFiniteAll<float>(velocity))
        {
            int lost = 0;
            while (float.IsFinite(position[lost]) && float.IsFinite(velocity[lost])) lost++;
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"particle {lost / 2} has no finite position and velocity at t = {time:G6}; "
                + $"use a smaller dt or weaker forces"));
        }
        times[frames++] = time;
    }

    /// <summary>Returns the trajectory, which takes over the recorder's arrays.</summary>
    public Trajectory ToTrajectory() => new(times, particles, positions, velocities);
}
