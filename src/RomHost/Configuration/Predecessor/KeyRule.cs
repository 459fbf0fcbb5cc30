using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>The translation of one of the predecessor's keys.</summary>
/// <param name="From">Its dotted path.</param>
/// <param name="To">RomHost's dotted path, or null where there is none.</param>
internal sealed record KeyRule(string From, string? To)
{
    /// <summary>The predecessor's words for values, with RomHost's; null where they are the same.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>A value that matches RomHost's behaviour and is ignored without a warning.</summary>
    public string? Harmless { get; init; }

    /// <summary>Whether every value is ignored without a warning.</summary>
    public bool IsHarmless { get; init; }

    /// <summary>The reason for the missing counterpart.</summary>
    public string Reason { get; init; } = "it has no counterpart here";

    /// <summary>Returns the value in RomHost's words, or null where the predecessor had no such word.</summary>
    public ConfigNode? Translate(ConfigNode value)
    {
        if (Words is null || value is not ScalarNode scalar) return value;
        return Words.TryGetValue(scalar.Text, out string? word)
            ? new ScalarNode(scalar.Location, scalar.Path, word, isQuoted: false)
            : null;
    }
}
