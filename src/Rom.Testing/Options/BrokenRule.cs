using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Rom.Testing.Options;

/// <summary>A rule of a property, as its DataAnnotations state it, that a value breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Item">The index of the item of a list that breaks it; null where the value as a whole does.</param>
/// <param name="Message">The rule's own message.</param>
internal sealed record BrokenRule(ValidationAttribute Rule, int? Item, string? Message)
{
    /// <summary>The rules that a value breaks. A range on a list holds for its items; no value breaks none.</summary>
    /// <param name="key">The property.</param>
    /// <param name="value">The value.</param>
    /// <param name="owner">The record that the property belongs to.</param>
    public static IEnumerable<BrokenRule> Of(OptionsKey key, object? value, object owner)
    {
        if (value is null) yield break;
        var context = new ValidationContext(owner) { MemberName = key.Property.Name, DisplayName = key.Name };
        foreach (ValidationAttribute rule in key.Rules)
        {
            if (rule is not RangeAttribute range)
            {
                if (rule.GetValidationResult(value, context) is { } broken)
                    yield return new(rule, null, broken.ErrorMessage);
            }
            else if (value is IEnumerable items and not string)
            {
                foreach ((int i, object? item) in items.Cast<object?>().Index())
                {
                    if (!NumberRange.Contains(range, item))
                        yield return new(rule, i, range.FormatErrorMessage(key.Name));
                }
            }
            else if (!NumberRange.Contains(range, value))
                yield return new(rule, null, range.FormatErrorMessage(key.Name));
        }
    }
}
