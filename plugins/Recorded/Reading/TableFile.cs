using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Recorded.Options;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;

namespace Recorded.Reading;

/// <summary>
/// Reads a table with a row for each particle and frame, in any order. Lines that begin with # or % and blank lines are
/// skipped. A missing position (empty, NaN or NA) means that the particle is absent in that frame.
/// </summary>
internal sealed class TableFile
{
    // Bytes of a field that a message quotes.
    private const int LongestQuote = 40;

    // Rows between two checks of the memory.
    private const int RowsBetweenChecks = 4096;

    // Larger integers are not distinct from their neighbours as doubles.
    private const double LargestFrame = 999_999_999_999_999;

    private readonly string path;
    private readonly TableLines lines;
    private readonly RecordedOptions options;
    private readonly Placement placement;
    private readonly ParticleNumbers particles = new();
    private readonly TimeDigits digits = new();
    private readonly List<string> doubts = [];
    private double lastTime = double.NaN;

    private TableFile(string path, Stream stream, RecordedOptions options, CancellationToken cancellation)
    {
        (this.path, this.options) = (path, options);
        lines = new TableLines(stream, cancellation);
        placement = new Placement(options);
    }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns, units, domain.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// The file cannot be read or does not match the options; the message names file, line and column.
    /// </exception>
    public static Recording Read(string path, RecordedOptions options, CancellationToken cancellation)
    {
        try
        {
            using var stream = RegularFile.OpenRead(path);
            return new TableFile(path, stream, options, cancellation).Read(cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: the recording cannot be read: {e.Message}", e);
        }
    }

    private Recording Read(CancellationToken cancellation)
    {
        SampleList samples;
        try
        {
            samples = ReadRows();
        }
        catch (MisfitException e)
        {
            string place = e.Column is { } column ? $"{path}:{lines.Number}:{column}" : $"{path}:{lines.Number}";
            throw new InvalidDataException($"{place}: {e.Message}", e);
        }
        try
        {
            return samples.ToRecording(placement, digits, Duplicate, doubts, cancellation);
        }
        catch (MisfitException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private SampleList ReadRows()
    {
        for (int skipped = 0; skipped < options.SkipRows; skipped++)
        {
            if (!lines.TryRead(out _)) throw NoRows();
        }
        var comments = new CommentedNames();
        if (!TryReadRow(out var line, comments)) throw NoRows();
        var delimiter = options.Delimiter == Delimiter.Auto ? TableRow.DelimiterOf(line.Span) : options.Delimiter;
        var row = new TableRow(delimiter);
        row.Split(line);
        int width = row.Count;
        bool isHeader = IsHeader(row), isCount = CountsColumns(row);
        var names = isHeader && !isCount ? [.. Enumerable.Range(0, width).Select(row.Text)]
            : options.Header == Header.Auto ? comments.Find(width, delimiter)
            : null;
        var columns = TableColumns.Find(names, width, options);
        if (isHeader) line = FirstRowBehind(row, isCount);

        var samples = new SampleList(columns.Velocity is not null);
        bool isFirst = names is null && !isHeader;
        do
        {
            if (samples.Count % RowsBetweenChecks == 0 && RefusalOf(samples) is { } refusal)
                throw new MisfitException(refusal);
            row.Split(line);
            bool endsInSeparator = row.Count == width + 1 && row[width].IsEmpty;
            if (row.Count != width && !endsInSeparator)
            {
                throw new MisfitException(
                    $"expected {NumberText.Count(width, "field")} as in the first row, found {row.Count}; the "
                    + "separator is taken to be " + delimiter.ToString().ToLowerInvariant()
                    + options.Remedy(
                        ", simulator.delimiter changes it, and simulator.skip_rows skips lines before the table",
                        "; write the same number of fields in every row"));
            }
            samples.Add(isFirst ? FirstSampleOf(row, columns) : SampleOf(row, columns));
            isFirst = false;
        }
        while (TryReadRow(out line));
        return samples;
    }

    private string? RefusalOf(SampleList samples) =>
        ReadingMemory.RefusalOf(samples.Count, samples.MostBytes + particles.Bytes);

    // Behind the first row of names there may be more of them, and one of units: rows without any number.
    private ReadOnlyMemory<byte> FirstRowBehind(TableRow row, bool isCount)
    {
        int width = row.Count;
        while (TryReadRow(out var line))
        {
            row.Split(line);
            if (row.Count == width && !HasNumber(row) && !Enumerable.Range(0, width).All(field => row[field].IsEmpty))
                continue;
            if (isCount && options.Header == Header.Auto) CheckThatItCounts(row);
            return line;
        }
        throw NoRows();
    }

    // 0, 1, 2, 3 names the columns of a table that pandas wrote without names, or is particle 1 at (2, 3): only
    // fractional numbers, where the first row has whole ones, decide.
    private void CheckThatItCounts(TableRow second)
    {
        if (Enumerable.Range(0, second.Count)
            .All(field => long.TryParse(second[field], CultureInfo.InvariantCulture, out _)))
        {
            throw new MisfitException(
                "expected a first row that is no count of the columns, found 0, 1, 2, …, "
                + "and only whole numbers behind it: "
                + options.Remedy(
                    "say simulator.header: present if it names the columns, absent if it is data",
                    "write a first row that names the columns, time, id, x, y"));
        }
        doubts.Add("the first row, 0, 1, 2, …, is taken for names of the columns; "
            + options.Remedy(
                "simulator.header: absent reads it as data", "let the program write time, id, x, y there"));
    }

    // The next line that is neither blank nor a comment.
    private bool TryReadRow(out ReadOnlyMemory<byte> line, CommentedNames? comments = null)
    {
        while (lines.TryRead(out line))
        {
            var text = line.Span.TrimStart(" \t"u8);
            if (text.IsEmpty) continue;
            if (text[0] is not ((byte)'#' or (byte)'%')) return true;
            comments?.Add(text);
        }
        return false;
    }

    private bool IsHeader(TableRow row) => options.Header switch
    {
        Header.Present => true,
        Header.Absent => false,
        _ => !HasNumber(row) || CountsColumns(row),
    };

    private static bool HasNumber(TableRow row) =>
        Enumerable.Range(0, row.Count).Any(field => TryNumber(row[field], out _));

    // 0, 1, 2, …; the first field may be empty, above the numbers of rows.
    private static bool CountsColumns(TableRow row)
    {
        int first = row[0].IsEmpty ? 1 : 0;
        return row.Count - first >= 3 && Enumerable.Range(first, row.Count - first).All(
            field => long.TryParse(row[field], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && number == field - first);
    }

    private Sample FirstSampleOf(TableRow row, TableColumns columns)
    {
        try
        {
            return SampleOf(row, columns);
        }
        catch (MisfitException e)
            when (options.Header == Header.Auto && !options.IsOfProgram && !TryNumber(row[columns.X], out _))
        {
            throw new MisfitException(
                $"{e.Message}; if this row names the columns, say simulator.header: present", e.Column);
        }
    }

    private Sample SampleOf(TableRow row, TableColumns columns)
    {
        double time = TimeOf(row, columns.Time);
        double? x = Coordinate(row, columns.X), y = Coordinate(row, columns.Y);
        var position = x is { } givenX && y is { } givenY ? placement.Position(givenX, givenY) : null;
        if (position is not { } placed) return new Sample(time, Sample.Absent, lines.Number, 0, 0, 0, 0);
        var (vx, vy) = columns.Velocity is { } v ? (Velocity(row, v.X), Velocity(row, v.Y)) : (0, 0);
        return new Sample(time, ParticleOf(row, columns.Id), lines.Number, placed.X, placed.Y, vx, vy);
    }

    private double TimeOf(TableRow row, int field)
    {
        double value = options.FrameRate is null
            ? Number(row, field, "a time",
                "; times are numbers, such as seconds since the first frame, no dates and no clock's hours")
            : Number(row, field, "a frame's number");
        if (options.FrameRate is not null && value != Math.Floor(value))
            throw Wrong(row, field, "a frame's whole number", "; remove simulator.frame_rate to have times read");
        if (options.FrameRate is not null && Math.Abs(value) > LargestFrame)
            throw Wrong(
                row, field, "a frame's number of at most 15 digits",
                "; subtract the first frame's number from all of them");
        if (!double.IsFinite(placement.Time(value))) throw Wrong(row, field, "a time that stays finite in time units");
        if (value != lastTime) digits.Add(row[field], lastTime = value);
        return value;
    }

    private double? Coordinate(TableRow row, int field) =>
        IsMissing(row[field])
            ? null
            : Number(row, field, "a coordinate",
                "; where the particle is absent, leave the field empty or write NaN or NA");

    private double Velocity(TableRow row, int field)
    {
        if (!IsMissing(row[field])) return placement.Velocity(Number(row, field, "a velocity"));
        throw Wrong(
            row, field, "a velocity for each position",
            "; fill it in, or rename the columns of velocities, so that they are differences of positions");
    }

    private int ParticleOf(TableRow row, int field)
    {
        if (row[field].IsEmpty || !Utf8.IsValid(row[field]))
            throw Wrong(row, field, "the particle's id", "; remove rows of no track, or give each an id");
        return particles.GetOrAdd(row[field]);
    }

    private static double Number(TableRow row, int field, string what, string remedy = "")
    {
        if (TryNumber(row[field], out double value) && double.IsFinite(value)) return value;
        bool isDecimalComma = TryNumber(Encoding.UTF8.GetBytes(row.Text(field).Replace(',', '.')), out _);
        if (isDecimalComma) remedy = "; numbers have a decimal point, no comma";
        else if (!HasNumber(row)) remedy = "; the row has no number: if it names the columns once more, remove it";
        throw Wrong(row, field, what, remedy);
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool IsMissing(ReadOnlySpan<byte> text) =>
        text.IsEmpty || Ascii.EqualsIgnoreCase(text, "NaN"u8) || Ascii.EqualsIgnoreCase(text, "NA"u8);

    private static MisfitException Wrong(TableRow row, int field, string expected, string remedy = "")
    {
        string found = row.Text(field);
        if (found.Length > LongestQuote) found = found[..LongestQuote] + "…";
        string quoted = string.Concat(found.Select(c => char.IsControl(c) ? '�' : c));
        return new MisfitException(
            $"expected {expected}, found {(found.Length == 0 ? "nothing" : $"'{quoted}'")}{remedy}",
            row.ColumnOf(field));
    }

    private InvalidDataException Duplicate(long line, long earlier) => new(
        $"{path}:{line}: expected each particle once in a frame, found one that line {earlier} has in "
        + "the same frame already; "
        + options.Remedy(
            "check the columns of id and of frame or time (simulator.columns)",
            "write a row for each particle and time, and no second"));

    private InvalidDataException NoRows() =>
        new($"{path}: expected a row for each particle and frame, found none"
            + (options.SkipRows > 0
                ? $" after {NumberText.Count(options.SkipRows, "line")}; lower simulator.skip_rows"
                : ""));
}
