using Rom.Numerics.Npz;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// Reads and writes <c>ensemble_&lt;model&gt;.npz</c>, what the report shows of an ensemble (docs/file-formats.md).
/// </summary>
internal static class ShownEnsembleFile
{
    private const char Comma = ',';

    // What a recorder writes is far smaller: this bounds what a damaged file makes a reader allocate.
    private const int MostNumbers = 1 << 24;

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">What the report shows.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public static void Write(string path, ShownEnsemble shown, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        int frames = shown.Times.Length;
        file.Add<double>("times", shown.Times, frames);
        file.AddText("fans", string.Join(Comma, shown.Fans.Select(fan => fan.Name)));
        string[] calibrated = [.. shown.Fans.Where(fan => fan.IsCalibrated).Select(fan => fan.Name)];
        if (calibrated.Length > 0) file.AddText("calibrated_fans", string.Join(Comma, calibrated));
        foreach (var fan in shown.Fans)
            file.Add<double>($"fan_{fan.Name}", fan.Values, frames, EnsembleFan.Columns.Count);
        file.Add<double>("cells", [.. shown.Cells.SelectMany(cell => new[] { cell.X, cell.Y })], shown.Cells.Count, 2);
        var maps = shown.Maps;
        void Map(string name, float[] values) =>
            file.Add<float>($"map_{name}", values, maps.Times.Length, maps.Rows, maps.Columns);
        file.Add<double>("map_times", maps.Times, maps.Times.Length);
        file.AddScalar("map_threshold", maps.Threshold);
        Map("truth", maps.Truth);
        Map("median", maps.Median);
        Map("spread", maps.Spread);
        Map("probability", maps.Probability);
        if (shown.Members is { } movie)
        {
            int kept = movie.Times.Length;
            file.Add<double>("member_times", movie.Times, kept);
            file.Add<float>("members", movie.Densities, movie.Members, kept, movie.Ny, movie.Nx);
            file.Add<int>("member_shifts", movie.Shifts, movie.Members, kept, 2);
        }
        file.Commit();
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public static ShownEnsemble Read(string path)
    {
        using var file = NpzReader.Open(path);
        double[] times = Doubles(file, "times");
        string[] calibrated = file.Contains("calibrated_fans") ? Names(file, "calibrated_fans") : [];
        var fans = Names(file, "fans").Select(name =>
        {
            double[] values = Doubles(file, $"fan_{name}", times.Length, EnsembleFan.Columns.Count);
            return new EnsembleFan(name, calibrated.Contains(name), values);
        }).ToList();
        int cells = Length(file, "cells", 0);
        double[] centres = Doubles(file, "cells", cells, 2);
        double[] mapTimes = Doubles(file, "map_times");
        int rows = Length(file, "map_truth", 1), columns = Length(file, "map_truth", 2);
        float[] Map(string name) => Singles(file, $"map_{name}", mapTimes.Length, rows, columns);
        return new ShownEnsemble(
            times, fans, [.. Enumerable.Range(0, cells).Select(i => (centres[2 * i], centres[2 * i + 1]))],
            new EnsembleMaps(
                rows, columns, mapTimes, file.ReadScalar("map_threshold"), Map("truth"), Map("median"), Map("spread"),
                Map("probability")),
            file.Contains("members") ? Movie(file) : null);
    }

    private static MemberMovie Movie(NpzReader file)
    {
        double[] times = Doubles(file, "member_times");
        int members = Length(file, "members", 0), ny = Length(file, "members", 2), nx = Length(file, "members", 3);
        Check(file, "member_shifts", members, times.Length, 2);
        return new MemberMovie(
            ny, nx, times, Singles(file, "members", members, times.Length, ny, nx),
            [.. file.ReadInt64s("member_shifts").Select(shift => int.CreateSaturating(shift))]);
    }

    private static string[] Names(NpzReader file, string name) =>
        file.ReadText(name).Split(Comma, StringSplitOptions.RemoveEmptyEntries);

    private static int Length(NpzReader file, string name, int axis) =>
        file.Peek(name).Shape is var shape && axis < shape.Count
            ? shape[axis]
            : throw file.Contradiction(name, $"expected more than {axis} axes, found {shape.Count}");

    private static double[] Doubles(NpzReader file, string name)
    {
        Check(file, name, Length(file, name, 0));
        return file.ReadDoubles(name);
    }

    private static double[] Doubles(NpzReader file, string name, params int[] shape)
    {
        Check(file, name, shape);
        return file.ReadDoubles(name);
    }

    private static float[] Singles(NpzReader file, string name, params int[] shape)
    {
        Check(file, name, shape);
        return file.ReadSingles(name);
    }

    private static void Check(NpzReader file, string name, params int[] shape)
    {
        var found = file.Peek(name);
        if (!found.Shape.SequenceEqual(shape))
            throw file.Contradiction(name, $"expected {string.Join(" × ", shape)} numbers, found {found.ShapeText}");
        if (found.Count > MostNumbers)
            throw file.Contradiction(name, $"expected at most {MostNumbers} numbers, found {found.ShapeText}");
    }
}
