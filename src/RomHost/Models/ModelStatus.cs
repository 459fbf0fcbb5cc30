namespace RomHost.Models;

/// <summary>The status of a model or of its forecasts.</summary>
internal enum ModelStatus
{
    /// <summary>Training and forecasts succeeded.</summary>
    Ok,

    /// <summary>The training gave non-finite values.</summary>
    Diverged,

    /// <summary>The plugin threw.</summary>
    Failed,

    /// <summary>A forecast has non-finite values.</summary>
    Overflow,
}
