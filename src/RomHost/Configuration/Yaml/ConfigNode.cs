namespace RomHost.Configuration.Yaml;

/// <summary>A value of a configuration as it was written, with its place. Immutable.</summary>
/// <param name="location">Where it was written.</param>
/// <param name="path">Its path in the file where it was written, such as <c>models[1].hidden_units</c>.</param>
internal abstract class ConfigNode(SourceLocation location, ConfigPath path)
{
    /// <summary>Where it was written.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>Its path in the file where it was written.</summary>
    public ConfigPath Path { get; } = path;

    /// <summary>What it is, for messages: <c>a mapping</c>, <c>a list</c>, <c>'text'</c>, <c>nothing</c>.</summary>
    public abstract string Description { get; }
}
