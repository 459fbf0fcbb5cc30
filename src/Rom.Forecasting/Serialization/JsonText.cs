using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Serialization;

/// <summary>The one way JSON is written and read here: snake_case, indented, and null for numbers that are not finite.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true, // a file that lacks a member is refused where it is read, not where it is used
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false, // which of two is meant is not known
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for files, not for HTML: keeps '→' and 'd²' readable
        Converters = { new FiniteNumberConverter() },
    };

    /// <summary>A value as JSON.</summary>
    /// <param name="value">The value.</param>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>A value as a JSON tree.</summary>
    /// <param name="value">The value.</param>
    public static JsonNode? Tree<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    /// <summary>Reads JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="JsonException">It is no such value.</exception>
    public static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("expected a value, found null");

    /// <summary>Reads a JSON file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JsonException">It does not hold such a value.</exception>
    public static T Read<T>(string path)
    {
        using var file = RegularFile.OpenRead(path);
        if (file.Length > JsonFile.LongestFile) throw new JsonException($"{path}: expected at most {JsonFile.LongestFile >> 20} MiB, found {file.Length} bytes");
        try
        {
            return JsonSerializer.Deserialize<T>(file, Options) ?? throw new JsonException($"{path} holds null");
        }
        catch (ArgumentException e) // so a tree answers a key that is there twice
        {
            throw new JsonException($"{path}: {e.Message}", e);
        }
    }

    private sealed class FiniteNumberConverter : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
