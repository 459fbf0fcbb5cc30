using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Testing;

namespace Rom.Forecasting.Files;

/// <summary>
/// Reads and writes <c>trajectory.npz</c>: traj and vel [T, N, 2] float32, times [T] float64. Where the number of
/// particles changes, traj and vel are [Σ counts, 2], with the number of each frame in counts [T].
/// </summary>
internal static class TrajectoryFile
{
    /// <summary>Writes a trajectory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public static void Write(string path, Trajectory trajectory, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        int[] shape = trajectory.ConstantParticleCount is { } particles
            ? [trajectory.FrameCount, particles, 2]
            : [trajectory.AllPositions.Length / 2, 2];
        file.Add("traj", trajectory.AllPositions, shape);
        if (trajectory.HasVelocities) file.Add("vel", trajectory.AllVelocities, shape);
        file.Add("times", trajectory.Times, trajectory.FrameCount);
        if (shape.Length == 2)
        {
            int[] counts = [.. Enumerable.Range(0, trajectory.FrameCount).Select(trajectory.ParticleCount)];
            file.Add<int>("counts", counts, counts.Length);
        }
        file.Commit();
    }

    /// <summary>Reads a trajectory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another content.</exception>
    public static Trajectory Read(string path, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        double[] times = file.ReadDoubles("times");
        bool isRagged = file.Contains("counts");
        float[] positions = Vectors(file, "traj", isRagged);
        float[]? velocities = file.Contains("vel") ? Vectors(file, "vel", isRagged) : null;
        try
        {
            if (isRagged)
                return new Trajectory(
                    times, [.. file.ReadInt64s("counts").Select(count => checked((int)count))], positions, velocities);
            return new Trajectory(
                times, times.Length == 0 ? 0 : positions.Length / (2 * times.Length), positions, velocities);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{path}: {ExceptionText.Message(e)}", e);
        }
    }

    // The length alone would take particles in space for more of them in the plane.
    private static float[] Vectors(NpzReader file, string name, bool isRagged)
    {
        var shape = file.Peek(name);
        return shape.Shape.Count == (isRagged ? 2 : 3) && shape.Shape[^1] == 2
            ? file.ReadSingles(name)
            : throw file.Contradiction(
                name,
                $"expected {(isRagged ? "[Σ counts, 2]" : "[frames, particles, 2]")}, found {shape.ShapeText}; give x "
                + "and y");
    }
}
