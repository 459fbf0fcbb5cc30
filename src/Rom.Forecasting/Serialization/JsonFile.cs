using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Serialization;

/// <summary>
/// Reads JSON files that a run wrote and that may have been changed since. Reading costs no more memory than the length
/// and the number of values allow.
/// </summary>
internal static class JsonFile
{
    /// <summary>The most bytes of a file.</summary>
    public const int LongestFile = 64 << 20;

    /// <summary>The most bytes of a file that is read as a tree, which takes more memory.</summary>
    public const int LongestTree = 16 << 20;

    /// <summary>The most values and keys of a tree.</summary>
    public const int MostValues = 1_000_000;

    private const string Remedy = "run the experiment again, which writes the file anew";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads an object as a tree without duplicate keys and with valid texts.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file contains no such object, or is too long; the message names file and position.
    /// </exception>
    public static JsonObject ReadObject(string path) => Read(path, LongestTree, bytes =>
    {
        Check(bytes);
        return JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject
            ?? throw new JsonException("expected an object in braces");
    });

    /// <summary>Reads a file with a parser.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">Parses the text.</param>
    /// <exception cref="InvalidDataException">
    /// The file contains no such value, or is too long; the message names file and position.
    /// </exception>
    public static T Read<T>(string path, Func<string, T> parse) =>
        Read(path, LongestFile, bytes => parse(Encoding.UTF8.GetString(bytes)));

    private static T Read<T>(string path, int longest, ParseBytes<T> parse)
    {
        using var file = RegularFile.OpenRead(path);
        if (file.Length > longest)
            throw new InvalidDataException(
                $"{path}: expected at most {longest >> 20} MiB of JSON, found {file.Length} bytes; {Remedy}");
        byte[] bytes = new byte[file.Length];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = bytes.AsSpan(0, length);
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return parse(text);
        }
        // The parser throws other exceptions for half a surrogate pair (InvalidOperationException) and for a number
        // beyond its type (FormatException).
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or ArgumentException
                or OverflowException)
        {
            throw new InvalidDataException(
                $"{path}{Place(e)}: it is not as a run writes it: {Problem(e)}; {Remedy}", e);
        }
    }

    private delegate T ParseBytes<T>(ReadOnlySpan<byte> bytes);

    private static void Check(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        for (int values = 0; reader.Read(); values++)
        {
            if (values > MostValues) throw new JsonException($"expected at most {MostValues} values, found more");
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
        }
    }

    private static string Place(Exception e) =>
        e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
            ? $":{line + 1}:{column + 1}"
        : "";

    // The message contains the position already.
    private static string Problem(Exception e)
    {
        int place = e.Message.IndexOf(" Path: ", StringComparison.Ordinal) is >= 0 and int path
            ? path
            : e.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return (place < 0 ? e.Message : e.Message[..place]).TrimEnd('.');
    }
}
