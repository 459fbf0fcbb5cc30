using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rom.Analysis;

/// <summary>
/// The rules of every JSON file: keys in snake_case, indented, and null for numbers that are not finite. This file is
/// compiled into Rom.Forecasting too, so that reports and the files of an experiment follow the same rules.
/// </summary>
internal static class JsonRules
{
    /// <summary>The rules, for the serializer.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        // A file with a missing, null or duplicate member is refused when it is read, not when it is used.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        // Set explicitly, because file-based programs switch the default off.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullElements.Refuse } },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for files, not for HTML: keeps '→' and 'd²' readable
        Converters = { new FiniteNumbers(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>A value as the text of a file.</summary>
    /// <param name="value">The value.</param>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>Reads a value.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is no such value.</exception>
    public static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("expected a value, found null");

    private sealed class FiniteNumbers : JsonConverter<double>
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
