using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Processes;

namespace RomHost.Reporting.Figures;

/// <summary>
/// Writes movies of the test runs, <c>figures/run_000_truth_MVAR.mp4</c>: MP4 where FFmpeg is installed, else GIF.
/// </summary>
internal static class MovieFiles
{
    private const int FramesPerSecond = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Writes a movie of each test run with forecasts.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="models">The models.</param>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="cancellation">Ends the work before the next run.</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Write(
        ExperimentFolder folder, IReadOnlyList<string> models, Action<string> warn, CancellationToken cancellation)
    {
        string? ffmpeg = ChildProcess.Find("ffmpeg");
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
        AtomicFile.Write(path, stream => GifWriter.Write(stream, movie, Viridis.Colours, 100 / FramesPerSecond));
        return path;
    }

    private static bool TryMp4(
        string ffmpeg, SideBySide movie, string path, Action<string> warn, CancellationToken cancellation)
    {
        // FFmpeg would follow a link of that name, so that it must be one that no file has.
        string unfinished = AtomicFile.TemporaryNameFor(path);
        try
        {
            string rate = FormattableString.Invariant($"{FramesPerSecond}"),
                size = FormattableString.Invariant($"{movie.Width}x{movie.Height}");
            ChildProcess.Run(
                ffmpeg,
                [
                    "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r",
                    rate, "-i", "-",
                    "-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4", unfinished,
                ],
                Patience, cancellation, stream => WriteColours(stream, movie));
            AtomicFile.GiveName(unfinished, path);
            return true;
        }
        catch (InvalidOperationException e)
        {
            warn($"FFmpeg made no movie, a GIF is written instead: {e.Message}");
            return false;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void WriteColours(Stream stream, SideBySide movie)
    {
        var colours = Viridis.Colours;
        var pixels = new byte[3 * movie.Width * movie.Height];
        foreach (byte[] frame in movie.Frames)
        {
            for (int i = 0; i < frame.Length; i++) colours.AsSpan(3 * frame[i], 3).CopyTo(pixels.AsSpan(3 * i));
            stream.Write(pixels);
        }
    }
}
