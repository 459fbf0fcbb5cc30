using System.Globalization;
using Recorded.Options;
using Rom.Forecasting.Serialization;

namespace Recorded.Reading;

/// <summary>Assigns the columns of a table to their meaning, from 0.</summary>
/// <param name="Time">The frame's number or its time.</param>
/// <param name="Id">The particle's identity.</param>
/// <param name="X">x.</param>
/// <param name="Y">y.</param>
/// <param name="Velocity">The two components of the velocity; null where the table has none.</param>
internal sealed record TableColumns(int Time, int Id, int X, int Y, (int X, int Y)? Velocity)
{
    private static readonly string[] FrameNames = ["frame", "frame_id", "frame_number", "fr"];
    private static readonly string[] TimeNames = ["time", "t", "position_t"];

    // The id of a track comes before the id of a single detection, which trackers write too.
    private static readonly string[] IdNames = ["track_id", "particle", "particle_id", "person_id", "persid", "id"];
    private static readonly string[] XNames = ["x", "position_x"];
    private static readonly string[] YNames = ["y", "position_y"];
    // Without names: frame or time, id, x, y.
    private const int PositionedColumns = 4;

    private static readonly string[] VxNames = ["vx", "velocity_x"];
    private static readonly string[] VyNames = ["vy", "velocity_y"];

    /// <summary>Returns whether a text is the usual name of a column, in any unit.</summary>
    /// <param name="name">The text.</param>
    public static bool IsUsualName(string name) =>
        new[] { FrameNames, TimeNames, IdNames, XNames, YNames, VxNames, VyNames }.Any(
            names => names.Any(usual => IsNamed(name, usual)));

    /// <summary>Finds the columns.</summary>
    /// <param name="header">
    /// The columns' names; null where the table has no header, or one that only counts them.
    /// </param>
    /// <param name="count">Number of columns.</param>
    /// <param name="options">The columns that the configuration gives.</param>
    /// <exception cref="MisfitException">A column is missing, or is used twice.</exception>
    public static TableColumns Find(IReadOnlyList<string>? header, int count, RecordedOptions options)
    {
        var given = options.Columns;
        if (header is null && count > PositionedColumns && given == new ColumnOptions())
        {
            throw new MisfitException(
                $"expected {PositionedColumns} columns where none is named: "
                + $"{(options.FrameRate is null ? "time" : "frame")}, id, x, y; found {count}. "
                + options.Remedy(
                    "Say where they stand, from 1, in simulator.columns, such as columns: {x: 3, y: 5}, "
                    + "or write a first row that names them",
                    "Write a first row that names them: time, id, x, y"));
        }
        bool numbered = options.FrameRate is not null;
        int time = numbered
            ? Required("frame", given.Frame, FrameNames, 0, "; or remove simulator.frame_rate, so that times are read")
            : Required("time", given.Time, TimeNames, 0, "; or give simulator.frame_rate, so that frames are counted");
        int id = Required("id", given.Id, IdNames, 1, "");
        int x = Required("x", given.X, XNames, 2, ""), y = Required("y", given.Y, YNames, 3, "");
        int? vx = Optional("vx", given.Vx, VxNames), vy = Optional("vy", given.Vy, VyNames);
        (int X, int Y)? velocity = vx is { } first && vy is { } second ? (first, second) : null;

        int[] all = velocity is { } v ? [time, id, x, y, v.X, v.Y] : [time, id, x, y];
        if (all.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new MisfitException(
                $"expected another column for each of frame or time, id, position and velocity, found column "
                + $"{twice.Key + 1} for two of them; change simulator.columns");
        }
        return new TableColumns(time, id, x, y, velocity);

        int Required(string key, string? name, string[] usual, int position, string alternative)
        {
            if (Optional(key, name, usual) is { } found) return found;
            if (header is null && position < count) return position;
            string expected = header is null ? $"as column {position + 1}" : $"named {string.Join(" or ", usual)}";
            string title = header is { Count: < PositionedColumns }
                ? "; simulator.skip_rows skips lines before the table, such as a title"
                : "";
            throw new MisfitException(
                $"expected a column for {key} {expected}, found {Found()}; "
                + options.Remedy(
                    $"say in simulator.columns.{key} which it is{alternative}{title}",
                    "write a first row that names it: time, id, x, y"));
        }

        int? Optional(string key, string? name, string[] usual)
        {
            if (name is not null) return Given(key, name);
            return header is null ? null : usual.Select(IndexOf).FirstOrDefault(index => index is not null);
        }

        int Given(string key, string name)
        {
            if (header is not null && IndexOf(name) is { } named) return named;
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int position)
                && position >= 1 && position <= count)
            {
                return position - 1;
            }
            throw new MisfitException(
                $"expected the column '{name}' of simulator.columns.{key}, found {Found()}"
                + (header is null
                    ? "; give its position, or say header: present"
                    : "; give one of these names, or a position from 1"));
        }

        int? IndexOf(string name)
        {
            if (header is null) return null;
            int[] equal = [.. Where(column => column.Equals(name, StringComparison.OrdinalIgnoreCase))];
            if (equal.Length == 0) equal = [.. Where(column => IsNamed(column, name))];
            if (equal.Length == 0) return null;
            if (equal.Length == 1) return equal[0];
            throw new MisfitException(
                $"expected one column named '{name}', found several; "
                + options.Remedy("give their positions in simulator.columns", "name each column once"));
        }

        IEnumerable<int> Where(Func<string, bool> fits) =>
            Enumerable.Range(0, header!.Count).Where(k => fits(header[k]));

        string Found() => header is null
            ? $"{NumberText.Count(count, "column")} without names"
            : string.Join(", ", header.Take(20).Select(column => $"'{column}'")) + (header.Count > 20 ? ", …" : "");
    }

    // A column may be named with its unit: x/m, x (mm), x [px].
    private static bool IsNamed(string column, string name)
    {
        int unit = column.AsSpan().IndexOfAny('/', '(', '[');
        var bare = unit > 0 ? column.AsSpan(0, unit).Trim() : column;
        return bare.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
