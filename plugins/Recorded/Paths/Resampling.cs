using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Recorded.Paths;

/// <summary>Resamples a recording to a common time step by linear interpolation along each particle's path.</summary>
/// <param name="domain">The domain; on a torus paths take the shortest way.</param>
/// <param name="dt">Time from one frame to the next [time units].</param>
internal sealed class Resampling(Domain domain, double dt)
{
    // A duration of a whole number of steps may be one rounding error short.
    private const double RoundingAllowance = 1e-9;

    // A run that repeats each frame of its recording a thousand times is a mistake in dt, however much memory there is.
    private const double MostForEachFrame = 1000;
    private const double FewFrames = 1000;

    // The memory of a frame's time and number of particles.
    private const double BytesOfFrame = sizeof(double) + sizeof(int);

    private static readonly double MachineMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private readonly Displacement displacement = new(domain);

    // The tolerance within which a time is that of a frame: all particles of the frame are then present, even those
    // absent before or after it.
    private double sameTime;

    /// <summary>Resamples.</summary>
    /// <remarks>
    /// A particle is present at a time between two frames when it is in both. Nothing is extrapolated: the last time is
    /// at or before the recording's last frame.
    /// </remarks>
    /// <param name="recording">The recording; its first frame becomes time 0.</param>
    /// <param name="next">Its links, or null where particles cannot be told apart.</param>
    /// <param name="duration">The latest time of the last frame [time units].</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Frames at 0, dt, 2·dt, …</returns>
    /// <exception cref="InvalidDataException">
    /// No particle is ever present, or a particle without a known identity would have to be interpolated.
    /// </exception>
    public Trajectory Apply(Recording recording, int[]? next, double duration, CancellationToken cancellation)
    {
        if (RefusalOf(recording, duration) is { } refusal) throw new InvalidDataException(refusal);
        sameTime = TimeGrid.Tolerance(recording, dt);
        double span = Math.Min(duration, recording.Elapsed[^1] + sameTime), frames = FramesWithin(span);
        var (times, counts) = (new double[(int)frames], new int[(int)frames]);
        long samples = 0;
        for (int k = 0; k < times.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            times[k] = k * dt;
            counts[k] = CountAt(recording, next, times[k]);
            samples += counts[k];
        }
        Check(samples, times.Length, span);
        var positions = new float[2 * samples];
        var velocities = recording.Velocities is null ? null : new float[2 * samples];
        int first = 0;
        for (int k = 0; k < times.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = velocities is null ? default : velocities.AsSpan(2 * first);
            Sample(recording, next, times[k], positions.AsSpan(2 * first), own);
            first += counts[k];
        }
        return new Trajectory(times, counts, positions, velocities);
    }

    /// <summary>Returns whether a run has so few frames that no recording makes them too many.</summary>
    /// <param name="duration">The latest time of the last frame [time units].</param>
    /// <param name="dt">Time from one frame to the next.</param>
    public static bool IsShort(double duration, double dt) => duration / dt <= FewFrames * MostForEachFrame;

