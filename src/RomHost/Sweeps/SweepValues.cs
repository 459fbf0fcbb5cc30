using System.Globalization;
using System.Text.RegularExpressions;
using RomHost.Configuration.Yaml;

namespace RomHost.Sweeps;

/// <summary>Reads the values of a key in a sweep: a list, in which <c>0..9</c> stands for ten whole numbers.</summary>
internal static partial class SweepValues
{
    /// <summary>The most values of an axis.</summary>
    public const int Most = 100_000;

    // Whole numbers beyond 2⁵³, such as seeds, are compared by their digits.
    private const double LargestExact = 1L << 53;

    /// <summary>Returns the values of a node: the items of a list; anything else is one value.</summary>
    /// <param name="node">The node.</param>
    /// <exception cref="ConfigurationException">There is no value, or a range is empty or too long.</exception>
    public static IReadOnlyList<ConfigNode> Of(ConfigNode node)
    {
        ConfigNode[] values = [.. (node is SequenceNode list ? list.Items : [node]).SelectMany(Expand)];
        if (values.Length is > 0 and <= Most) return values;
        throw Failure(node, $"expected 1 to {Most} values, found {values.Length}");
    }

    /// <summary>
    /// Returns a text that two values share if they are the same, however they are written (0.01, 1e-2).
    /// </summary>
    /// <param name="value">The value.</param>
    public static string Canonical(ConfigNode value) => value switch
    {
        ScalarNode { IsQuoted: false } scalar
            when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && Math.Abs(number) < LargestExact => number.ToString(CultureInfo.InvariantCulture),
        ScalarNode scalar => scalar.Text,
        SequenceNode list => $"[{string.Join(", ", list.Items.Select(Canonical))}]",
        MappingNode mapping =>
            $"{{{string.Join(", ", mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Key}: {Canonical(entry.Value)}"))}}}",
        _ => throw new NotSupportedException(),
    };

    private static IEnumerable<ConfigNode> Expand(ConfigNode node)
    {
        if (node is not ScalarNode { IsQuoted: false } scalar
            || Range().Match(scalar.Text) is not { Success: true } range)
            return [node];
        if (!long.TryParse(range.Groups["from"].ValueSpan, CultureInfo.InvariantCulture, out long from)
            || !long.TryParse(range.Groups["to"].ValueSpan, CultureInfo.InvariantCulture, out long to)
            || from > to || (ulong)(to - from) >= Most)
        {
            throw Failure(
                node, $"expected a range from a smaller to a larger whole number, such as 0..9, of at most {Most}, "
                + $"found {node.Description}");
        }
        return Enumerable.Range(0, (int)(to - from) + 1).Select(k => new ScalarNode(
            node.Location, node.Path, (from + k).ToString(CultureInfo.InvariantCulture), isQuoted: false));
    }

    private static ConfigurationException Failure(ConfigNode node, string message) =>
        new(new ConfigurationError(node.Location, node.Path.ToString(), message));

    [GeneratedRegex(@"\A(?<from>-?\d{1,18})\.\.(?<to>-?\d{1,18})\z")]
    private static partial Regex Range();
}
