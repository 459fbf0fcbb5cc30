namespace RomHost.Evaluation;

/// <summary>The direction of a score's better values.</summary>
internal enum ScoreDirection
{
    /// <summary>None: the score describes, and does not judge.</summary>
    None,

    /// <summary>Higher values are better.</summary>
    Higher,

    /// <summary>Lower values are better.</summary>
    Lower,
}
