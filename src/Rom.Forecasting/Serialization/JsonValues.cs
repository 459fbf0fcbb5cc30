using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rom.Forecasting.Serialization;

/// <summary>Finds values in JSON of any shape; missing values, and values of another type, are null.</summary>
internal static class JsonValues
{
    /// <summary>Returns the value below a sequence of keys.</summary>
    /// <param name="node">The root.</param>
    /// <param name="keys">The keys, from the outside in.</param>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys) node = (node as JsonObject)?[key];
        return node;
    }

    /// <summary>Returns the finite number below a sequence of keys.</summary>
    /// <param name="node">The root.</param>
    /// <param name="keys">The keys, from the outside in.</param>
    public static double? NumberAt(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        node.At(keys) is JsonValue value && NumberOf(value) is var number && double.IsFinite(number) ? number : null;

    /// <summary>Returns the text below a sequence of keys.</summary>
    /// <param name="node">The root.</param>
    /// <param name="keys">The keys, from the outside in.</param>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> keys) =>
        node.At(keys) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // A whole number that was not read from a text is no double to TryGetValue.
    private static double NumberOf(JsonValue value) =>
        value.TryGetValue(out double number) ? number
        : value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            ? number
        : double.NaN;
}
