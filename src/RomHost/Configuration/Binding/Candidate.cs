using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>One combination of the candidates for a model's options.</summary>
/// <param name="Values">The options that are given as candidates, each with this combination's value as text.</param>
/// <param name="Section">The model's section with these values.</param>
/// <param name="Host">The bound keys of the host in that section.</param>
/// <param name="Options">The bound options.</param>
/// <param name="Problem">The rule between options that it breaks; null for none.</param>
internal sealed record Candidate(
    OrderedDictionary<string, string> Values, MappingNode Section, PluginSection Host, object Options, string? Problem)
{
    /// <summary>The values in messages: <c>ridge_alpha 0.01, lag 5</c>.</summary>
    public string Name => string.Join(", ", Values.Select(value => $"{value.Key} {value.Value}"));
}
