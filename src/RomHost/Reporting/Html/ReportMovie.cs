using System.Text.Json.Nodes;
using Rom.Numerics.Npz;

namespace RomHost.Reporting.Html;

/// <summary>A density movie for the report's player: 8 bits a cell, on a scale that the run's truth gives to all of its movies.</summary>
/// <param name="Frames">Frames kept.</param>
/// <param name="Ny">Rows.</param>
/// <param name="Nx">Columns.</param>
/// <param name="Times">Times of the frames.</param>
/// <param name="Densities">Densities [frames, ny, nx].</param>
/// <param name="ForecastStart">The first frame that is a forecast, or null.</param>
internal sealed record ReportMovie(int Frames, int Ny, int Nx, double[] Times, float[] Densities, int? ForecastStart)
{
    /// <summary>Reads a movie.</summary>
    /// <param name="path">A file of densities.</param>
    /// <param name="stride">Every how many frames.</param>
    /// <exception cref="InvalidDataException">It is damaged, or no movie.</exception>
    public static ReportMovie Read(string path, int stride)
    {
        using var file = NpzReader.Open(path);
        double[] times = file.ReadDoubles("times");
        float[] all = file.ReadSingles("rho");
        int nx = file.ReadDoubles("xgrid").Length, ny = file.ReadDoubles("ygrid").Length, cells = 0;
        if ((long)nx * ny <= all.Length) cells = nx * ny;
        if (cells == 0 || all.Length != (long)times.Length * cells)
            throw new InvalidDataException($"{path}: expected {times.Length} frames of {ny} × {nx}, found {all.Length} values");
        int[] kept = [.. Enumerable.Range(0, times.Length).Where(t => t % stride == 0)];
        var densities = new float[kept.Length * cells];
        for (int k = 0; k < kept.Length; k++) all.AsSpan(kept[k] * cells, cells).CopyTo(densities.AsSpan(k * cells));
        int? start = file.Contains("forecast_start_idx") ? (int)Math.Ceiling(file.ReadScalar("forecast_start_idx") / stride) : null;
        return new ReportMovie(kept.Length, ny, nx, [.. kept.Select(t => times[t])], densities, start);
    }

    /// <summary>How many frames a file of densities holds, and the cells of each.</summary>
    /// <param name="path">The file.</param>
    public static (int Frames, int Cells) Size(string path)
    {
        using var file = NpzReader.Open(path);
        (double frames, double nx, double ny) = (file.Peek("times").Count, file.Peek("xgrid").Count, file.Peek("ygrid").Count);
        return frames * nx * ny <= Array.MaxLength
            ? ((int)frames, (int)(nx * ny))
            : throw new InvalidDataException($"{path}: expected a movie of at most {Array.MaxLength} values, found {frames} frames of {ny} × {nx}");
    }

    /// <summary>The greatest density, above 0: what the scale of a run's movies ends with.</summary>
    public float Greatest => Math.Max(Densities.Length == 0 ? 0 : Densities.Max(), float.Epsilon);

    /// <summary>A byte for each cell: 0 for none and less, 255 for the greatest and more.</summary>
    /// <param name="greatest">The density that 255 stands for.</param>
    public byte[] Levels(float greatest)
    {
        var levels = new byte[Densities.Length];
        for (int i = 0; i < levels.Length; i++) levels[i] = (byte)Math.Clamp(255 * Densities[i] / greatest, 0, 255);
        return levels;
    }

    /// <summary>The levels in base 64.</summary>
    /// <param name="greatest">The density that 255 stands for.</param>
    public JsonNode Bytes(float greatest) => JsonValue.Create(Convert.ToBase64String(Levels(greatest)));
}
