namespace RomHost.Configuration.Sections;

/// <summary>The format of results. The command line gives their folder.</summary>
public sealed record OutputOptions
{
    /// <summary>Whether NPZ files are compressed: smaller, and slower to write.</summary>
    public bool Compress { get; init; }
}
