using System.Text.Json;
using System.Text.Json.Nodes;

namespace RomHost.Pipeline;

/// <summary>
/// Flattens options of a summary to <c>density.bandwidth</c> → <c>5</c>, so that experiments can be compared key by
/// key.
/// </summary>
internal static class OptionsText
{
    /// <summary>Returns every value by its dotted key, as text, in the order of the summary.</summary>
    /// <param name="options">The options.</param>
    /// <param name="except">Keys of the first level that are left out.</param>
    public static OrderedDictionary<string, string> Flatten(
        JsonObject? options, params IReadOnlyCollection<string> except)
    {
        var values = new OrderedDictionary<string, string>();
        foreach (var (key, value) in options ?? [])
        {
            if (!except.Contains(key)) Add(values, key, value);
        }
        return values;
    }

    private static void Add(OrderedDictionary<string, string> values, string path, JsonNode? node)
    {
        if (node is JsonObject { Count: > 0 } mapping)
        {
            foreach (var (key, value) in mapping) Add(values, $"{path}.{key}", value);
        }
        else if (node is JsonArray list && list.Any(item => item is JsonObject))
        {
            for (int i = 0; i < list.Count; i++) Add(values, $"{path}[{i}]", list[i]);
        }
        else
        {
            values[path] = Of(node);
        }
    }

    private static string Of(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray list => $"[{string.Join(", ", list.Select(Of))}]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => (string)value!,
        _ => node.ToJsonString(),
    };
}
