namespace RomHost.Configuration.Yaml;

/// <summary>A value of a configuration as written, with its position. Immutable.</summary>
/// <param name="location">Its position.</param>
/// <param name="path">Its path in the original file, such as <c>models[1].hidden_units</c>.</param>
internal abstract class ConfigNode(SourceLocation location, ConfigPath path)
{
    /// <summary>The position of the value.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>The path in the original file.</summary>
    public ConfigPath Path { get; } = path;

    /// <summary>The description for messages: <c>a mapping</c>, <c>a list</c>, <c>'text'</c>, <c>nothing</c>.</summary>
    public abstract string Description { get; }
}
