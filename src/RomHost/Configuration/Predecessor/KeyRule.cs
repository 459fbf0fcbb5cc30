using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>What becomes of one of the predecessor's keys.</summary>
/// <param name="From">Its dotted path.</param>
/// <param name="To">Our dotted path, or null where there is none.</param>
internal sealed record KeyRule(string From, string? To)
{
    /// <summary>The predecessor's words for the values, with ours; null where they are the same.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>A value that means what we do anyway: it is passed over without a warning.</summary>
    public string? Harmless { get; init; }

    /// <summary>Whether every value is passed over without a warning.</summary>
    public bool IsHarmless { get; init; }

    /// <summary>Why there is no counterpart.</summary>
    public string Reason { get; init; } = "it has no counterpart here";

    /// <summary>The value in our words, or null where the predecessor had no such word.</summary>
    public ConfigNode? Translate(ConfigNode value)
    {
        if (Words is null || value is not ScalarNode scalar) return value;
        return Words.TryGetValue(scalar.Text, out string? word)
            ? new ScalarNode(scalar.Location, scalar.Path, word, isQuoted: false)
            : null;
    }
}
