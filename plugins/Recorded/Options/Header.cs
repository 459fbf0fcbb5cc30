namespace Recorded.Options;

/// <summary>Whether the first row names the columns.</summary>
public enum Header
{
    /// <summary>It does if none of its fields is a number.</summary>
    Auto,

    /// <summary>It does.</summary>
    Present,

    /// <summary>It is data.</summary>
    Absent,
}
