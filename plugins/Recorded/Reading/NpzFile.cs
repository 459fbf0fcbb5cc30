using System.Globalization;
using Recorded.Options;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Npz;

namespace Recorded.Reading;

/// <summary>
/// Reads a NumPy archive. <c>traj</c> [T, N, 2] is the positions of N particles, NaN where one is absent; or, as the
/// host writes it where their number changes, <c>traj</c> [S, 2] with <c>counts</c> [T], the particles of each frame,
/// and optionally <c>ids</c> [S], whole numbers. <c>vel</c>, of traj's shape, is optional; <c>times</c> [T] is required
/// where no frame rate is given.
/// </summary>
internal sealed class NpzFile
{
    private const int Piece = 1 << 16; // rows between two checks of the token

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
    /// The file cannot be read or does not match the options; the message names file and array.
    /// </exception>
    public static Recording Read(string path, RecordedOptions options, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path, cancellation);
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
        if (!isRagged && shape[1] == 0)
            throw Wrong("traj", $"expected particles, found {NumberText.Count(shape[0], "frame")} without any");
        RefuseBytes("traj", "float32");
        // Beside times of 8 bytes each, a frame takes little more than they do.
        if (isRagged && !file.Contains("times")) RefuseBytes("counts", "int32");
        if (RefusalOf(shape, isRagged) is { } refusal) throw Wrong("traj", refusal);
        double[] positions = Numbers("traj");
        int[] offsets = isRagged ? Offsets(shape[0]) : Offsets(shape[0], shape[1]);
        if (offsets.Length == 1) throw Wrong("traj", "expected frames, found none");
        int[]? particles = isRagged ? Particles(shape[0]) : null;
        double[] times = Times(offsets.Length - 1);
        double[]? velocities = Velocities();
        // Without ids, the rows of a ragged frame say nothing about who is who.
        int[]? ids = particles ?? (isRagged ? null : new int[offsets[^1]]);
        int count = Place(positions, velocities, ids, offsets, isRagged, cancellation);
        Array.Resize(ref positions, 2 * count);
        if (ids is not null) Array.Resize(ref ids, count);
        if (velocities is not null) Array.Resize(ref velocities, 2 * count);
        try
        {
            var own = FrameTimes.From(times, placement);
            return new Recording(own.Times, offsets, ids, positions, velocities)
            {
                Elapsed = own.Elapsed,
                Clock = placement.Clock(digits),
            };
        }
        catch (MisfitException e)
        {
            throw Wrong("times", e.Message);
        }
    }

    /// <summary>
    /// Places the rows on the domain and moves those with a position to the front, within the arrays that were read, so
    /// that memory holds them once.
    /// </summary>
    /// <returns>Number of rows with a position.</returns>
    private int Place(
        double[] positions, double[]? velocities, int[]? ids, int[] offsets, bool isRagged,
        CancellationToken cancellation)
    {
        var order = isRagged && ids is not null ? new FrameOrder(ids, positions, velocities) : null;
        int count = 0;
        for (int frame = 0, row = 0; frame + 1 < offsets.Length; frame++)
        {
            int first = row, end = offsets[frame + 1];
            offsets[frame] = count;
            for (; row < end; row++)
            {
                if (row % Piece == 0) cancellation.ThrowIfCancellationRequested();
                if (PositionOf(positions, row, frame) is not { } placed) continue;
                if (velocities is not null)
                    (velocities[2 * count], velocities[2 * count + 1]) = VelocityOf(velocities, row, frame);
                (positions[2 * count], positions[2 * count + 1]) = placed;
                if (ids is not null) ids[count] = isRagged ? ids[row] : row - first;
                order?.Add(row);
                count++;
            }
            if (order?.Sort(count) is var (earlier, later))
                throw Wrong("ids", $"expected each particle once in a frame, found one in rows {earlier} and {later}");
        }
        offsets[^1] = count;
        return count;
    }

    // Coordinates and times become 8 bytes, which is more than ten times one byte and what belongs to it (SECURITY.md).
    private void RefuseBytes(string array, string better)
    {
        var type = file.Peek(array).Type;
        if (type is { Kind: 'i' or 'u', Size: 1 })
            throw Wrong(array, $"expected numbers of two bytes or more, found {type}; save it as {better}");
    }

    // Shortening an array of positions copies it. An id is held as it is stored and as a particle's number.
    private string? RefusalOf(IReadOnlyList<int> shape, bool isRagged)
    {
        double rows = isRagged ? shape[0] : (double)shape[0] * shape[1],
            frames = isRagged ? file.Peek("counts").Count : shape[0];
        double bytesOfRow = 2 * (ReadingMemory.BytesOfPair + ReadingMemory.BytesOfNumber);
        if (file.Contains("vel")) bytesOfRow += ReadingMemory.BytesOfPair;
        if (isRagged && file.Contains("ids")) bytesOfRow += sizeof(long) + ParticleNumbers.MostBytesOfId + sizeof(long);
        return ReadingMemory.RefusalOf(rows, rows * bytesOfRow + frames * (ReadingMemory.BytesOfFrame + sizeof(long)));
    }

    // The first row of each frame, and the number of rows.
    private static int[] Offsets(int frames, int particles)
    {
        var offsets = new int[frames + 1];
        for (int frame = 1; frame <= frames; frame++) offsets[frame] = offsets[frame - 1] + particles;
        return offsets;
    }

    private int[] Offsets(int samples)
    {
        string expected = $"expected numbers from 0 that sum to {samples}, the rows of traj";
        long[] counts = file.ReadInt64s("counts");
        var offsets = new int[counts.Length + 1];
        long end = 0;
        for (int frame = 0; frame < counts.Length; frame++)
        {
            if (counts[frame] < 0 || counts[frame] > samples - end) throw Wrong("counts", expected);
            offsets[frame + 1] = (int)(end += counts[frame]);
        }
        return end == samples ? offsets : throw Wrong("counts", expected);
    }

    private int[]? Particles(int samples)
    {
        if (!file.Contains("ids")) return null;
        long[] ids = file.ReadInt64s("ids");
        if (file.Header("ids").Type.Kind == 'b')
            throw Wrong("ids", "expected whole numbers, found truth values (bool)");
        if (ids.Length != samples)
            throw Wrong("ids", $"expected {samples}, one for each row of traj, found {ids.Length}");
        var numbers = new ParticleNumbers();
        return Array.ConvertAll(ids, numbers.GetOrAdd);
    }

    private double[] Times(int frames)
    {
        if (options.FrameRate is not null)
        {
            var numbers = new double[frames];
            for (int frame = 0; frame < frames; frame++) numbers[frame] = frame;
            return numbers;
        }
        if (!file.Contains("times"))
            throw Wrong("times", "expected the frames' times, found no such array; "
                + options.Remedy("give simulator.frame_rate", "let the program write them"));
        if (file.Peek("times").Type == NpyType.Of<Half>())
            throw Wrong("times", "expected numbers of four bytes or more, found <f2: half precision does not tell "
                + "times apart; store them as float64");
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
                    $"frame {frame}, row {row}: expected finite coordinates, "
                    + $"or NaN where a particle is absent, found ({x}, {y})"));
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
