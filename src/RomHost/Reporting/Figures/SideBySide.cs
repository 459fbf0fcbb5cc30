using Rom.Forecasting.Files;
using RomHost.Artifacts;
using RomHost.Reporting.Html;

namespace RomHost.Reporting.Figures;

/// <summary>Movies side by side, as frames of colour indices on one scale of densities.</summary>
/// <param name="Names">The names of the pictures, from the left.</param>
/// <param name="Width">Width of a frame [pixels], even.</param>
/// <param name="Height">Height of a frame [pixels], even.</param>
/// <param name="Frames">The frames [width · height], rows downwards; composed on request.</param>
internal sealed record SideBySide(IReadOnlyList<string> Names, int Width, int Height, IEnumerable<byte[]> Frames)
{
    // The least length of the longer side of a picture; the limits of a movie's frames in number and size.
    private const int LeastSide = 240;
    private const int MostFrames = 300;
    private const long MostPixels = 1 << 24;
    private const int Gap = 8;

    // The gap between pictures has the brightest colour, which occurs only in crowds.
    private const byte GapColour = 255;

    /// <summary>Composes truth and forecasts of a test run, on the scale of the truth.</summary>
    /// <param name="run">The run.</param>
    /// <param name="models">Models whose forecasts are shown where present.</param>
    /// <returns>The movie, or null where there is no forecast.</returns>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static SideBySide? Of(RunFolder run, IEnumerable<string> models)
    {
        string[] there = [.. models.Where(model => File.Exists(run.Prediction(model)))];
        if (there.Length == 0) return null;
        int stride = StrideOf(DensityFile.Size(run.Density).Frames);
        var truth = ReportMovie.Read(run.Density, stride);
        var forecasts = there.Select(model => (Name: model, Movie: ReportMovie.Read(run.Prediction(model), stride)))
            .Where(forecast => forecast.Movie.Densities.Length == truth.Densities.Length);
        return Of([(Name: "truth", Movie: truth), .. forecasts], truth.Greatest);
    }

    /// <summary>Returns the stride at which movies have no more frames than are shown.</summary>
    /// <param name="frames">Number of frames.</param>
    public static int StrideOf(int frames) => Math.Max(1, (frames + MostFrames - 1) / MostFrames);

    /// <summary>Composes movies of one grid and one number of frames.</summary>
    /// <param name="movies">The movies with their names, from the left.</param>
    /// <param name="greatest">The density of the brightest colour.</param>
    /// <exception cref="InvalidDataException">The grid is too large for a picture.</exception>
    public static SideBySide Of(List<(string Name, ReportMovie Movie)> movies, float greatest)
    {
        var first = movies[0].Movie;
        int nx = first.Nx, ny = first.Ny, longest = Math.Max(nx, ny),
            scale = Math.Max(1, (LeastSide + longest - 1) / longest);
        long across = (long)nx * scale, down = (long)ny * scale,
            width = Even(movies.Count * (across + Gap) - Gap), height = Even(down);
        if (width > ushort.MaxValue || height > ushort.MaxValue || width * height > MostPixels)
            throw new InvalidDataException(
                $"expected frames of at most {MostPixels} pixels and {ushort.MaxValue} a "
                + $"side, found {width} × {height}");
        var levels = movies.ConvertAll(movie => movie.Movie.Levels(greatest));
        return new SideBySide(
            [.. movies.Select(movie => movie.Name)], (int)width, (int)height,
            Enumerable.Range(0, first.Frames)
                .Select(t => Compose(levels, t, nx, ny, scale, (int)width, (int)height)));
    }

    private static byte[] Compose(List<byte[]> levels, int t, int nx, int ny, int scale, int width, int height)
    {
        var frame = new byte[width * height];
        Array.Fill(frame, GapColour);
        for (int m = 0; m < levels.Count; m++)
        {
            for (int row = 0; row < ny * scale; row++)
            {
                // Rows of a field are y, upwards; rows of a picture go down.
                var field = levels[m].AsSpan((t * ny + ny - 1 - row / scale) * nx, nx);
                var picture = frame.AsSpan(row * width + m * (nx * scale + Gap), nx * scale);
                for (int column = 0; column < picture.Length; column++) picture[column] = field[column / scale];
            }
        }
        return frame;
    }

    // Half as many chroma samples as pixels, in both directions.
    private static long Even(long size) => size + size % 2;
}
