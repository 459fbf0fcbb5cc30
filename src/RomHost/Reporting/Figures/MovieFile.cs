using Rom.Numerics.Files;
using RomHost.Processes;

namespace RomHost.Reporting.Figures;

/// <summary>Writes a movie as a file: GIF by own code, MP4 by FFmpeg.</summary>
internal static class MovieFile
{
    /// <summary>The ending of a movie that FFmpeg makes.</summary>
    public const string Mp4 = ".mp4";

    /// <summary>The ending of a movie that needs no other program.</summary>
    public const string Gif = ".gif";

    private const int FramesPerSecond = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Searches FFmpeg in the folders of PATH.</summary>
    /// <returns>Its program, or null.</returns>
    public static string? FFmpeg() => ChildProcess.Find("ffmpeg");

    /// <summary>Writes a GIF, which repeats for ever.</summary>
    /// <param name="path">The file.</param>
    /// <param name="movie">The movie.</param>
    public static void WriteGif(string path, SideBySide movie) => AtomicFile.Write(
        path, stream => GifWriter.Write(stream, movie, Viridis.Colours, 100 / FramesPerSecond));

    /// <summary>Writes an MP4 (H.264).</summary>
    /// <param name="path">The file.</param>
    /// <param name="movie">The movie.</param>
    /// <param name="ffmpeg">FFmpeg's program.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidOperationException">FFmpeg failed; the message names the cause that it gave.</exception>
    public static void WriteMp4(string path, SideBySide movie, string ffmpeg, CancellationToken cancellation)
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
