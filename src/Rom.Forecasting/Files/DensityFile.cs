using System.Buffers;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;
using Rom.Numerics.Npz;
using Rom.Testing;

namespace Rom.Forecasting.Files;

/// <summary>
/// Reads and writes <c>density*.npz</c>: rho [T, ny, nx] float32 or float16, xgrid [nx], ygrid [ny] (cell centres),
/// times [T] float64; further fields, such as px, as rho.
/// </summary>
internal static class DensityFile
{
    private const string Density = FieldDescription.Density, Shifts = "shifts", TrueShifts = "true_shifts";

    /// <summary>Writes a density movie.</summary>
    /// <param name="path">The file.</param>
    /// <param name="movie">The movie.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    /// <param name="forecastStart">The first forecast frame, if any.</param>
    /// <param name="shifts">The shifts of a forecast, if frames are aligned.</param>
    public static void Write(
        string path, DensityMovie movie, bool compress, int? forecastStart = null, MovieShifts? shifts = null) =>
        Write(path, new FieldMovie(movie, [], []), compress, forecastStart, shifts);

    /// <summary>Writes a density movie with further fields.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">The movie.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    /// <param name="forecastStart">The first forecast frame, if any.</param>
    /// <param name="shifts">The shifts of a forecast, if frames are aligned.</param>
    /// <param name="storage">The precision of the fields.</param>
    /// <exception cref="InvalidDataException">A value is beyond the range of half precision.</exception>
    public static void Write(
        string path, FieldMovie fields, bool compress, int? forecastStart = null, MovieShifts? shifts = null,
        DensityStorage storage = DensityStorage.Float32)
    {
        using var file = NpzWriter.Create(path, compress);
        var movie = fields.Density;
        var grid = movie.Grid;
        StoredField.Add(file, path, Density, movie.Values, grid, storage);
        file.Add<double>("xgrid", grid.XCentres(), grid.Nx);
        file.Add<double>("ygrid", grid.YCentres(), grid.Ny);
        file.Add("times", movie.Times, movie.FrameCount);
        if (forecastStart is { } start) file.AddScalar("forecast_start_idx", (long)start);
        if (shifts is not null)
        {
            AddShifts(file, Shifts, shifts.Forecast);
            AddShifts(file, TrueShifts, shifts.Truth);
        }
        foreach (string name in fields.Names)
            StoredField.Add(file, path, name, fields.Values(name), grid, storage);
        file.Commit();
    }

    /// <summary>Reads a density movie with further fields.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The required grid.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <param name="names">The names of the further fields.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged, on another grid or without one of the fields.
    /// </exception>
    public static FieldMovie Read(
        string path, Grid grid, int stride, IReadOnlyList<string> names, CancellationToken cancellation = default)
    {
        var density = Read(path, grid, stride, cancellation);
        try
        {
            return new FieldMovie(density, names, [.. names.Select(name =>
            {
                float[] values = GC.AllocateUninitializedArray<float>(density.Values.Length);
                ReadInto(path, name, grid, stride, values, cancellation);
                return values;
            })]);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {ExceptionText.Message(e)}", e);
        }
    }

    /// <summary>Reads a density movie.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The required grid.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or on another grid.</exception>
    public static DensityMovie Read(string path, Grid grid, int stride, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        double[] times = file.ReadDoubles("times");
        if (file.Peek(Density).Count != (long)times.Length * grid.CellCount)
            throw new InvalidDataException(
                $"{path}: expected {NumberText.Count(times.Length, "frame")} of {grid.Ny} × {grid.Nx}, "
                + $"found {file.Peek(Density).ShapeText}");
        var values = GC.AllocateUninitializedArray<float>(checked(times.Length * grid.CellCount));
        ReadFrames(file, Density, grid, times.Length, values);
        try
        {
            return new DensityMovie(grid, times, values).Every(stride);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {ExceptionText.Message(e)}", e);
        }
    }

    /// <summary>Reads frames on whatever grid the file has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or no movie.</exception>
    public static StoredDensity ReadStored(string path, int stride)
    {
        using var file = NpzReader.Open(path);
        double[] times = file.ReadDoubles("times");
        float[] all = file.ReadSingles(Density);
        int nx = file.ReadDoubles("xgrid").Length, ny = file.ReadDoubles("ygrid").Length, cells = 0;
        if ((long)nx * ny <= all.Length) cells = nx * ny;
        if (cells == 0 || all.Length != (long)times.Length * cells)
            throw new InvalidDataException(
                $"{path}: expected {NumberText.Count(times.Length, "frame")} of {ny} × {nx}, "
                + $"found {NumberText.Count(all.Length, "value")}");
        int kept = FrameStride.Count(times.Length, stride);
        var densities = new float[kept * cells];
        Keep(all, cells, stride, densities);
        int? start = file.Contains("forecast_start_idx")
            ? (int)Math.Ceiling(file.ReadScalar("forecast_start_idx") / stride)
            : null;
        double[] keptTimes = [.. Enumerable.Range(0, kept).Select(k => times[k * stride])];
        return new StoredDensity(ny, nx, keptTimes, densities, start)
        {
            Shifts = file.Contains(Shifts) && file.Contains(TrueShifts)
                ? new MovieShifts(
                    ReadShifts(file, Shifts, times.Length, stride), ReadShifts(file, TrueShifts, times.Length, stride))
                : null,
        };
    }

