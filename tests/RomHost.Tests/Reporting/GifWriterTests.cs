using System.Diagnostics;
using Rom.Numerics.RandomNumbers;
using RomHost.Processes;
using RomHost.Reporting.Figures;

namespace RomHost.Tests.Reporting;

/// <summary>FFmpeg reads the written movie, pixel by pixel.</summary>
public sealed class GifWriterTests
{
    [Theory]
    [InlineData(2, 2, 1, "ramp")]
    [InlineData(300, 200, 3, "smooth")]
    [InlineData(200, 200, 2, "noise")] // more codes than a table holds
    [InlineData(64, 48, 4, "constant")]
    public async Task EveryPixel_HasItsColour(int width, int height, int frames, string kind)
    {
        Assert.SkipWhen(
            ChildProcess.Find("ffmpeg") is null, "no ffmpeg, which reads the movies here; install Debian's ffmpeg");
        var random = new RandomStream(1);
        byte Value(int t, int i) => kind switch
        {
            "ramp" => (byte)(i * 80),
            "smooth" => (byte)(127 + 127 * Math.Sin(0.02 * (i % width) + 0.03 * (i / width) + t)),
            "noise" => (byte)random.NextInt32(256),
            _ => 7,
        };
        var movie = new SideBySide(
            [], width, height,
            [.. Enumerable.Range(0, frames)
                .Select(t => Enumerable.Range(0, width * height).Select(i => Value(t, i)).ToArray())]);
        byte[] colours =
            [.. Enumerable.Range(0, 256).SelectMany(k => new[] { (byte)k, (byte)(255 - k), (byte)(k * 7) })];
        string path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path)) GifWriter.Write(file, movie, colours, hundredths: 8);
            byte[] decoded = await Decode(path);
            Assert.Equal(
                movie.Frames.SelectMany(frame => frame.SelectMany(index => colours.Skip(3 * index).Take(3))).ToArray(),
                decoded);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ColoursOfDensities_AreThoseOfD3()
    {
        Assert.Equal(768, Viridis.Colours.Length);
        Assert.Equal([0x44, 0x01, 0x54], Viridis.Colours[..3]);
        Assert.Equal([0xfd, 0xe7, 0x25], Viridis.Colours[^3..]);
    }

    private static async Task<byte[]> Decode(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            [
                "-nostdin", "-loglevel", "error", "-f", "gif", "-i", path, "-vsync", "0", "-f", "rawvideo", "-pix_fmt",
                "rgb24", "-",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        using var pixels = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(pixels, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return pixels.ToArray();
    }
}
