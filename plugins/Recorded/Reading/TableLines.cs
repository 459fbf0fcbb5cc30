namespace Recorded.Reading;

/// <summary>
/// Reads the lines of a text file, which end with LF, CRLF or CR. It holds two lines of the greatest length in memory,
/// however large the file.
/// </summary>
/// <param name="stream">The file, in UTF-8 or ASCII.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class TableLines(Stream stream, CancellationToken cancellation)
{
    /// <summary>The most bytes of a line.</summary>
    public const int LongestLine = 1 << 16;

    private readonly byte[] buffer = new byte[2 * LongestLine];
    private int start;
    private int end;
    private bool ended;
    private bool endedWithReturn;

    /// <summary>The number of the line that was read last, from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its end; valid until the next one is read.</param>
    /// <returns>Whether there was a line.</returns>
    /// <exception cref="MisfitException">The line is too long or the file is not UTF-8 text.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        if (++Number == 1) SkipMark();
        if (endedWithReturn) SkipLineFeed();
        int length = NextEnd();
        if (length > LongestLine)
        {
            throw new MisfitException(
                $"expected a line of at most {LongestLine} bytes, found a longer one; is this a table with a row for "
                + "each particle and frame?");
        }
        if (length < 0)
        {
            line = default;
            return false;
        }
        line = buffer.AsMemory(start, length);
        endedWithReturn = start + length < end && buffer[start + length] == (byte)'\r';
        start = Math.Min(start + length + 1, end);
        if (line.Span.Contains((byte)0)) throw Binary("a byte 0");
        return true;
    }

    // A byte-order mark may precede the first line; other first bytes show that the file is not text.
    private void SkipMark()
    {
        Fill();
        start = buffer.AsSpan(0, end) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => throw new MisfitException(
                "expected text in UTF-8, found UTF-16; save it as UTF-8"),
            [0x1F, 0x8B, ..] => throw Binary("a compressed file (gzip)"),
            [(byte)'P', (byte)'K', 3, 4, ..] => throw Binary("a ZIP archive"),
            _ => 0,
        };
    }

    // A carriage return and a line feed behind it end one line.
    private void SkipLineFeed()
    {
        if (start == end && !ended) Fill();
        if (start < end && buffer[start] == (byte)'\n') start++;
    }

    // Bytes up to the next end of a line, or to the end of the file; −1 behind that.
    private int NextEnd()
    {
        int searched = 0;
        while (true)
        {
            int found = buffer.AsSpan(start + searched, end - start - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (found >= 0) return searched + found;
            searched = end - start;
            if (searched > LongestLine) return searched;
            if (ended) return searched > 0 ? searched : -1;
            Fill();
        }
    }

    private void Fill()
    {
        cancellation.ThrowIfCancellationRequested();
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        int read = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
        ended = read < buffer.Length - end;
        end += read;
    }

    private static MisfitException Binary(string found) => new(
        $"expected a table of text, found {found}; export it as CSV, unpack it, or let its name end in .npz if it is a "
        + "NumPy archive");
}
