namespace Misbehaving;

/// <summary>Options of the misbehaving model.</summary>
public sealed record MisbehavingOptions
{
    /// <summary>The fault.</summary>
    public Fault Fault { get; init; }
}
