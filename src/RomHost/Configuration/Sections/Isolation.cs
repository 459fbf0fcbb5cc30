namespace RomHost.Configuration.Sections;

/// <summary>Where a model's code runs.</summary>
public enum Isolation
{
    /// <summary>In the process of the host: what ends that process ends the experiment.</summary>
    None,

    /// <summary>In a process of its own, which trains, loads and forecasts: whatever ends it costs this model only.</summary>
    Process,
}
