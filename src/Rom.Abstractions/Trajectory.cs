namespace Rom.Abstractions;

/// <summary>
/// Positions of particles at increasing times, with velocities where they are known. The number of particles may differ
/// between frames, as in recordings. Immutable: takes ownership of the arrays.
/// </summary>
public sealed class Trajectory
{
    private readonly double[] times;
    private readonly int[] offsets;
    private readonly float[] positions;
    private readonly float[]? velocities;

    /// <summary>Creates a trajectory whose frames may hold different numbers of particles.</summary>
    /// <param name="times">Times [T], strictly increasing.</param>
    /// <param name="particleCounts">Particles in each frame [T].</param>
    /// <param name="positions">x, y of every particle of every frame, frame after frame [2 Σ counts].</param>
    /// <param name="velocities">Velocities in the same layout, or null where they are not known.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, times do not increase, or a value is not finite.
    /// </exception>
    public Trajectory(double[] times, ReadOnlySpan<int> particleCounts, float[] positions, float[]? velocities)
    {
        FrameTimes.Check(times);
        if (particleCounts.Length != times.Length)
            throw new ArgumentException($"expected {times.Length} particle counts, found {particleCounts.Length}");
        offsets = new int[times.Length + 1];
        for (int t = 0; t < times.Length; t++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(particleCounts[t]);
            offsets[t + 1] = checked(offsets[t] + particleCounts[t]);
        }
        CheckValues(positions, nameof(positions));
        if (velocities is not null) CheckValues(velocities, nameof(velocities));
        (this.times, this.positions, this.velocities) = (times, positions, velocities);
    }

    /// <summary>Creates a trajectory with the same number of particles in every frame.</summary>
    /// <param name="times">Times [T], strictly increasing.</param>
    /// <param name="particles">Particles N.</param>
    /// <param name="positions">Positions [T, N, 2].</param>
    /// <param name="velocities">Velocities [T, N, 2], or null where they are not known.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, times do not increase, or a value is not finite.
    /// </exception>
    public Trajectory(double[] times, int particles, float[] positions, float[]? velocities)
        : this(times, Repeat(particles, times.Length), positions, velocities)
    {
    }

    /// <summary>Number of frames T.</summary>
    public int FrameCount => times.Length;

    /// <summary>Times [T].</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>Whether velocities are known.</summary>
    public bool HasVelocities => velocities is not null;

    /// <summary>The number of particles when it is the same in every frame, else null.</summary>
    public int? ConstantParticleCount
    {
        get
        {
            int first = ParticleCount(0);
            for (int t = 1; t < FrameCount; t++)
            {
                if (ParticleCount(t) != first) return null;
            }
            return first;
        }
    }

    /// <summary>Number of particles in a frame.</summary>
    /// <param name="frame">Frame, from 0.</param>
    public int ParticleCount(int frame) => offsets[frame + 1] - offsets[frame];

    /// <summary>Positions of a frame [N, 2]: x, y, x, y, …</summary>
    /// <param name="frame">Frame, from 0.</param>
    public ReadOnlySpan<float> Positions(int frame) => Frame(positions, frame);

    /// <summary>Velocities of a frame [N, 2].</summary>
    /// <param name="frame">Frame, from 0.</param>
    /// <exception cref="InvalidOperationException">Velocities are not known.</exception>
    public ReadOnlySpan<float> Velocities(int frame) => Frame(
        velocities ?? throw new InvalidOperationException("this trajectory has no velocities"), frame);

    /// <summary>Positions of all frames, one after the other.</summary>
    public ReadOnlySpan<float> AllPositions => positions;

    /// <summary>Velocities of all frames, one after the other; empty where they are not known.</summary>
    public ReadOnlySpan<float> AllVelocities => velocities;

    /// <summary>Returns every <paramref name="stride"/>-th frame, beginning with the first.</summary>
    /// <param name="stride">At least 1.</param>
    public Trajectory Every(int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (stride == 1) return this;
        int frames = FrameStride.Count(FrameCount, stride);
        var (keptTimes, counts) = (new double[frames], new int[frames]);
        for (int k = 0; k < frames; k++) (keptTimes[k], counts[k]) = (times[k * stride], ParticleCount(k * stride));
        return new Trajectory(keptTimes, counts, Keep(positions), velocities is null ? null : Keep(velocities));

        float[] Keep(float[] values)
        {
            var kept = new float[2 * counts.Sum()];
            int end = 0;
            for (int t = 0; t < FrameCount; t += stride)
            {
                Frame(values, t).CopyTo(kept.AsSpan(end));
                end += 2 * ParticleCount(t);
            }
            return kept;
        }
    }

    private ReadOnlySpan<float> Frame(float[] values, int frame) =>
        values.AsSpan(2 * offsets[frame], 2 * ParticleCount(frame));

    private void CheckValues(float[] values, string name)
    {
        int expected = checked(2 * offsets[^1]);
        if (values.Length != expected)
            throw new ArgumentException($"expected {expected} values, found {values.Length}", name);
        FiniteValues.Check(values, "values", name, PlaceOf);
    }

    private string PlaceOf(int at)
    {
        int frame = 0;
        while (2 * offsets[frame + 1] <= at) frame++;
        return $"frame {frame}, particle {at / 2 - offsets[frame]}, {(at % 2 == 0 ? 'x' : 'y')} (from 0)";
    }

    private static int[] Repeat(int value, int count)
    {
        var values = new int[count];
        Array.Fill(values, value);
        return values;
    }
}
