namespace Recorded.Options;

/// <summary>The separator of the fields of a row.</summary>
public enum Delimiter
{
    /// <summary>A tab, a semicolon, a comma or else blanks: the first of these that the first row contains.</summary>
    Auto,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>A semicolon.</summary>
    Semicolon,

    /// <summary>A tab.</summary>
    Tab,

    /// <summary>Any number of blanks and tabs.</summary>
    Whitespace,
}
