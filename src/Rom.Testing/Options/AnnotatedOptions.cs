using System.ComponentModel.DataAnnotations;

namespace Rom.Testing.Options;

/// <summary>
/// Makes options from single values and checks their rules, by the code that the host binds a configuration with.
/// </summary>
public sealed class AnnotatedOptions : IOptionsReader
{
    /// <inheritdoc/>
    public object Read(Type type, IReadOnlyDictionary<string, string> values)
    {
        object options = OptionsShape.NewDefault(type);
        var known = ScalarOption.Of(type).ToDictionary(option => option.Name);
        foreach ((string name, string text) in values)
        {
            if (!known.TryGetValue(name, out ScalarOption? option))
                throw new OptionsRefusedException($"expected one of {string.Join(", ", known.Keys)}, found '{name}'");
            option.Set(options, text);
        }
        Check(options);
        return options;
    }

    private static void Check(object record)
    {
        foreach (OptionsKey key in OptionsShape.Of(record.GetType()).Keys)
        {
            object? value = key.Property.GetValue(record);
            if (BrokenRule.Of(key, value, record).FirstOrDefault() is { } broken)
                throw new OptionsRefusedException(
                    broken.Message ?? $"{key.Name}: {broken.Rule.GetType().Name} is broken");
            if (value is null && key.Attribute<RequiredAttribute>() is not null)
                throw new OptionsRefusedException($"{key.Name}: this key is required");
            if (value is not null && OptionsType.IsRecord(key.Type)) Check(value);
        }
        if (record is not IValidatableObject validatable) return;
        foreach (ValidationResult result in validatable.Validate(new ValidationContext(record)))
        {
            if (result is not null)
                throw new OptionsRefusedException(result.ErrorMessage ?? "these values do not fit together");
        }
    }
}
