namespace RomHost.Models;

/// <summary>What became of a model, or of its forecasts.</summary>
internal enum ModelStatus
{
    /// <summary>It was trained; it forecast.</summary>
    Ok,

    /// <summary>Its training left the finite numbers.</summary>
    Diverged,

    /// <summary>Its plugin threw.</summary>
    Failed,

    /// <summary>A forecast left the finite numbers.</summary>
    Overflow,
}
