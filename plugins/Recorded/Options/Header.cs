namespace Recorded.Options;

/// <summary>Whether the first row names the columns.</summary>
public enum Header
{
    /// <summary>
    /// The first row names the columns if none of its fields is a number, or if it counts the columns, 0, 1, 2, …; else
    /// a comment before it does if it names as many columns as there are.
    /// </summary>
    Auto,

    /// <summary>The first row names the columns.</summary>
    Present,

    /// <summary>The first row is data, and no comment names columns.</summary>
    Absent,
}
