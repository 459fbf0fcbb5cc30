using System.Collections;
using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>Warns of possible but unusual values (<see cref="UsualRangeAttribute"/>).</summary>
internal static class UsualValues
{
    /// <summary>
    /// Returns text such as <c>from 0 to 6.283</c>, <c>at least 2</c>; at most four significant digits.
    /// </summary>
    public static string Text(UsualRangeAttribute usual) => (Number(usual.Minimum), Number(usual.Maximum)) switch
    {
        ({ } low, { } high) => $"from {low} to {high}",
        ({ } low, null) => $"at least {low}",
        (null, { } high) => $"at most {high}",
        _ => "any",
    };

    /// <summary>Adds a warning where a given value is unusual; for lists, one for each item.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The bound value.</param>
    /// <param name="node">The node that it was bound from.</param>
    /// <param name="warnings">Receives the warnings.</param>
    public static void Check(OptionsKey key, object? value, ConfigNode node, ISet<ConfigurationWarning> warnings)
    {
        if (key.Attribute<UsualRangeAttribute>() is not { } usual) return;
        if (value is IEnumerable items and not string)
        {
            int i = 0;
            foreach (object? item in items)
            {
                Check(usual, item, node is SequenceNode list && i < list.Items.Count ? list.Items[i] : node, warnings);
                i++;
            }
            return;
        }
        Check(usual, value, node, warnings);
    }

    private static void Check(
        UsualRangeAttribute usual, object? value, ConfigNode node, ISet<ConfigurationWarning> warnings)
    {
        if (value is null || usual.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture))) return;
        string found = node is ScalarNode scalar ? Printable.Short(scalar.Text) : ScalarValue.Format(value);
        warnings.Add(new ConfigurationWarning(
            node.Location, node.Path.ToString(),
            $"{found} is unusual, values are {Text(usual)} as a rule: {usual.Reason}"));
    }

    private static string? Number(double bound) => !double.IsFinite(bound) || Math.Abs(bound) == double.MaxValue
        ? null
        : bound.ToString(Math.Abs(bound) is >= 1e4 and < 1e15 ? "#,0" : "G4", CultureInfo.InvariantCulture)
            .Replace("E-0", "e-").Replace("E", "e");
}
