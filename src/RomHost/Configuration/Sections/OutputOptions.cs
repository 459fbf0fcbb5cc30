namespace RomHost.Configuration.Sections;

/// <summary>How results are written. Where they go is said on the command line.</summary>
public sealed record OutputOptions
{
    /// <summary>Whether NPZ files are compressed: smaller, and slower to write.</summary>
    public bool Compress { get; init; }
}
