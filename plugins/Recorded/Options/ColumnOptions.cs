namespace Recorded.Options;

/// <summary>
/// The columns of a table, each by its name in the header or by its position, from 1. Columns that are not given are
/// found by their usual names, ignoring case; in a table without a header, frame or time, id, x, y are the first four.
/// </summary>
public sealed record ColumnOptions
{
    /// <summary>The frame's number, with frame_rate; usually named frame.</summary>
    public string? Frame { get; init; }

    /// <summary>The time, without frame_rate; usually named time or t.</summary>
    public string? Time { get; init; }

    /// <summary>The particle's identity, any text; usually named track_id, particle or id.</summary>
    public string? Id { get; init; }

    /// <summary>The position in x; usually named x or position_x.</summary>
    public string? X { get; init; }

    /// <summary>The position in y; usually named y or position_y.</summary>
    public string? Y { get; init; }

    /// <summary>The velocity in x; usually named vx or velocity_x.</summary>
    public string? Vx { get; init; }

    /// <summary>The velocity in y; usually named vy or velocity_y.</summary>
    public string? Vy { get; init; }
}
