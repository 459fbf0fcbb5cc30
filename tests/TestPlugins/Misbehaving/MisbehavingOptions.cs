namespace Misbehaving;

/// <summary>Options of the model that misbehaves.</summary>
public sealed record MisbehavingOptions
{
    /// <summary>How it misbehaves.</summary>
    public Fault Fault { get; init; }
}