    /// <summary>Returns the reason why a run has too many frames for its recording, or for this machine.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="duration">The latest time of the last frame [time units].</param>
    /// <returns>The numbers and the remedy, or null where the number is acceptable.</returns>
    public string? RefusalOf(Recording recording, double duration)
    {
        double span = Math.Min(duration, recording.Elapsed[^1]), frames = FramesWithin(span);
        double own = Math.Max(recording.FrameCount, FewFrames);
        if (frames <= own * MostForEachFrame && frames < Array.MaxLength && frames * BytesOfFrame <= MachineMemory)
            return null;
        string remedy = recording.FrameCount > 1
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"raise simulator.dt, to {recording.MedianStep:G6} for the recording's own step")
            : "raise simulator.dt";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{frames:G6} frames from time 0 to {span:G6} at simulator.dt = {dt:G6} are too many for the recording's "
            + $"{NumberText.Count(recording.FrameCount, "frame")} from {recording.Times[0]:G9} to "
            + $"{recording.Times[^1]:G9}; {remedy}, or shorten the run");
    }

    private double FramesWithin(double span) => Math.Floor(span / dt + RoundingAllowance) + 1;

    private static void Check(long samples, int frames, double span)
    {
        if (samples == 0)
        {
            throw new InvalidDataException(
                $"no particle is present in the run's {NumberText.Count(frames, "frame")}: between two frames of the "
                + "recording only those count that are in both; check that rows of one frame have the same "
                + "time, and the ids");
        }
        var need = new MemoryNeed
        {
            Purpose = string.Create(
                CultureInfo.InvariantCulture,
                $"a run of {NumberText.Count(frames, "frame")} from time 0 to {span:G6} with "
                + $"{NumberText.Count(samples, "position and velocity", "positions and velocities")}"),
            Bytes = 4.0 * sizeof(float) * samples,
            LongestArray = 2.0 * samples,
            Cure = "raise simulator.dt or shorten the run",
        };
        if (need.RefusalWithin(MachineMemory) is { } refusal) throw new InvalidDataException(refusal);
    }

    private int CountAt(Recording recording, int[]? next, double time)
    {
        var (frame, weight) = Locate(recording, time);
        int first = recording.Offsets[frame], end = recording.Offsets[frame + 1];
        if (weight == 0) return end - first;
        if (Gaps.IsBehind(recording, frame)) return 0;
        int count = 0;
        foreach (int other in Links(recording, next, frame).AsSpan(first, end - first))
        {
            if (other != PathLinks.None) count++;
        }
        return count;
    }

    // x(t) = xᵢ + w·(xⱼ − xᵢ), v(t) = vᵢ + w·(vⱼ − vᵢ), where i and j are of one particle and w = (t − tᵢ)/(tⱼ − tᵢ).
    private void Sample(Recording recording, int[]? next, double time, Span<float> positions, Span<float> velocities)
    {
        var (frame, weight) = Locate(recording, time);
        if (weight != 0 && Gaps.IsBehind(recording, frame)) return;
        int k = 0;
        for (int i = recording.Offsets[frame]; i < recording.Offsets[frame + 1]; i++)
        {
            int j = weight == 0 ? i : next![i];
            if (j == PathLinks.None) continue;
            var (dx, dy) = displacement.Between(recording.Positions, i, j);
            positions[2 * k] = OnAxis(recording.Positions[2 * i] + weight * dx, domain.Lx);
            positions[2 * k + 1] = OnAxis(recording.Positions[2 * i + 1] + weight * dy, domain.Ly);
            if (recording.Velocities is { } v)
            {
                velocities[2 * k] = (float)(v[2 * i] + weight * (v[2 * j] - v[2 * i]));
                velocities[2 * k + 1] = (float)(v[2 * i + 1] + weight * (v[2 * j + 1] - v[2 * i + 1]));
            }
            k++;
        }
    }

    /// <summary>
    /// Returns the frame at a time, or the last one before it, and the position of the time on the way to the next, in
    /// [0, 1).
    /// </summary>
    private (int Frame, double Weight) Locate(Recording recording, double time)
    {
        double[] times = recording.Elapsed;
        int index = Array.BinarySearch(times, time);
        int frame = Math.Clamp(index >= 0 ? index : ~index - 1, 0, times.Length - 1);
        if (frame + 1 == times.Length) return (frame, 0);
        double behind = time - times[frame], before = times[frame + 1] - time;
        if (Math.Min(behind, before) <= sameTime) return (behind <= before ? frame : frame + 1, 0);
        return (frame, behind / (behind + before));
    }

    private static int[] Links(Recording recording, int[]? next, int frame) => next ?? throw new InvalidDataException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"the recording does not tell its particles apart, so positions between its frames at "
            + $"{recording.Times[frame]:R} and {recording.Times[frame + 1]:R} are not known; choose a simulator.dt "
            + $"that is a multiple of the frames' distance, or record ids"));

    /// <summary>
    /// Rounds a coordinate into [0, L): a value that rounds up to L becomes 0 on a torus, and just less than L between
    /// walls.
    /// </summary>
    private float OnAxis(double value, double length)
    {
        if (domain.Boundary == Boundary.Periodic)
        {
            float wrapped = (float)(value - length * Math.Floor(value / length));
            return wrapped < length ? wrapped : 0;
        }
        float inside = (float)Math.Clamp(value, 0, length);
        while (inside >= length) inside = MathF.BitDecrement(inside);
        return inside;
    }
}
