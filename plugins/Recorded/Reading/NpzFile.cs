using System.Globalization;
using Recorded.Options;
using Rom.Numerics.Npz;

namespace Recorded.Reading;

/// <summary>
/// Reads a NumPy archive. <c>traj</c> [T, N, 2] is the positions of N particles, NaN where one is absent; or, as the
/// host writes it where their number changes, <c>traj</c> [S, 2] with <c>counts</c> [T], the particles of each frame,
/// and perhaps <c>ids</c> [S], whole numbers. <c>vel</c>, of traj's shape, may stand beside it; <c>times</c> [T] must
/// where no frame rate is given.
/// </summary>
internal sealed class NpzFile
{
    private readonly string path;
    private readonly NpzReader file;
    private readonly RecordedOptions options;
    private readonly Placement placement;
    private readonly TimeDigits digits = new();

    private NpzFile(string path, NpzReader file, RecordedOptions options) =>
        (this.path, this.file, this.options, placement) = (path, file, options, new Placement(options));

    /// <summary>Reads an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Units, domain.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// It cannot be read, or is not what the options say; the message names file and array.
    /// </exception>
    public static Recording Read(string path, RecordedOptions options, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path);
        return new NpzFile(path, file, options).Read(cancellation);
    }

    private Recording Read(CancellationToken cancellation)
    {
        var shape = file.Peek("traj").Shape;
        bool isRagged = shape is [_, 2] && file.Contains("counts");
        if (!isRagged && shape is not [_, _, 2])
        {
            throw Wrong(
                "traj",
                "expected frames × particles × 2, or with an array 'counts' samples × 2, found "
                + file.Peek("traj").ShapeText);
        }
        if (!isRagged && shape[1] == 0) throw Wrong("traj", $"expected particles, found {shape[0]} frames without any");
        double most = (double)shape[0] * (isRagged ? 1 : 1.0 + shape[1]);
        if (SampleList.RefusalOf(most) is { } refusal) throw Wrong("traj", refusal);
        double[] positions = Numbers("traj");
        int[] counts = isRagged ? Counts(shape[0]) : [.. Enumerable.Repeat(shape[1], shape[0])];
        if (counts.Length == 0) throw Wrong("traj", "expected frames, found none");
        int[]? particles = isRagged ? Particles(shape[0]) : null;
        double[] times = Times(counts.Length);
        double[]? velocities = Velocities();

        var samples = new SampleList(velocities is not null, counts.Length + positions.Length / 2);
        int row = 0;
        for (int frame = 0; frame < counts.Length; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            // A frame without particles is a frame too.
            samples.Add(new Sample(times[frame], Sample.Absent, row, 0, 0, 0, 0));
            for (int i = 0; i < counts[frame]; i++, row++)
            {
                if (PositionOf(positions, row, frame) is not { } placed) continue;
                var (vx, vy) = VelocityOf(velocities, row, frame);
                samples.Add(new Sample(times[frame], particles?[row] ?? i, row, placed.X, placed.Y, vx, vy));
            }
        }
        try
        {
            var recording = samples.ToRecording(placement, digits, (sample, earlier) => Wrong(
                "ids",
                $"expected each particle once in a frame, found one in rows {earlier.Place} and {sample.Place}"), []);
            // Without ids, the rows of a ragged frame say nothing about who is who.
            return isRagged && particles is null ? recording.WithoutIds() : recording;
        }
        catch (MisfitException e)
        {
            throw Wrong("times", e.Message);
        }
    }

    private int[] Counts(int samples)
    {
        long[] counts = file.ReadInt64s("counts");
        if (counts.Any(count => count < 0 || count > samples) || counts.Sum() != samples)
            throw Wrong("counts", $"expected numbers from 0 that sum to the {samples} rows of traj");
        return [.. counts.Select(count => (int)count)];
    }

    private int[]? Particles(int samples)
    {
        if (!file.Contains("ids")) return null;
        long[] ids = file.ReadInt64s("ids");
        if (file.Header("ids").Type.Kind == 'b') throw Wrong("ids", "expected whole numbers, found truth values (bool)");
        if (ids.Length != samples)
            throw Wrong("ids", $"expected {samples}, one for each row of traj, found {ids.Length}");
        var numbers = new Dictionary<long, int>();
        foreach (long id in ids) numbers.TryAdd(id, numbers.Count);
        return [.. ids.Select(id => numbers[id])];
    }

    private double[] Times(int frames)
    {
        if (options.FrameRate is not null)
            return [.. Enumerable.Range(0, frames).Select(frame => (double)frame)];
        if (!file.Contains("times"))
            throw Wrong("times", "expected the frames' times, found no such array; "
                + options.Remedy("give simulator.frame_rate", "let the program write them"));
        double[] times = Numbers("times");
        if (times.Length != frames)
            throw Wrong("times", $"expected {frames}, one for each frame, found {times.Length}");
        bool isSingle = file.Header("times").Type == NpyType.Of<float>();
        for (int t = 0; t < frames; t++)
        {
            if (!double.IsFinite(times[t]) || (t > 0 && times[t] <= times[t - 1]))
            {
                throw Wrong(
                    "times", $"expected finite times that increase, found otherwise at frame {t}"
                    + (isSingle ? "; single precision does not tell large times apart: store them as float64" : ""));
            }
            digits.Add(times[t], isSingle);
        }
        return times;
    }

    // Elements first, then their shape: the array is read once.
    private double[] Numbers(string name)
    {
        double[] values = file.ReadDoubles(name);
        return file.Header(name).Type.Kind != 'b'
            ? values
            : throw Wrong(name, "expected numbers, found truth values (bool): a mask of the array?");
    }

    private double[]? Velocities()
    {
        if (!file.Contains("vel")) return null;
        double[] velocities = Numbers("vel");
        if (file.Header("vel").Shape.SequenceEqual(file.Header("traj").Shape)) return velocities;
        throw Wrong(
            "vel", $"expected the shape {file.Header("traj").ShapeText} of traj, found {file.Header("vel").ShapeText}");
    }

    private (double X, double Y)? PositionOf(double[] positions, int row, int frame)
    {
        var (x, y) = (positions[2 * row], positions[2 * row + 1]);
        if (double.IsInfinity(x) || double.IsInfinity(y))
        {
            throw Wrong(
                "traj", string.Create(
                    CultureInfo.InvariantCulture,
                    $"frame {frame}, row {row}: expected finite coordinates, or NaN where a particle is absent, found ({x}, {y})"));
        }
        if (double.IsNaN(x) || double.IsNaN(y)) return null;
        try
        {
            return placement.Position(x, y);
        }
        catch (MisfitException e)
        {
            throw Wrong("traj", $"frame {frame}, row {row}: {e.Message}");
        }
    }

    private (double X, double Y) VelocityOf(double[]? velocities, int row, int frame)
    {
        if (velocities is null) return (0, 0);
        var (vx, vy) = (placement.Velocity(velocities[2 * row]), placement.Velocity(velocities[2 * row + 1]));
        if (double.IsFinite(vx) && double.IsFinite(vy)) return (vx, vy);
        throw Wrong(
            "vel", string.Create(
                CultureInfo.InvariantCulture,
                $"frame {frame}, row {row}: expected finite numbers where there is a position, found ({vx}, {vy}); "
                + $"without vel velocities are differences of positions"));
    }

    private InvalidDataException Wrong(string array, string problem) => new($"{path}: array '{array}': {problem}");
}
