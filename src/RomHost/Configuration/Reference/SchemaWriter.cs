using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration.Reference;

/// <summary>
/// Writes the JSON Schema (draft 07, which editors' YAML servers read) of the whole configuration, with the options of
/// the loaded plugins. It accepts what the binder accepts, apart from rules over several keys.
/// </summary>
/// <param name="registrations">The loaded registrations.</param>
internal sealed class SchemaWriter(IReadOnlyList<PluginRegistration> registrations)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly XmlDocumentation documentation = new();
    private readonly PluginChoices choices = new(registrations, simulator: null);

    /// <summary>Returns the schema as JSON text.</summary>
    public string Write() => Build().ToJsonString(Indented) + "\n";

    /// <summary>Returns the schema.</summary>
    public JsonObject Build()
    {
        JsonObject schema = OfRecord(OptionsShape.Of(typeof(ExperimentOptions)).Keys, new ExperimentOptions());
        var result = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "RomHost experiment",
            ["description"] = documentation.Of(typeof(ExperimentOptions)),
        };
        foreach ((string key, JsonNode? value) in schema) result[key] = value?.DeepClone();
        result["properties"]![SweepKey.Name] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Values in which the experiments of a sweep differ (romhost sweep; docs/sweeps.md).",
        };
        JsonArray families = FamiliesBySimulator();
        if (families.Count > 0) result["allOf"] = families;
        return result;
    }

    private JsonObject OfRecord(
        IEnumerable<OptionsKey> keys, object defaults, Alternatives alternatives = Alternatives.None)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (OptionsKey key in keys)
        {
            properties[key.Name] = OfKey(key, key.Property.GetValue(defaults), alternatives);
            if (key.Attribute<RequiredAttribute>() is not null) required.Add(key.Name);
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0) schema["required"] = required;
        schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject OfKey(OptionsKey key, object? value, Alternatives alternatives)
    {
        bool isRecord = alternatives == Alternatives.Candidates && OptionsType.IsRecord(key.Type);
        JsonObject schema = isRecord
            ? OfRecord(OptionsShape.Of(key.Type).Keys, value ?? OptionsShape.NewDefault(key.Type), alternatives)
            : OfType(key.Type, value, key.Attribute<RangeAttribute>());
        AddLengths(schema, key);
        if (key.AcceptsNull)
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        if (alternatives == Alternatives.Lists)
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, ListOf(schema)) };
        if (alternatives == Alternatives.Candidates
            && (OptionsType.IsScalar(key.Type) || OptionsType.ItemOfList(key.Type) is not null))
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, CandidatesOf(schema)) };
        var result = new JsonObject();
        string text = documentation.Of(key.Property);
        if (key.Attribute<UsualRangeAttribute>() is { } usual) text += $" Usually {UsualValues.Text(usual)}.";
        if (text.Length > 0) result["description"] = text.Trim();
        foreach ((string name, JsonNode? part) in schema) result[name] = part?.DeepClone();
        bool isRequired = key.Attribute<RequiredAttribute>() is not null;
        if (!isRequired && OptionsType.IsScalar(key.Type) && value is not null) result["default"] = Value(value);
        return result;
    }

    private static JsonObject ListOf(JsonObject item) =>
        new() { ["type"] = "array", ["items"] = item.DeepClone(), ["minItems"] = 1 };

    private static JsonObject CandidatesOf(JsonObject value) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [CandidateAxis.Choose] = ListOf(value) },
        ["required"] = new JsonArray(CandidateAxis.Choose),
        ["additionalProperties"] = false,
    };

    private JsonObject OfType(Type type, object? defaults, RangeAttribute? range)
    {
        if (type.IsEnum) return OfEnum(type);
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        // The binder accepts any single value as text: a name such as 2024 needs no quotes.
        if (type == typeof(string)) return new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
        if (OptionsType.IsScalar(type)) return OfNumber(type, range);
        if (OptionsType.ItemOfList(type) is { } item)
        {
            Type bare = Nullable.GetUnderlyingType(item) ?? item;
            return new JsonObject { ["type"] = "array", ["items"] = OfType(bare, null, range) };
        }
        if (OptionsType.ValueOfMap(type) is { } value)
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OfType(value, null, range) };
        if (typeof(PluginSection).IsAssignableFrom(type)) return OfSection(type);
        return OfRecord(OptionsShape.Of(type).Keys, defaults ?? OptionsShape.NewDefault(type));
    }

    private JsonObject OfEnum(Type type)
    {
        string text = string.Join(
            " ",
            Enum.GetNames(type).Select(name => (Key: KeyName.Of(name), Text: documentation.OfValue(type, name)))
                .Where(value => value.Text.Length > 0).Select(value => $"{value.Key}: {value.Text}"));
        var schema = new JsonObject { ["enum"] = Names(KeyName.OfValues(type)) };
        if (text.Length > 0) schema["markdownDescription"] = text;
        return schema;
    }

    private static JsonObject OfNumber(Type type, RangeAttribute? range)
    {
        bool isWhole = type != typeof(double) && type != typeof(float);
        var schema = new JsonObject { ["type"] = isWhole ? "integer" : "number" };
        if (type == typeof(ulong)) schema["minimum"] = 0;
        if (range is null) return schema;
        if (RangeText.Low(range) is { } low)
            schema[RangeText.IsExclusiveLow(range) ? "exclusiveMinimum" : "minimum"] = Value(low);
        if (RangeText.High(range) is { } high)
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Value(high);
        return schema;
    }

    private static void AddLengths(JsonObject schema, OptionsKey key)
    {
        if ((string?)schema["type"]?.ToString() != "array") return;
        if (key.Attribute<MinLengthAttribute>() is { } least) schema["minItems"] = least.Length;
        if (key.Attribute<MaxLengthAttribute>() is { } most) schema["maxItems"] = most.Length;
    }

    /// <summary>
    /// The host's keys and those of the chosen plugin share a mapping, so each choice states all its keys.
    /// </summary>
    private JsonObject OfSection(Type type)
    {
        var section = (PluginSection)OptionsShape.NewDefault(type);
        IReadOnlyList<OptionsKey> hostKeys = OptionsShape.Of(type).Keys;
        ChoiceOfPlugins choice = choices.For(type);
        if (!choice.IsKnown) return new JsonObject { ["type"] = "object" };
        return OfChoices(
            section, hostKeys, choice, section.AcceptsCandidates ? Alternatives.Candidates : Alternatives.None);
    }

    private JsonObject OfChoices(
        PluginSection section, IReadOnlyList<OptionsKey> hostKeys, ChoiceOfPlugins choice, Alternatives alternatives)
    {
        JsonObject host = OfRecord(hostKeys, section);
        host["additionalProperties"] = true;
        foreach (OptionsKey key in hostKeys.Where(key => section.OwnCandidates.Contains(key.Property.Name)))
            host["properties"]![key.Name] = OfKey(key, key.Property.GetValue(section), Alternatives.Candidates);
        var choosing = (JsonObject)host["properties"]![section.ChoosingKey]!;
        choosing.Remove("type");
        choosing["enum"] = Names(choice.ByName.Keys);
        var cases = new JsonArray();
        foreach ((string name, (_, Type optionsType)) in choice.ByName)
        {
            var hostNames = hostKeys.Select(key => key.Name).ToHashSet();
            JsonObject plugin = OfRecord(
                OptionsShape.Of(optionsType).Keys.Where(key => !hostNames.Contains(key.Name)),
                OptionsShape.NewDefault(optionsType),
                alternatives);
            // The host's keys are checked once, above, and only allowed here.
            foreach (string hostName in hostNames) plugin["properties"]![hostName] = true;
            cases.Add(When([section.ChoosingKey], name, plugin));
        }
        if (cases.Count > 0) host["allOf"] = cases;
        return host;
    }

    /// <summary>The families of initial conditions depend on the simulator, in another part of the file.</summary>
    private JsonArray FamiliesBySimulator()
    {
        var cases = new JsonArray();
        foreach (string simulator in choices.For(typeof(SimulatorOptions)).ByName.Keys)
        {
            ChoiceOfPlugins families = new PluginChoices(registrations, simulator).For(typeof(InitialConditionOptions));
            JsonObject entry = OfChoices(
                new InitialConditionOptions(),
                OptionsShape.Of(typeof(InitialConditionOptions)).Keys,
                families,
                Alternatives.Lists);
            JsonObject Ensemble() => new()
            {
                ["properties"] = new JsonObject
                {
                    ["initial_conditions"] = new JsonObject { ["items"] = entry.DeepClone() },
                },
            };
            var both = new JsonObject { ["train"] = Ensemble(), ["test"] = Ensemble() };
            cases.Add(When(["simulator", "plugin"], simulator, new JsonObject { ["properties"] = both }));
        }
        return cases;
    }

    private static JsonObject When(string[] path, string value, JsonObject then)
    {
        var condition = new JsonObject { ["const"] = value };
        foreach (string key in path.Reverse())
        {
            condition = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [key] = condition },
                ["required"] = new JsonArray(key),
            };
        }
        return new JsonObject { ["if"] = condition, ["then"] = then };
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static JsonNode Value(object value) => value switch
    {
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        Enum => JsonValue.Create(ScalarValue.Format(value)),
        _ => JsonNode.Parse(ScalarValue.Format(value))!,
    };

    // What may stand in the place of a value.
    private enum Alternatives
    {
        None,

        // Parameters of initial conditions: a list of values, each of which makes runs.
        Lists,

        // Options of models: {choose: [...]}, of which a selection takes one.
        Candidates,
    }
}
