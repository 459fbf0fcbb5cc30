using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rom.Forecasting.Serialization;

/// <summary>Looks values up in JSON that may be of any shape: what is absent or of another type is null.</summary>
internal static class JsonValues
{
    /// <summary>The value below some keys.</summary>
    /// <param name="node">Where to begin.</param>
    /// <param name="keys">The keys, from the outside in.</param>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys) node = (node as JsonObject)?[key];
        return node;
    }

    /// <summary>The finite number below some keys.</summary>
    /// <param name="node">Where to begin.</param>
    /// <param name="keys">The keys, from the outside in.</param>
    public static double? NumberAt(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        node.At(keys) is JsonValue value && NumberOf(value) is var number && double.IsFinite(number) ? number : null;

    /// <summary>The text below some keys.</summary>
    /// <param name="node">Where to begin.</param>
    /// <param name="keys">The keys, from the outside in.</param>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        node.At(keys) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // A whole number that was not read from a text is no double to TryGetValue.
    private static double NumberOf(JsonValue value) =>
        value.TryGetValue(out double number) ? number
        : value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number
        : double.NaN;
}
