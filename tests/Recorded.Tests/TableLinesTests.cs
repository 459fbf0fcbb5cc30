using System.Text;
using FsCheck.Xunit;
using Recorded.Reading;

namespace Recorded.Tests;

public sealed class TableLinesTests
{
    [Property]
    public bool Lines_AreThoseOfAnyReader_HoweverTheStreamComes(
        string?[] parts, byte ending, bool endsWithLine, byte chunk)
    {
        string end = (ending % 3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
        string[] lines = [.. parts.Select(part => Clean(part) + "#")];
        string text = string.Join(end, lines) + (endsWithLine && lines.Length > 0 ? end : "");
        var reader = new TableLines(new ChunkedStream(Encoding.UTF8.GetBytes(text), 1 + chunk), CancellationToken.None);
        var found = new List<string>();
        while (reader.TryRead(out var line)) found.Add(Encoding.UTF8.GetString(line.Span));
        return found.SequenceEqual(lines);
    }

    [Fact]
    public void LinesLongerThanTheirBuffersHalf_AreWhole()
    {
        string[] lines = [.. Enumerable.Range(0, 9).Select(k => new string((char)('a' + k), 60_000 - 7 * k))];
        var reader = new TableLines(
            new ChunkedStream(Encoding.ASCII.GetBytes(string.Join('\n', lines)), 1000), CancellationToken.None);
        foreach (string expected in lines)
        {
            Assert.True(reader.TryRead(out var line));
            Assert.Equal(expected, Encoding.ASCII.GetString(line.Span));
        }
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
    }

    // Not one line of such a table is a row: whoever waits for a row looks at no token.
    [Theory]
    [InlineData("\n")]
    [InlineData("# a comment\n")]
    [InlineData("0 1 1 1\n")]
    public void AReadingThatIsCancelled_EndsAtTheNextPiece(string line)
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", string.Concat(Enumerable.Repeat(line, 2_000_000 / line.Length)));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RecordingFile.Read(path, Sample.Options, source.Token));
        using var running = new CancellationTokenSource();
        using var file = new CancellingStream(File.ReadAllBytes(path), running);
        var reader = new TableLines(file, running.Token);
        Assert.Throws<OperationCanceledException>(() => { while (reader.TryRead(out _)) { } });
        Assert.InRange(file.Position, 0, 3 * TableLines.LongestLine);
    }

    private static string Clean(string? text) => text is null
        ? ""
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\n", "").Replace("\r", "").Replace("\0", "");

    /// <summary>Cancels the reading when something is read.</summary>
    private sealed class CancellingStream(byte[] bytes, CancellationTokenSource source) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer)
        {
            source.Cancel();
            return base.Read(buffer);
        }
    }

    /// <summary>Gives a few bytes at a time, as a pipe may.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, chunk));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
