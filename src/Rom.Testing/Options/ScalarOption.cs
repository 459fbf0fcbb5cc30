using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Rom.Testing.Options;

/// <summary>A single value in a record of options, or in a record within it.</summary>
internal sealed class ScalarOption
{
    private const int Deepest = 4;

    private readonly PropertyInfo[] path;
    private readonly Type type;

    private ScalarOption(PropertyInfo[] path)
    {
        this.path = path;
        type = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
        Key = string.Join('.', path.Select(property => KeyOf(property.Name)));
    }

    /// <summary>Its key in a configuration: <c>domain.lx</c>, say.</summary>
    public string Key { get; }

    /// <summary>The property that holds it.</summary>
    public PropertyInfo Property => path[^1];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => !type.IsEnum && type != typeof(bool) && type != typeof(string);

    /// <summary>The single values of a record.</summary>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<ScalarOption> Of(Type record) => [.. Of(record, [])];

    /// <summary>The properties of a record that a configuration can set.</summary>
    /// <param name="record">The record.</param>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0);

    /// <summary>The key of a property or of a value of an enum.</summary>
    /// <param name="name">Its name in C#.</param>
    public static string KeyOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The value in some options, or null.</summary>
    /// <param name="options">The record.</param>
    public object? In(object options) => path.Aggregate((object?)options, (record, property) => record is null ? null : property.GetValue(record));

    /// <summary>Sets the value in some options.</summary>
    /// <param name="options">The record.</param>
    /// <param name="text">The value, as a configuration writes it.</param>
    /// <exception cref="OptionsRefusedException">The text stands for no value.</exception>
    public void Set(object options, string text)
    {
        foreach (var property in path[..^1])
        {
            object inner = property.GetValue(options) ?? Activator.CreateInstance(property.PropertyType)!;
            property.SetValue(options, inner);
            options = inner;
        }
        Property.SetValue(options, Value(text));
    }

    /// <summary>A value as a configuration writes it.</summary>
    /// <param name="value">The value; not null.</param>
    public static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        Enum name => KeyOf(name.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private object Value(string text)
    {
        try
        {
            if (type == typeof(string)) return text;
            if (!type.IsEnum) return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
            return Enum.GetValues(type).Cast<object>().First(value => Text(value) == text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            throw new OptionsRefusedException($"{Key}: expected a value of {type.Name}, found '{text}'");
        }
    }

    private static IEnumerable<ScalarOption> Of(Type record, PropertyInfo[] above)
    {
        foreach (var property in PropertiesOf(record))
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            PropertyInfo[] path = [.. above, property];
            if (type == typeof(string) || type.IsEnum || type.IsPrimitive) yield return new ScalarOption(path);
            else if (type.IsClass && !type.IsAssignableTo(typeof(IEnumerable)) && path.Length < Deepest)
            {
                foreach (var inner in Of(type, path)) yield return inner;
            }
        }
    }
}
