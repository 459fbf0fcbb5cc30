using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using Rom.Testing;
using Rom.Testing.Options;

namespace Rom.Forecasting.Experiments;

/// <summary>
/// Reads a plugin's options from the resolved configuration in a summary, where every key is there with its value.
/// </summary>
internal static class SavedOptions
{
    /// <summary>Reads options.</summary>
    /// <param name="type">The record of options.</param>
    /// <param name="saved">The keys with their values.</param>
    /// <param name="except">Keys of the host among them.</param>
    /// <param name="place">The place of the keys, for messages.</param>
    /// <exception cref="InvalidDataException">
    /// A key is unknown, a value has another type, or a rule is broken: the plugin is not the one that was used.
    /// </exception>
    public static object Read(Type type, JsonObject saved, IReadOnlyCollection<string> except, string place)
    {
        try
        {
            return OfRecord(type, saved, except);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException(
                $"{place}: {ExceptionText.Message(e)}; the plugin that is loaded has other options than the one that "
                + "was used, run the experiment again", e);
        }
    }

    private static object OfRecord(Type type, JsonObject saved, IReadOnlyCollection<string> except)
    {
        object options = OptionsShape.NewDefault(type);
        var keys = OptionsShape.Of(type).Keys;
        foreach (var (name, value) in saved)
        {
            if (except.Contains(name)) continue;
            var key = keys.FirstOrDefault(one => one.Name == name)
                ?? throw new FormatException(
                    $"expected {ListText.Of([.. keys.Select(one => one.Name)])}, found {Printable.Quoted(name)}");
            object? bound = value is null && key.AcceptsNull ? null : OfValue(key.Type, value, name);
            if (BrokenRule.Of(key, bound, options).FirstOrDefault() is { } broken)
                throw new FormatException(broken.Message ?? $"{name}: a rule is broken");
            key.Property.SetValue(options, bound);
        }
        if (options is IValidatableObject ruled
            && ruled.Validate(new ValidationContext(options)).FirstOrDefault() is { } problem)
            throw new FormatException(problem.ErrorMessage);
        return options;
    }

    private static object OfValue(Type type, JsonNode? value, string name)
    {
        if (OptionsType.IsScalar(type))
            return value is JsonValue scalar && ScalarValue.Parse(TextOf(scalar), type) is { } parsed
                ? parsed
                : throw Unexpected(type, value, name);
        if (OptionsType.ItemOfList(type) is { } item)
        {
            if (value is not JsonArray list) throw Unexpected(type, value, name);
            var items = Array.CreateInstance(item, list.Count);
            Type each = Nullable.GetUnderlyingType(item) ?? item;
            for (int i = 0; i < list.Count; i++)
                items.SetValue(list[i] is null && each != item ? null : OfValue(each, list[i], name), i);
            return items;
        }
        if (value is not JsonObject mapping) throw Unexpected(type, value, name);
        if (OptionsType.ValueOfMap(type) is not { } entry) return OfRecord(type, mapping, []);
        var map = (System.Collections.IDictionary)Activator.CreateInstance(
            typeof(Dictionary<,>).MakeGenericType(typeof(string), entry))!;
        foreach (var (key, one) in mapping) map.Add(key, OfValue(entry, one, $"{name}.{key}"));
        return map;
    }

    private static string TextOf(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString();

    private static FormatException Unexpected(Type type, JsonNode? value, string name) => new(
        $"expected {OptionsType.Noun(type)} as {name}, found {Printable.Short(value?.ToJsonString() ?? "null")}");
}
