using System.ComponentModel.DataAnnotations;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>Says which rules of a property a given value breaks, and where.</summary>
internal static class PropertyRules
{
    /// <summary>Adds an error for each rule that the value breaks.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The bound value.</param>
    /// <param name="node">The node that it was bound from.</param>
    /// <param name="owner">The record that the property belongs to.</param>
    /// <param name="errors">Receives the errors.</param>
    public static void Check(OptionsKey key, object? value, ConfigNode node, object owner, ConfigurationErrors errors)
    {
        foreach (BrokenRule broken in BrokenRule.Of(key, value, owner))
        {
            ConfigNode place = broken.Item is { } i && node is SequenceNode list && i < list.Items.Count
                ? list.Items[i]
                : node;
            if (Problem(broken, value!, place) is { } problem) errors.Add(place, problem);
        }
    }

    private static string? Problem(BrokenRule broken, object value, ConfigNode node)
    {
        ValidationAttribute rule = broken.Rule;
        bool isWorded = rule.ErrorMessage is not null || rule.ErrorMessageResourceName is not null;
        if (isWorded && broken.Item is null) return broken.Message;
        return rule switch
        {
            RangeAttribute range => RangeProblem(range, node),
            MinLengthAttribute { Length: 1 } or RequiredAttribute =>
                $"expected at least one {(value is string ? "character" : "item")}, found none",
            MinLengthAttribute least => $"expected at least {Lengths(least.Length)}, found fewer",
            MaxLengthAttribute most => $"expected at most {Lengths(most.Length)}, found more",
            RegularExpressionAttribute pattern =>
                $"expected text that matches {pattern.Pattern}, found {node.Description}",
            AllowedValuesAttribute allowed =>
                $"expected one of {string.Join(", ", allowed.Values.Select(Text))}, found {node.Description}",
            _ => broken.Message,
        };
    }

    private static string RangeProblem(RangeAttribute range, ConfigNode node)
    {
        string found = node is ScalarNode scalar ? Printable.Short(scalar.Text) : node.Description;
        return $"expected a value {RangeText.Of(range) ?? "in range"}, found {found}";
    }

    private static string Lengths(int length) => NumberText.Count(length, "item or character", "items or characters");

    private static string Text(object? value) => value is null ? "null" : ScalarValue.Format(value);
}
