namespace RomHost.Selection;

/// <summary>What became of a candidate.</summary>
internal enum CandidateStatus
{
    /// <summary>It has a score, and may be chosen.</summary>
    Ok,

    /// <summary>A forecast left the training data by more than the margin.</summary>
    Rejected,

    /// <summary>A training ended without a finite model.</summary>
    Diverged,

    /// <summary>The plugin threw, or its process ended.</summary>
    Failed,

    /// <summary>It breaks a rule between options, and was not tried.</summary>
    Invalid,
}
