namespace RomHost.Configuration.Sections;

/// <summary>The process in which a model's code runs.</summary>
public enum Isolation
{
    /// <summary>The process of the host: a fault that ends that process ends the experiment.</summary>
    None,

    /// <summary>A process of its own, which trains, loads and forecasts: its end affects this model only.</summary>
    Process,
}
