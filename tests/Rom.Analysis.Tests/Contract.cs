using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rom.Analysis.Tests;

/// <summary>The JSON examples of the contract, <c>runtime_pipeline_flow.txt</c>, without their margin notes.</summary>
internal static partial class Contract
{
    public static JsonElement Profile => Example("RUNTIME PROFILE STRUCTURE:", "COMPARISON STRUCTURE:");

    public static JsonElement Comparison => Example("COMPARISON STRUCTURE:", "USAGE:");

    /// <summary>Every value of a tree as path and kind: <c>memory.peak_mb: Number</c>.</summary>
    public static IEnumerable<string> Leaves(JsonElement element, string path = "") =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member => Leaves(member.Value, $"{path}.{member.Name}"))
            : [$"{path.TrimStart('.')}: {element.ValueKind}"];

    private static JsonElement Example(string heading, string next)
    {
        string text = File.ReadAllText(GoldenFile.At("runtime_pipeline_flow.txt"));
        int start = text.IndexOf(heading, StringComparison.Ordinal), end = text.IndexOf(next, StringComparison.Ordinal);
        string section = text[start..end];
        string json = MarginNote().Replace(section[section.IndexOf('{')..(section.LastIndexOf('}') + 1)], "");
        json = json.Replace("\"MVAR\" | \"LSTM\"", "\"MVAR\"", StringComparison.Ordinal);
        return JsonDocument.Parse(json).RootElement;
    }

    [GeneratedRegex(@"[←│┘].*$", RegexOptions.Multiline)]
    private static partial Regex MarginNote();
}
