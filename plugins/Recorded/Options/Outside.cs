namespace Recorded.Options;

/// <summary>The treatment of a position outside the domain.</summary>
public enum Outside
{
    /// <summary>The recording is refused, with file and line.</summary>
    Refuse,

    /// <summary>The particle is absent in that frame: the domain is a window on a larger recording.</summary>
    Drop,

    /// <summary>
    /// The position is brought back by whole widths and heights; for recordings on a torus that count turns.
    /// </summary>
    Wrap,
}
