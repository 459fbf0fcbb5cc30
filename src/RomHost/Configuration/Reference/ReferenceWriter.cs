using System.ComponentModel.DataAnnotations;
using System.Text;
using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration.Reference;

/// <summary>
/// Writes the configuration reference in Markdown from the options records, including those of the loaded plugins.
/// </summary>
/// <param name="registrations">The loaded registrations.</param>
internal sealed class ReferenceWriter(IReadOnlyList<PluginRegistration> registrations)
{
    private readonly XmlDocumentation documentation = new();
    private readonly StringBuilder text = new();

    /// <summary>Returns the reference.</summary>
    public string Write()
    {
        text.Clear();
        text.Append("# Configuration\n\n");
        text.Append(
            "<!-- Generated from the options records and those of the plugins; edit their comments instead. -->\n\n");
        text.Append(documentation.Of(typeof(ExperimentOptions))).Append("\n\n");
        text.Append("Any key can be set on the command line: `--set models.LSTM.hidden_units=64`. ");
        text.Append("Where a key says what is usual, another value is accepted with a warning.\n");
        WriteTable("The experiment", typeof(ExperimentOptions), OptionsShape.Of(typeof(ExperimentOptions)).Keys);
        foreach (OptionsKey key in OptionsShape.Of(typeof(ExperimentOptions)).Keys)
        {
            if (OptionsType.ItemOfList(key.Type) is { } item && OptionsType.IsRecord(item))
                WriteSection($"`{key.Name}[]`", item);
            else if (key.Name == "test") WriteOwnKeys(key);
            else if (OptionsType.IsRecord(key.Type)) WriteSection(Heading(key.Name), key.Type);
        }
        return text.ToString();
    }

    private static string Heading(string key) => key == "train" ? "`train`, `test`" : $"`{key}`";

    private void WriteSection(string heading, Type type)
    {
        WriteHeading("##", heading, type);
        WriteTable(null, type, OptionsShape.Of(type).Keys);
        WriteNested(type);
        if (typeof(PluginSection).IsAssignableFrom(type)) WriteChoices(type);
    }

    // The keys that it shares with train stand there.
    private void WriteOwnKeys(OptionsKey key)
    {
        WriteHeading("###", $"`{key.Name}` alone", key.Type);
        WriteTable(
            null, key.Type, [.. OptionsShape.Of(key.Type).Keys.Where(own => own.Property.DeclaringType == key.Type)]);
    }

    private void WriteChoices(Type type)
    {
        var choosing = ((PluginSection)OptionsShape.NewDefault(type)).ChoosingKey;
        var hostKeys = OptionsShape.Of(type).Keys.Select(key => key.Name).ToHashSet();
        foreach ((string? simulator, ChoiceOfPlugins choice) in PluginChoices.Everywhere(registrations, type))
        {
            foreach ((string name, (_, Type options)) in choice.ByName)
            {
                string suffix = simulator is null ? "" : $" (of `{simulator}`)";
                WriteHeading("###", $"`{choosing}: {name}`{suffix}", options);
                WriteTable(
                    null, options, [.. OptionsShape.Of(options).Keys.Where(key => !hostKeys.Contains(key.Name))]);
                WriteNested(options);
            }
        }
    }

    /// <summary>Writes the tables of inner records below their record.</summary>
    private void WriteNested(Type type)
    {
        foreach (OptionsKey key in OptionsShape.Of(type).Keys)
        {
            Type? nested = OptionsType.IsRecord(key.Type) ? key.Type : OptionsType.ItemOfList(key.Type);
            if (nested is null || !OptionsType.IsRecord(nested)) continue;
            string heading = nested == key.Type ? $"`{key.Name}`" : $"`{key.Name}[]`";
            WriteHeading("###", heading, nested);
            WriteTable(null, nested, OptionsShape.Of(nested).Keys);
            WriteNested(nested);
            if (typeof(PluginSection).IsAssignableFrom(nested)) WriteChoices(nested);
        }
    }

    private void WriteHeading(string level, string heading, Type type)
    {
        text.Append($"\n{level} {heading}\n");
        if (documentation.Of(type) is { Length: > 0 } summary) text.Append($"\n{summary}\n");
    }

    private void WriteTable(string? heading, Type type, IReadOnlyList<OptionsKey> keys)
    {
        if (heading is not null) text.Append($"\n## {heading}\n");
        if (keys.Count == 0)
        {
            text.Append("\nIt has no keys of its own.\n");
            return;
        }
        object defaults = OptionsShape.NewDefault(type);
        text.Append("\n| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (OptionsKey key in keys)
        {
            string[] cells = [$"`{key.Name}`", Kind(key), Default(key, key.Property.GetValue(defaults)), Meaning(key)];
            text.Append($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|")))} |\n");
        }
    }

    private string Meaning(OptionsKey key)
    {
        string meaning = documentation.Of(key.Property);
        if (!key.Type.IsEnum) return meaning;
        IEnumerable<string> values = Enum.GetNames(key.Type)
            .Select(name => (Key: KeyName.Of(name), Text: documentation.OfValue(key.Type, name)))
            .Where(value => value.Text.Length > 0)
            .Select(value => $"`{value.Key}`: {value.Text}");
        return string.Join(" ", [meaning, .. values]);
    }

    private static string Kind(OptionsKey key)
    {
        if (key.Type.IsEnum) return string.Join(", ", KeyName.OfValues(key.Type).Select(name => $"`{name}`"));
        string kind = OptionsType.ItemOfList(key.Type) is { } item ? $"a list of {ItemKind(item)}"
            : OptionsType.IsRecord(key.Type) ? "see below"
            : OptionsType.Noun(key.Type);
        if (key.Attribute<RangeAttribute>() is { } range && RangeText.Of(range) is { } bounds) kind += $", {bounds}";
        return key.Attribute<UsualRangeAttribute>() is { } usual ? $"{kind}; usually {UsualValues.Text(usual)}" : kind;
    }

    private static string ItemKind(Type item) => item switch
    {
        _ when item == typeof(string) => "texts",
        _ when item == typeof(int) || item == typeof(long) || item == typeof(ulong) => "integers",
        _ when OptionsType.IsScalar(item) => "numbers",
        _ => "mappings, see below",
    };

    private static string Default(OptionsKey key, object? value)
    {
        if (key.Attribute<RequiredAttribute>() is not null) return "required";
        if (value is null) return "–";
        if (value is "") return "empty";
        return OptionsType.IsScalar(key.Type) ? $"`{ScalarValue.Format(value)}`" : "";
    }
}
