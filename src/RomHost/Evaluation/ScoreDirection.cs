namespace RomHost.Evaluation;

/// <summary>Which values of a score are the better ones.</summary>
internal enum ScoreDirection
{
    /// <summary>It describes, and does not judge.</summary>
    None,

    /// <summary>Higher values.</summary>
    Higher,

    /// <summary>Lower values.</summary>
    Lower,
}
