using System.Text;
using Recorded.Options;

namespace Recorded.Reading;

/// <summary>
/// The fields of one row. A field may be in double quotes (RFC 4180), within which separators do not count and two
/// quotes are one; a quoted field ends on its own line.
/// </summary>
/// <param name="delimiter">The separator; not <see cref="Delimiter.Auto"/>.</param>
/// <remarks>
/// Own code rather than a CSV library: numeric tables need columns separated by any blanks, comments, bounded lines,
/// and the position of each field for messages, and fields are parsed from UTF-8 in place.
/// </remarks>
internal sealed class TableRow(Delimiter delimiter)
{
    /// <summary>The most fields of a row.</summary>
    public const int MostFields = 1024;

    private readonly (int Start, int Length)[] fields = new (int, int)[MostFields];
    private ReadOnlyMemory<byte> line;

    /// <summary>Number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>Returns a field, without quotes around it.</summary>
    /// <param name="index">Field, from 0.</param>
    public ReadOnlySpan<byte> this[int index] => line.Span.Slice(fields[index].Start, fields[index].Length);

    /// <summary>Detects the separator of a row.</summary>
    /// <param name="line">The row.</param>
    public static Delimiter DelimiterOf(ReadOnlySpan<byte> line) =>
        line.Contains((byte)'\t') ? Delimiter.Tab
        : line.Contains((byte)';') ? Delimiter.Semicolon
        : line.Contains((byte)',') ? Delimiter.Comma
        : Delimiter.Whitespace;

    /// <summary>Finds the fields of a row.</summary>
    /// <param name="row">The row, not blank; it must stay valid while fields are used.</param>
    /// <exception cref="MisfitException">There are too many fields, or a quote does not close.</exception>
    public void Split(ReadOnlyMemory<byte> row)
    {
        (line, Count) = (row, 0);
        var text = row.Span;
        int at = SkipBlanks(text, 0);
        while (true)
        {
            at = SkipBlanks(text, Next(text, at));
            if (at == text.Length) return;
            if (delimiter != Delimiter.Whitespace) at = SkipBlanks(text, at + 1); // the separator
        }
    }

    /// <summary>Returns the text of a field.</summary>
    /// <param name="index">Field, from 0.</param>
    public string Text(int index) =>
        Encoding.UTF8.GetString(this[index]).Replace("\"\"", "\"", StringComparison.Ordinal);

    /// <summary>Returns the position of a field in its line, in characters, from 1.</summary>
    /// <param name="index">Field, from 0.</param>
    public int ColumnOf(int index) => Encoding.UTF8.GetCharCount(line.Span[..fields[index].Start]) + 1;

    // Adds the field that begins here and returns where it ends.
    private int Next(ReadOnlySpan<byte> text, int start)
    {
        if (Count == MostFields)
            throw new MisfitException($"expected at most {MostFields} fields in a row, found more");
        if (start < text.Length && text[start] == (byte)'"')
        {
            int close = ClosingQuote(text, start + 1);
            fields[Count++] = (start + 1, close - start - 1);
            int behind = SkipBlanks(text, close + 1);
            bool separated = delimiter == Delimiter.Whitespace ? behind > close + 1 : IsSeparatorAt(text, behind);
            if (behind < text.Length && !separated)
                throw new MisfitException("expected a separator behind a closing quote, found more text");
            return close + 1;
        }
        int end = start;
        while (end < text.Length && !IsSeparator(text[end])) end++;
        int last = end;
        while (last > start && IsBlank(text[last - 1])) last--;
        fields[Count++] = (start, last - start);
        return end;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> text, int from)
    {
        for (int at = from; at < text.Length; at++)
        {
            if (text[at] != (byte)'"') continue;
            if (at + 1 == text.Length || text[at + 1] != (byte)'"') return at;
            at++;
        }
        throw new MisfitException("expected a closing quote in this line, found none");
    }

    private bool IsSeparatorAt(ReadOnlySpan<byte> text, int at) => at < text.Length && IsSeparator(text[at]);

    private int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && IsBlank(text[at])) at++;
        return at;
    }

    private bool IsBlank(byte value) => value == (byte)' ' || (value == (byte)'\t' && delimiter != Delimiter.Tab);

    private bool IsSeparator(byte value) => delimiter switch
    {
        Delimiter.Comma => value == (byte)',',
        Delimiter.Semicolon => value == (byte)';',
        Delimiter.Tab => value == (byte)'\t',
        _ => IsBlank(value),
    };
}
