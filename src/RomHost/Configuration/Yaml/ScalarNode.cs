using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>A single value: its text, uninterpreted.</summary>
/// <param name="location">Its position.</param>
/// <param name="path">Its path.</param>
/// <param name="text">The text, without quotes.</param>
/// <param name="isQuoted">Whether it was in quotes, and so is text whatever it looks like.</param>
internal sealed class ScalarNode(SourceLocation location, ConfigPath path, string text, bool isQuoted)
    : ConfigNode(location, path)
{
    /// <summary>The text, without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was in quotes, and so is text whatever it looks like.</summary>
    public bool IsQuoted { get; } = isQuoted;

    /// <summary>Whether it is null.</summary>
    public bool IsNull => !IsQuoted && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    public override string Description => IsNull ? "nothing" : Printable.Quoted(Text);
}
