using Rom.Forecasting.Work;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Reporting.Figures;

/// <summary>
/// Writes movies of the test runs, <c>figures/run_000_truth_MVAR.mp4</c>: MP4 where FFmpeg is installed, else GIF.
/// </summary>
internal static class MovieFiles
{
    /// <summary>Writes a movie of each test run with forecasts.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="models">The models.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="cancellation">Ends the work before the next run.</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Write(
        ExperimentFolder folder, IReadOnlyList<string> models, Action<string> warn, CancellationToken cancellation)
    {
        string? ffmpeg = MovieFile.FFmpeg();
        var files = new List<string>();
        foreach (var run in folder.Runs(Split.Test))
        {
            cancellation.ThrowIfCancellationRequested();
            using var work = WorkUnderWay.Begin($"the movie of {Path.GetFileName(run.Root)}");
            try
            {
                if (SideBySide.Of(run, models) is not { } movie) continue;
                folder.Make(folder.Figures);
                string path = Path.Combine(
                    folder.Figures, $"{Path.GetFileName(run.Root)}_{string.Join('_', movie.Names)}");
                files.Add(ffmpeg is not null && TryMp4(ffmpeg, movie, path + ".mp4", warn, cancellation)
                    ? path + ".mp4"
                    : Gif(movie, path + ".gif"));
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                warn($"no movie of {Path.GetFileName(run.Root)}: {e.Message}");
            }
        }
        return files;
    }

    private static string Gif(SideBySide movie, string path)
    {
        MovieFile.WriteGif(path, movie);
        return path;
    }

    private static bool TryMp4(
        string ffmpeg, SideBySide movie, string path, Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            MovieFile.WriteMp4(path, movie, ffmpeg, cancellation);
            return true;
        }
        catch (InvalidOperationException e)
        {
            warn($"FFmpeg made no movie, a GIF is written instead: {e.Message}");
            return false;
        }
    }
}
