using System.Collections;
using System.ComponentModel.DataAnnotations;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>
/// Checks the DataAnnotations of one property against a value that was given. A range on a list holds for its items.
/// </summary>
internal static class PropertyRules
{
    /// <summary>Adds an error for each rule that the value breaks.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The bound value.</param>
    /// <param name="node">What it was bound from.</param>
    /// <param name="owner">The record that the property belongs to.</param>
    /// <param name="errors">Receives the errors.</param>
    public static void Check(OptionsKey key, object? value, ConfigNode node, object owner, ConfigurationErrors errors)
    {
        if (value is null) return;
        foreach (ValidationAttribute rule in key.Rules)
        {
            if (rule is RangeAttribute range && value is IEnumerable items and not string)
                CheckItems(range, items, node, errors);
            else if (Problem(rule, key, value, node, owner) is { } problem)
                errors.Add(node, problem);
        }
    }

    private static void CheckItems(RangeAttribute range, IEnumerable items, ConfigNode node, ConfigurationErrors errors)
    {
        int i = 0;
        foreach (object? item in items)
        {
            ConfigNode itemNode = node is SequenceNode sequence && i < sequence.Items.Count ? sequence.Items[i] : node;
            if (!NumberRange.Contains(range, item)) errors.Add(itemNode, RangeProblem(range, itemNode));
            i++;
        }
    }

    private static string? Problem(
        ValidationAttribute rule, OptionsKey key, object value, ConfigNode node, object owner)
    {
        var context = new ValidationContext(owner) { MemberName = key.Property.Name, DisplayName = key.Name };
        if (Broken(rule, value, context) is not { } broken) return null;
        if (rule.ErrorMessage is not null || rule.ErrorMessageResourceName is not null) return broken.ErrorMessage;
        return rule switch
        {
            RangeAttribute range => RangeProblem(range, node),
            MinLengthAttribute { Length: 1 } or RequiredAttribute =>
                $"expected at least one {(value is string ? "character" : "item")}, found none",
            MinLengthAttribute least => $"expected at least {least.Length} items or characters, found fewer",
            MaxLengthAttribute most => $"expected at most {most.Length} items or characters, found more",
            RegularExpressionAttribute pattern =>
                $"expected text that matches {pattern.Pattern}, found {node.Description}",
            AllowedValuesAttribute allowed =>
                $"expected one of {string.Join(", ", allowed.Values.Select(Text))}, found {node.Description}",
            _ => broken.ErrorMessage,
        };
    }

    private static ValidationResult? Broken(ValidationAttribute rule, object value, ValidationContext context)
    {
        if (rule is not RangeAttribute range) return rule.GetValidationResult(value, context);
        return NumberRange.Contains(range, value) ? null : new ValidationResult(range.FormatErrorMessage(context.DisplayName));
    }

    private static string RangeProblem(RangeAttribute range, ConfigNode node)
    {
        string found = node is ScalarNode scalar ? Printable.Short(scalar.Text) : node.Description;
        return $"expected a value {RangeText.Of(range) ?? "in range"}, found {found}";
    }

    private static string Text(object? value) => value is null ? "null" : StrictScalar.Format(value);
}
