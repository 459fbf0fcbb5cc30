using System.Globalization;
using System.Text.Json.Nodes;
using RomHost.Configuration.Yaml;

namespace RomHost.Tests.Configuration;

/// <summary>
/// A validator of the part of JSON Schema draft 07 that the schema uses, written from the specification and independent
/// of the binder. A keyword that it does not know fails the test, so that none is passed over.
/// </summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Annotations =
        ["$schema", "title", "description", "markdownDescription", "default"];

    /// <summary>Whether a value is valid.</summary>
    public static bool Accepts(JsonNode schema, JsonNode? value) => schema switch
    {
        JsonValue flag => flag.GetValue<bool>(),
        JsonObject rules => rules.All(rule => Holds(rule.Key, rule.Value!, rules, value)),
        _ => throw new NotSupportedException(),
    };

    /// <summary>A YAML tree as the JSON that an editor's schema service sees (YAML 1.2 core schema).</summary>
    public static JsonNode? ToJson(ConfigNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(e => KeyValuePair.Create(e.Key, ToJson(e.Value)))),
        SequenceNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsQuoted: false, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        ScalarNode { IsQuoted: false } scalar when decimal.TryParse(
            scalar.Text,
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out decimal number) => JsonValue.Create(number),
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        _ => throw new NotSupportedException(),
    };

    private static bool Holds(string keyword, JsonNode rule, JsonObject rules, JsonNode? value)
    {
        var mapping = value as JsonObject;
        var list = value as JsonArray;
        decimal? number = value is JsonValue v && v.TryGetValue(out decimal d) ? d : null;
        switch (keyword)
        {
            case "type":
                IEnumerable<JsonNode?> types = rule as JsonArray ?? [rule.DeepClone()];
                return types.Any(type => IsOfType((string)type!, value));
            case "enum": return rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value));
            case "const": return JsonNode.DeepEquals(rule, value);
            case "minimum": return number is null || number >= Limit(rule);
            case "maximum": return number is null || number <= Limit(rule);
            case "exclusiveMinimum": return number is null || number > Limit(rule);
            case "exclusiveMaximum": return number is null || number < Limit(rule);
            case "minItems": return list is null || list.Count >= (int)rule;
            case "maxItems": return list is null || list.Count <= (int)rule;
            case "items": return list is null || list.All(item => Accepts(rule, item));
            case "required": return mapping is null || rule.AsArray().All(key => mapping.ContainsKey((string)key!));
            case "properties":
                return mapping is null
                    || rule.AsObject().All(p => !mapping.ContainsKey(p.Key) || Accepts(p.Value!, mapping[p.Key]));
            case "additionalProperties":
                return mapping is null
                    || mapping.All(p => rules["properties"]?[p.Key] is not null || Accepts(rule, p.Value));
            case "allOf": return rule.AsArray().All(part => Accepts(part!, value));
            case "anyOf": return rule.AsArray().Any(part => Accepts(part!, value));
            case "if": return !Accepts(rule, value) || Accepts(rules["then"]!, value);
            case "then": return true;
            default:
                Assert.Contains(keyword, Annotations);
                return true;
        }
    }

    private static decimal Limit(JsonNode rule) =>
        decimal.Parse(rule.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static bool IsOfType(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "boolean" => value is JsonValue flag && flag.TryGetValue(out bool _),
        "string" => value is JsonValue text && text.TryGetValue(out string? _),
        "number" => value is JsonValue number && number.TryGetValue(out decimal _),
        "integer" => value is JsonValue whole && whole.TryGetValue(out decimal d) && d == Math.Floor(d),
        _ => throw new NotSupportedException(type),
    };
}
