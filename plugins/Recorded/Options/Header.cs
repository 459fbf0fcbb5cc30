namespace Recorded.Options;

/// <summary>Whether the first row names the columns.</summary>
public enum Header
{
    /// <summary>
    /// It does if none of its fields is a number, or if it counts the columns, 0, 1, 2, …; else a comment before it does that names
    /// as many columns as there are.
    /// </summary>
    Auto,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It is data, and no comment names columns.</summary>
    Absent,
}
