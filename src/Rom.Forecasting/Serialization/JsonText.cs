using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Analysis;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Serialization;

/// <summary>The one way JSON is written and read here, by the rules of <see cref="JsonRules"/>.</summary>
internal static class JsonText
{
    /// <summary>A value as JSON.</summary>
    /// <param name="value">The value.</param>
    public static string Of<T>(T value) => JsonRules.Text(value);

    /// <summary>Converts a value to a JSON tree.</summary>
    /// <param name="value">The value.</param>
    public static JsonNode? Tree<T>(T value) => JsonSerializer.SerializeToNode(value, JsonRules.Options);

    /// <summary>Reads JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="JsonException">It is no such value.</exception>
    public static T Parse<T>(string json) => JsonRules.Parse<T>(json);

    /// <summary>Reads a JSON file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JsonException">The file contains no such value.</exception>
    public static T Read<T>(string path)
    {
        using var file = RegularFile.OpenRead(path);
        if (file.Length > JsonFile.LongestFile)
            throw new JsonException(
                $"{path}: expected at most {JsonFile.LongestFile >> 20} MiB, found {file.Length} bytes");
        try
        {
            return JsonSerializer.Deserialize<T>(file, JsonRules.Options)
                ?? throw new JsonException($"{path} holds null");
        }
        catch (ArgumentException e) // so a tree answers a key that is there twice
        {
            throw new JsonException($"{path}: {e.Message}", e);
        }
    }
}
