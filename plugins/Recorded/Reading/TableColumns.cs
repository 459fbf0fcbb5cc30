using System.Globalization;
using Recorded.Options;

namespace Recorded.Reading;

/// <summary>Which column of a table holds what, from 0.</summary>
/// <param name="Time">The frame's number or its time.</param>
/// <param name="Id">What tells particles apart.</param>
/// <param name="X">x.</param>
/// <param name="Y">y.</param>
/// <param name="Velocity">The two components of the velocity; null where the table has none.</param>
internal sealed record TableColumns(int Time, int Id, int X, int Y, (int X, int Y)? Velocity)
{
    private static readonly string[] FrameNames = ["frame"];
    private static readonly string[] TimeNames = ["time", "t"];

    // The id of a track before the id of a single detection, which trackers write too.
    private static readonly string[] IdNames = ["track_id", "particle", "id"];
    private static readonly string[] XNames = ["x", "position_x"];
    private static readonly string[] YNames = ["y", "position_y"];
    private static readonly string[] VxNames = ["vx", "velocity_x"];
    private static readonly string[] VyNames = ["vy", "velocity_y"];

    /// <summary>Finds the columns.</summary>
    /// <param name="header">The columns' names; null where the table has no header.</param>
    /// <param name="count">Number of columns.</param>
    /// <param name="options">What the configuration says about them.</param>
    /// <exception cref="MisfitException">
    /// One is missing, or is taken for two things.
    /// </exception>
    public static TableColumns Find(IReadOnlyList<string>? header, int count, RecordedOptions options)
    {
        var given = options.Columns;
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
            throw new MisfitException(
                $"expected a column for {key} {expected}, found {Found()}; say in simulator.columns.{key} which it is"
                + alternative);
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
                + (header is null ? "; give its position, or say header: present" : ""));
        }

        int? IndexOf(string name)
        {
            if (header is null) return null;
            int index = header.ToList().FindIndex(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (index < 0) return null;
            if (header.Count(column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) == 1) return index;
            throw new MisfitException(
                $"expected one column named '{name}', found several; give their positions in simulator.columns");
        }

        string Found() => header is null
            ? $"{count} columns without names"
            : string.Join(", ", header.Take(20).Select(column => $"'{column}'")) + (header.Count > 20 ? ", …" : "");
    }
}
