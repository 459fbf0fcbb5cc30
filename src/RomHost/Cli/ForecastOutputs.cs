using Rom.Forecasting.Forecasts;
using RomHost.Reporting.Figures;

namespace RomHost.Cli;

/// <summary>The files of <c>romhost forecast --out</c>, checked before anything is computed.</summary>
internal sealed class ForecastOutputs
{
    private readonly string[] paths;
    private readonly List<string> written = [];

    /// <summary>Checks the paths.</summary>
    /// <param name="paths">The paths.</param>
    /// <exception cref="InvalidDataException">
    /// An ending is unknown, a path is a folder, or a movie needs FFmpeg and there is none.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public ForecastOutputs(string[] paths)
    {
        this.paths = paths;
        foreach (string path in paths)
        {
            if (!IsMovie(path)) ForecastPath.IsTable(path);
            else ForecastPath.CheckPlace(path);
            if (IsMp4(path)) FFmpeg(path);
        }
    }

    /// <summary>What was written, a line for each file.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>Writes the files.</summary>
    /// <param name="write">Writes an archive or a table.</param>
    /// <param name="compose">Composes the movie.</param>
    /// <param name="cancellation">Ends FFmpeg.</param>
    /// <exception cref="InvalidDataException">A file cannot be written.</exception>
    public void Write(Action<string> write, Func<SideBySide> compose, CancellationToken cancellation)
    {
        var movie = new Lazy<SideBySide>(compose);
        foreach (string path in paths)
        {
            try
            {
                if (!IsMovie(path)) write(path);
                else if (!IsMp4(path)) MovieFile.WriteGif(path, movie.Value);
                else WriteMp4(path, movie.Value, cancellation);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or PathTooLongException or FileNotFoundException)
            {
                throw new InvalidDataException(
                    $"--out {path} cannot be written: {e.Message.TrimEnd('.')}; give a file in a folder that may be "
                    + "written", e);
            }
            written.Add(IsMovie(path) && movie.Value.Names is { Count: > 1 } names
                ? $"{path} (from the left: {string.Join(", ", names)})"
                : path);
        }
    }

    private static void WriteMp4(string path, SideBySide movie, CancellationToken cancellation)
    {
        try
        {
            MovieFile.WriteMp4(path, movie, FFmpeg(path), cancellation);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(
                $"--out {path}: FFmpeg made no movie: {e.Message}; give a file that ends in {MovieFile.Gif}", e);
        }
    }

    private static string FFmpeg(string path) => MovieFile.FFmpeg() ?? throw new InvalidDataException(
        $"--out {path}: expected FFmpeg, which makes {MovieFile.Mp4}, found none in the folders of PATH; install it, "
        + $"or give a file that ends in {MovieFile.Gif}");

    private static bool IsMovie(string path) => IsMp4(path) || Ends(path, MovieFile.Gif);

    private static bool IsMp4(string path) => Ends(path, MovieFile.Mp4);

    private static bool Ends(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
