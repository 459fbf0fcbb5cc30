using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Rom.Testing.Options;

/// <summary>Makes options by reflection and checks their DataAnnotations: what the host does, but for files and places.</summary>
public sealed class AnnotatedOptions : IOptionsReader
{
    /// <inheritdoc/>
    public object Read(Type type, IReadOnlyDictionary<string, string> values)
    {
        object options = Activator.CreateInstance(type)!;
        var known = ScalarOption.Of(type).ToDictionary(option => option.Key);
        foreach (var (key, text) in values)
        {
            if (!known.TryGetValue(key, out var option))
                throw new OptionsRefusedException($"expected one of {string.Join(", ", known.Keys)}, found '{key}'");
            option.Set(options, text);
        }
        Check(options);
        return options;
    }

    private static void Check(object record)
    {
        // Before the validator, which throws where a number does not fit the type of its bounds.
        foreach (var property in ScalarOption.PropertiesOf(record.GetType()))
        {
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && property.GetValue(record) is { } number
                && !NumberRange.Contains(range, number))
            {
                throw new OptionsRefusedException(range.FormatErrorMessage(property.Name));
            }
        }
        var broken = new List<ValidationResult>();
        if (!Validator.TryValidateObject(record, new ValidationContext(record), broken, validateAllProperties: true))
            throw new OptionsRefusedException(string.Join("; ", broken.Select(result => result.ErrorMessage)));
        foreach (var property in ScalarOption.PropertiesOf(record.GetType()))
        {
            if (property.GetValue(record) is { } inner && inner is not (string or IEnumerable) && inner.GetType().IsClass) Check(inner);
        }
    }
}
