namespace RomHost.Models;

/// <summary>What became of a model.</summary>
internal enum ModelStatus
{
    /// <summary>It was trained.</summary>
    Ok,

    /// <summary>Its training left the finite numbers.</summary>
    Diverged,

    /// <summary>Its plugin threw.</summary>
    Failed,
}
