using RomHost.Pipeline;
using RomHost.Reporting.Html;

namespace RomHost.Reporting.Figures;

/// <summary>Truth and forecasts of a test run side by side, as frames of colour indices on the scale that the truth gives.</summary>
/// <param name="Names">What stands where, from the left.</param>
/// <param name="Width">Width of a frame [pixels], even.</param>
/// <param name="Height">Height of a frame [pixels], even.</param>
/// <param name="Frames">The frames [width · height], rows downwards.</param>
internal sealed record SideBySide(IReadOnlyList<string> Names, int Width, int Height, IReadOnlyList<byte[]> Frames)
{
    // A picture of a density is at least so wide, and a movie has no more frames.
    private const int LeastWidth = 240;
    private const int MostFrames = 300;
    private const int Gap = 8;

    // Between the pictures: the brightest colour, which only a crowd has.
    private const byte GapColour = 255;

    /// <summary>Composes the frames of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="models">Models whose forecasts may be there.</param>
    /// <returns>The movie, or null where no forecast is there.</returns>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static SideBySide? Of(RunFolder run, IEnumerable<string> models)
    {
        string[] there = [.. models.Where(model => File.Exists(run.Prediction(model)))];
        if (there.Length == 0) return null;
        int stride = (ReportMovie.Size(run.Density).Frames + MostFrames - 1) / MostFrames;
        var truth = ReportMovie.Read(run.Density, Math.Max(1, stride));
        var forecasts = there.Select(model => (Name: model, Movie: ReportMovie.Read(run.Prediction(model), Math.Max(1, stride))))
            .Where(forecast => forecast.Movie.Densities.Length == truth.Densities.Length);
        var movies = new[] { (Name: "truth", Movie: truth) }.Concat(forecasts).ToList();
        float greatest = truth.Greatest;
        int scale = Math.Max(1, (LeastWidth + truth.Nx - 1) / truth.Nx), across = truth.Nx * scale, down = truth.Ny * scale;
        int width = Even(movies.Count * (across + Gap) - Gap), height = Even(down), cells = truth.Nx * truth.Ny;
        var levels = movies.ConvertAll(movie => movie.Movie.Levels(greatest));
        var frames = new List<byte[]>();
        for (int t = 0; t < truth.Frames; t++)
        {
            var frame = new byte[width * height];
            Array.Fill(frame, GapColour);
            for (int m = 0; m < movies.Count; m++)
            {
                for (int row = 0; row < down; row++)
                {
                    // Rows of a field are y, upwards; rows of a picture go down.
                    var field = levels[m].AsSpan(t * cells + (truth.Ny - 1 - row / scale) * truth.Nx, truth.Nx);
                    var picture = frame.AsSpan(row * width + m * (across + Gap), across);
                    for (int column = 0; column < across; column++) picture[column] = field[column / scale];
                }
            }
            frames.Add(frame);
        }
        return new SideBySide([.. movies.Select(movie => movie.Name)], width, height, frames);
    }

    // Half as many chroma samples as pixels, in both directions.
    private static int Even(int size) => size + size % 2;
}