    /// <summary>Returns the number of frames of a file, and of the cells of each, from its headers alone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or larger than an array may be.</exception>
    public static (int Frames, int Cells) Size(string path)
    {
        using var file = NpzReader.Open(path);
        (double frames, double nx, double ny) = (
            file.Peek("times").Count, file.Peek("xgrid").Count, file.Peek("ygrid").Count);
        return frames * nx * ny <= Array.MaxLength
            ? ((int)frames, (int)(nx * ny))
            : throw new InvalidDataException(
                $"{path}: expected a movie of at most {Array.MaxLength} values, found {frames} frames of {ny} × {nx}");
    }

    /// <summary>Returns the number of frames with a stride.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public static int FrameCount(string path, int stride)
    {
        using var file = NpzReader.Open(path);
        return FrameStride.Count(file.ReadDoubles("times").Length, stride);
    }

    /// <summary>Reads densities without their times, into the caller's buffer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The required grid.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <param name="densities">Receives the densities [frames, ny, nx].</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged, on another grid or of another length.
    /// </exception>
    public static void ReadInto(
        string path, Grid grid, int stride, Span<float> densities, CancellationToken cancellation = default) =>
        ReadInto(path, Density, grid, stride, densities, cancellation);

    /// <summary>Reads one field without its times, into the caller's buffer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="grid">The required grid.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <param name="densities">Receives the values [frames, ny, nx].</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged, on another grid, of another length or without the field.
    /// </exception>
    public static void ReadInto(
        string path, string name, Grid grid, int stride, Span<float> densities,
        CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        int cells = grid.CellCount, frames = file.ReadDoubles("times").Length,
            wanted = FrameStride.Count(frames, stride);
        if (densities.Length != (long)wanted * cells)
            throw new InvalidDataException(
                $"{path}: expected {NumberText.Count(densities.Length / cells, "frame")}, found {wanted}: "
                + "it changed while it was read");
        if (stride == 1)
        {
            ReadFrames(file, name, grid, frames, densities);
            return;
        }
        float[] all = ArrayPool<float>.Shared.Rent(frames * cells);
        ReadFrames(file, name, grid, frames, all.AsSpan(0, frames * cells));
        Keep(all, cells, stride, densities);
        ArrayPool<float>.Shared.Return(all);
    }

    /// <summary>Returns the time between two frames with a stride.</summary>
    /// <param name="path">A file of more frames than the stride.</param>
    /// <param name="stride">The stride of frames.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has too few frames.</exception>
    public static double TimeStep(string path, int stride)
    {
        using var file = NpzReader.Open(path);
        double[] times = file.ReadDoubles("times");
        return times.Length > stride
            ? times[stride] - times[0]
            : throw new InvalidDataException(
                $"{path}: expected more than {NumberText.Count(stride, "time")}, found {times.Length}");
    }

    private static void AddShifts(NpzWriter file, string name, IReadOnlyList<Shift> shifts) =>
        file.Add<int>(name, [.. shifts.SelectMany(shift => new[] { shift.Dy, shift.Dx })], shifts.Count, 2);

    private static Shift[] ReadShifts(NpzReader file, string name, int frames, int stride)
    {
        if (!file.Peek(name).Shape.SequenceEqual([frames, 2]))
            throw file.Contradiction(name, $"expected {frames} × 2 numbers, found {file.Peek(name).ShapeText}");
        long[] values = file.ReadInt64s(name);
        if (values.Any(value => value is < int.MinValue or > int.MaxValue))
            throw file.Contradiction(name, $"expected shifts of at most {int.MaxValue} cells");
        return
        [
            .. Enumerable.Range(0, FrameStride.Count(frames, stride)).Select(k => k * stride)
                .Select(t => new Shift((int)values[2 * t], (int)values[2 * t + 1])),
        ];
    }

    // Every stride-th frame, as many as there is room for.
    private static void Keep(ReadOnlySpan<float> all, int cells, int stride, Span<float> kept)
    {
        for (int k = 0; k < kept.Length / cells; k++)
            all.Slice(k * stride * cells, cells).CopyTo(kept[(k * cells)..]);
    }

    private static void ReadFrames(NpzReader file, string name, Grid grid, int frames, Span<float> densities)
    {
        var header = file.Peek(name);
        // NumPy's arrays are float64, unless one says otherwise.
        if (header.Type == NpyType.Of<double>() && header.Shape.SequenceEqual([frames, grid.Ny, grid.Nx]))
            file.ReadSingles(name).CopyTo(densities);
        else
            file.ReadInto(name, [frames, grid.Ny, grid.Nx], densities);
    }
}
