using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Experiments;
using Rom.Forecasting.Files;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Npz;
using Rom.Testing;

namespace Rom.Forecasting.Forecasts;

/// <summary>Reads the frames that a forecast uses from a file, whichever it holds: densities or particles.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="plugins">Its plugins.</param>
/// <param name="selection">Selects the frames.</param>
internal sealed class FrameFile(SavedExperiment experiment, ExperimentPlugins plugins, FrameSelection selection)
{
    // Centres of single precision, or printed with few digits, miss those of the grid by their rounding. A thousandth
    // of a cell moves no density that a score could tell apart.
    private const double SameCell = 1e-3;

    // Forecasts that are not clamped have empty cells at the floor of the transform, −ε, in single precision and scaled
    // with their mass: down to so many times the floor a density is 0.
    private const double EmptyFloors = 10;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its content; null to tell it from the file and the experiment.</param>
    /// <param name="warnings">Receives doubts about the data.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why, and the remedy.</exception>
    public FieldMovie Read(
        string path, FrameFormat? format, IProgress<string>? warnings, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"expected a file of frames, found a folder at {path}");
        if (!File.Exists(path)) throw new FileNotFoundException($"expected a file of frames, found none at {path}");
        bool isArchive = Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase);
        if (format is null)
        {
            if (isArchive && HoldsDensity(path, cancellation)) format = FrameFormat.Density;
            else if (Reader() is { } reader) return OfRecording(reader, path, warnings, cancellation);
            else if (isArchive) format = FrameFormat.Trajectory;
        }
        if (isArchive && format != FrameFormat.Recording) CheckHolds(path, format, cancellation);
        return format switch
        {
            FrameFormat.Density => OfDensity(path, cancellation),
            FrameFormat.Trajectory => Estimate(TrajectoryFile.Read(path, cancellation), path, cancellation),
            FrameFormat.Recording => OfRecording(
                Reader() ?? throw NoReader(path), path, warnings, cancellation),
            _ => throw NoReader(path),
        };
    }

    /// <summary>Selects the frames of a movie, and checks them.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="source">Its source, for messages.</param>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why, and the remedy.</exception>
    public FieldMovie Select(FieldMovie movie, string source)
    {
        var density = movie.Density;
        if (density.Grid != experiment.Grid)
            throw new InvalidDataException(
                $"{source}: expected densities on {Text(experiment.Grid)}, the grid of {experiment.Name}, found "
                + $"{Text(density.Grid)}; estimate them on that grid, or give the particles");
        string[] missing = [.. experiment.Fields.Except(movie.Names)];
        if (missing.Length > 0)
            throw new InvalidDataException(
                $"{source}: expected the fields {ListText.Of(experiment.Fields)} of {experiment.Name}, found no "
                + $"{ListText.Of(missing)}; give them, or the particles with their velocities");
        bool isNegative = !experiment.Transform.IsLinear && Negative(density, 0) is not null;
        if (isNegative && Negative(density, EmptyFloors * experiment.Transform.Floor) is { } at)
            throw new InvalidDataException(
                $"{source}: expected densities of at least 0, which the transform before POD needs, found "
                + $"{NumberText.Of(density.Values[at])} in frame {at / density.Grid.CellCount}; set it to 0");
        int[] frames = selection.Of(density.Times, source);
        if (!isNegative && frames.Length == density.FrameCount && movie.Names.SequenceEqual(experiment.Fields))
            return movie;
        float[] taken = Taken(density.Values, frames);
        if (isNegative) TensorPrimitives.Max(taken, 0, taken);
        return new FieldMovie(
            new DensityMovie(density.Grid, Times(density.Times, frames), taken), experiment.Fields,
            [.. experiment.Fields.Select(name => Taken(movie.Values(name), frames))]);
    }

    /// <summary>Estimates the fields of the frames of a trajectory that a forecast uses.</summary>
    /// <param name="trajectory">Positions in the domain of the experiment.</param>
    /// <param name="source">Their source, for messages.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InvalidDataException">It cannot be used; the message says why, and the remedy.</exception>
    public FieldMovie Estimate(Trajectory trajectory, string source, CancellationToken cancellation)
    {
        var kept = Taken(trajectory, selection.Of(trajectory.Times, source));
        var domain = experiment.Grid.Domain;
        DomainPositions.Check(kept, domain, source);
        var estimator = plugins.CreateDensityEstimator();
        var fields = experiment.Fields;
        try
        {
            var movie = fields.Count == 0
                ? new FieldMovie(estimator.Estimate(kept, domain, cancellation), [], [])
                : ((IFieldEstimator)estimator).EstimateFields(kept, domain, fields, cancellation);
            return movie.Density.Grid == experiment.Grid
                ? movie
                : throw new InvalidDataException(
                    $"{source}: expected densities on {Text(experiment.Grid)}, found {Text(movie.Density.Grid)}: the "
                    + "density estimator is not the one that was used; run the experiment again");
        }
        catch (ArgumentException e)
        {
            // A field needs velocities, and there are none.
            throw new InvalidDataException($"{source}: {ExceptionText.Message(e)}", e);
        }
        finally
        {
            (estimator as IDisposable)?.Dispose();
        }
    }

    private FieldMovie OfDensity(string path, CancellationToken cancellation)
    {
        CheckGrid(path, cancellation);
        string[] missing;
        using (var file = NpzReader.Open(path, cancellation))
            missing = [.. experiment.Fields.Where(name => !file.Contains(name))];
        if (missing.Length > 0)
            throw new InvalidDataException(
                $"{path}: expected the fields {ListText.Of(experiment.Fields)} of {experiment.Name}, found no "
                + $"{ListText.Of(missing)}; give them, or the particles with their velocities");
        return Select(DensityFile.Read(path, experiment.Grid, 1, experiment.Fields, cancellation), path);
    }

    private FieldMovie OfRecording(
        IRecordingReader reader, string path, IProgress<string>? warnings, CancellationToken cancellation)
    {
        try
        {
            return Estimate(reader.Read(Path.GetFullPath(path), warnings, cancellation), path, cancellation);
        }
        finally
        {
            (reader as IDisposable)?.Dispose();
        }
    }

    private static int? Negative(DensityMovie density, double floor)
    {
        var values = density.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < floor) return i;
        }
        return null;
    }

    private void CheckGrid(string path, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path, cancellation);
        var grid = experiment.Grid;
        double[] x = file.ReadDoubles("xgrid"), y = file.ReadDoubles("ygrid");
        if (x.Length != grid.Nx || y.Length != grid.Ny)
            throw new InvalidDataException(
                $"{path}: expected densities on {Text(grid)}, the grid of {experiment.Name}, found {x.Length} × "
                + $"{y.Length} cells; estimate them on that grid, or give the particles");
        if (Differ(x, grid.XCentres(), grid.Dx) || Differ(y, grid.YCentres(), grid.Dy))
            throw new InvalidDataException(
                $"{path}: expected the domain [0, {NumberText.Of(grid.Domain.Lx)}) × [0, "
                + $"{NumberText.Of(grid.Domain.Ly)}) of {experiment.Name}, found cells centred from "
                + $"{NumberText.Point(x[0])} to {NumberText.Point(x[^1])} and from {NumberText.Point(y[0])} to "
                + $"{NumberText.Point(y[^1])}; give densities on that domain");
    }

    private static bool Differ(double[] centres, double[] expected, double width) =>
        centres.Zip(expected).Any(pair => !(Math.Abs(pair.First - pair.Second) <= SameCell * width));

    private static bool HoldsDensity(string path, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path, cancellation);
        return file.Contains(FieldDescription.Density);
    }

    private static void CheckHolds(string path, FrameFormat? format, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path, cancellation);
        string[] wanted = format == FrameFormat.Density
            ? [FieldDescription.Density, "xgrid", "ygrid", "times"]
            : ["traj", "times"];
        if (wanted.All(file.Contains)) return;
        throw new InvalidDataException(
            $"{path}: expected the arrays {ListText.Of(wanted)} of "
            + (format == FrameFormat.Density ? "densities" : "a trajectory (or rho of densities)") + ", found "
            + (file.Names.Count == 0 ? "none" : ListText.Of([.. file.Names.Take(10).Select(Printable.Text)])));
    }

    private IRecordingReader? Reader() => plugins.CreateSimulator() as IRecordingReader;

    private InvalidDataException NoReader(string path) => new(
        $"{path}: expected an archive (.npz) of densities (rho) or of a trajectory (traj): the simulator "
        + $"'{experiment.SectionOf("simulator").Plugin}' of {experiment.Name} reads no recordings; convert the file");

    private static string Text(Grid grid) => $"{grid.Nx} × {grid.Ny} cells over {NumberText.Of(grid.Domain.Lx)} × "
        + $"{NumberText.Of(grid.Domain.Ly)}";

    private static double[] Times(ReadOnlySpan<double> all, int[] frames)
    {
        var times = new double[frames.Length];
        for (int k = 0; k < frames.Length; k++) times[k] = all[frames[k]];
        return times;
    }

    private float[] Taken(ReadOnlySpan<float> values, int[] frames)
    {
        int cells = experiment.Grid.CellCount;
        var taken = new float[frames.Length * cells];
        for (int k = 0; k < frames.Length; k++)
            values.Slice(frames[k] * cells, cells).CopyTo(taken.AsSpan(k * cells));
        return taken;
    }

    private static Trajectory Taken(Trajectory trajectory, int[] frames)
    {
        int[] counts = [.. frames.Select(trajectory.ParticleCount)];
        var positions = new float[2 * counts.Sum()];
        float[]? velocities = trajectory.HasVelocities ? new float[positions.Length] : null;
        for (int k = 0, end = 0; k < frames.Length; end += 2 * counts[k++])
        {
            trajectory.Positions(frames[k]).CopyTo(positions.AsSpan(end));
            if (velocities is not null) trajectory.Velocities(frames[k]).CopyTo(velocities.AsSpan(end));
        }
        return new Trajectory(Times(trajectory.Times, frames), counts, positions, velocities);
    }
}
