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
        var reader = new TableLines(new ChunkedStream(Encoding.UTF8.GetBytes(text), 1 + chunk));
        var found = new List<string>();
        while (reader.TryRead(out var line)) found.Add(Encoding.UTF8.GetString(line.Span));
        return found.SequenceEqual(lines);
    }

    [Fact]
    public void LinesLongerThanTheirBuffersHalf_AreWhole()
    {
        string[] lines = [.. Enumerable.Range(0, 9).Select(k => new string((char)('a' + k), 60_000 - 7 * k))];
        var reader = new TableLines(new ChunkedStream(Encoding.ASCII.GetBytes(string.Join('\n', lines)), 1000));
        foreach (string expected in lines)
        {
            Assert.True(reader.TryRead(out var line));
            Assert.Equal(expected, Encoding.ASCII.GetString(line.Span));
        }
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
    }

    private static string Clean(string? text) => text is null
        ? ""
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\n", "").Replace("\r", "").Replace("\0", "");

    /// <summary>Gives a few bytes at a time, as a pipe may.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, chunk));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
