namespace Misbehaving;

/// <summary>Options of the misbehaving model.</summary>
public sealed record MisbehavingOptions
{
    /// <summary>The fault.</summary>
    public Fault Fault { get; init; }

    /// <summary>Has no effect: an option that may have candidates.</summary>
    public int Variant { get; init; }
}
