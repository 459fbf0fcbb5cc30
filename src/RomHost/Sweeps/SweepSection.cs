using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Sweeps;

/// <summary>Reads the section <c>sweep</c> of a configuration: <c>grid</c>, <c>together</c>, <c>exclude</c>.</summary>
internal static class SweepSection
{
    /// <summary>The key of labels among lists that go together.</summary>
    public const string Label = "name";

    private const string Grid = "grid", Together = "together", Exclude = "exclude";

    private static readonly string[] Keys = [Grid, Together, Exclude];

    /// <summary>Reads the axes: each key of the grid is one, and so is each group of lists that go together.</summary>
    /// <param name="section">The section.</param>
    /// <param name="errors">Receives the errors.</param>
    public static IReadOnlyList<SweepAxis> Axes(MappingNode section, ConfigurationErrors errors)
    {
        foreach (var entry in section.Entries.Where(entry => !Keys.Contains(entry.Key)))
        {
            errors.Add(
                entry.KeyLocation, section.Path.Key(entry.Key),
                $"expected the keys {string.Join(", ", Keys)}, found '{entry.Key}'{NearestName.Hint(entry.Key, Keys)}");
        }
        var axes = new List<SweepAxis>();
        foreach (var entry in MappingOf(section, Grid, errors)?.Entries ?? [])
        {
            if (ValuesOf(entry.Value, errors) is { } values)
                axes.Add(new SweepAxis([entry.Key], [.. values.Select(value => new SweepStep([value]))]));
        }
        foreach (var group in ListOf(section, Together, errors))
        {
            if (AxisOf(group, errors) is { } axis) axes.Add(axis);
        }
        return axes;
    }

    /// <summary>Reads the exclusions.</summary>
    /// <param name="section">The section.</param>
    /// <param name="axes">The axes of the sweep.</param>
    /// <param name="written">The section's axes, some of which the command line may have replaced.</param>
    /// <param name="errors">Receives the errors.</param>
    public static IReadOnlyList<SweepExclusion> Exclusions(
        MappingNode section, IReadOnlyList<SweepAxis> axes, IReadOnlyList<SweepAxis> written,
        ConfigurationErrors errors)
    {
        var exclusions = new List<SweepExclusion>();
        foreach (var item in ListOf(section, Exclude, errors))
        {
            var excluded = new List<(int, IReadOnlySet<int>)>();
            foreach (var entry in item.Entries)
            {
                if (StepsOf(entry, axes, written, errors) is { } steps) excluded.Add(steps);
            }
            if (item.Entries.Count == 0) errors.Add(item, "expected a key of the sweep with a value, found none");
            exclusions.Add(new SweepExclusion(excluded));
        }
        return exclusions;
    }

    private static SweepAxis? AxisOf(MappingNode group, ConfigurationErrors errors)
    {
        var lists = group.Entries
            .Select(entry => (entry.Key, entry.Value, Values: ValuesOf(entry.Value, errors))).ToList();
        if (lists.Any(list => list.Values is null)) return null;
        int[] lengths = [.. lists.Select(list => list.Values!.Count).Distinct()];
        if (lengths.Length != 1)
        {
            errors.Add(
                group, "expected lists of equal length, which go together, found "
                + string.Join(", ", lists.Select(list => $"{list.Key} of {list.Values!.Count}")));
            return null;
        }
        var labels = lists.FirstOrDefault(list => list.Key == Label).Values;
        var keys = lists.Where(list => list.Key != Label).ToList();
        if (keys.Count == 0)
        {
            errors.Add(group, $"expected a key of the experiment beside {Label}, found none");
            return null;
        }
        if (labels is not null && labels.Any(label => label is not ScalarNode))
        {
            errors.Add(group, $"expected single words in {Label}, which name the experiments");
            return null;
        }
        return new SweepAxis(
            [.. keys.Select(list => list.Key)],
            [
                .. Enumerable.Range(0, lengths[0]).Select(k => new SweepStep(
                    [.. keys.Select(list => list.Values![k])], (labels?[k] as ScalarNode)?.Text)),
            ]);
    }

    // The positions on an axis that have one of the values: none of values that the command line replaced.
    private static (int, IReadOnlySet<int>)? StepsOf(
        MappingEntry entry, IReadOnlyList<SweepAxis> axes, IReadOnlyList<SweepAxis> written,
        ConfigurationErrors errors)
    {
        if (ValuesOf(entry.Value, errors) is not { } values) return null;
        int axis = IndexOf(axes, entry.Key, values[0]), former = IndexOf(written, entry.Key, values[0]);
        if (axis < 0 && former < 0)
        {
            string[] known = [.. axes.SelectMany(one => one.Keys)];
            errors.Add(
                entry.KeyLocation, entry.Value.Path,
                $"expected a key of the sweep, found '{entry.Key}'{NearestName.Hint(entry.Key, known)} "
                + $"(its keys are {string.Join(", ", known)})");
            return null;
        }
        var places = axis < 0 ? null : PlacesOn(axes[axis], entry.Key);
        var formerPlaces = former < 0 ? null : PlacesOn(written[former], entry.Key);
        var steps = new HashSet<int>();
        foreach (var value in values)
        {
            string text = TextOf(entry.Key, value);
            if (places?.Contains(text) != true && formerPlaces?.Contains(text) != true)
                errors.Add(value, $"expected a value that {entry.Key} has in the sweep, found {value.Description}");
            steps.UnionWith(places?[text] ?? []);
        }
        return (Math.Max(axis, 0), steps);
    }

    // Of several groups with labels, the one that has the label.
    private static int IndexOf(IReadOnlyList<SweepAxis> axes, string key, ConfigNode value)
    {
        int[] found =
        [
            .. Enumerable.Range(0, axes.Count).Where(k => axes[k].Keys.Contains(key)
                || (key == Label && axes[k].Steps.Any(step => step.Label is not null))),
        ];
        return found.Length < 2
            ? found.FirstOrDefault(-1)
            : found.FirstOrDefault(k => PlacesOn(axes[k], key).Contains(TextOf(key, value)), found[0]);
    }

    private static ILookup<string, int> PlacesOn(SweepAxis axis, string key)
    {
        int place = axis.Keys.ToList().IndexOf(key);
        return Enumerable.Range(0, axis.Steps.Count).ToLookup(k => place >= 0
            ? TextOf(key, axis.Steps[k].Values[place])
            : axis.Steps[k].Label ?? "");
    }

    // Labels are words, whatever they look like.
    private static string TextOf(string key, ConfigNode value) =>
        key == Label && value is ScalarNode label ? label.Text : SweepValues.Canonical(value);

    private static IReadOnlyList<ConfigNode>? ValuesOf(ConfigNode node, ConfigurationErrors errors)
    {
        try
        {
            return SweepValues.Of(node);
        }
        catch (ConfigurationException e)
        {
            errors.Add(e.Errors[0].Location, node.Path, e.Errors[0].Message);
            return null;
        }
    }

    private static MappingNode? MappingOf(MappingNode section, string key, ConfigurationErrors errors)
    {
        if (section.Find(key)?.Value is not { } node || node is MappingNode || node is ScalarNode { IsNull: true })
            return section.Find(key)?.Value as MappingNode;
        errors.Add(node, $"expected keys with lists of values, found {node.Description}");
        return null;
    }

    private static IEnumerable<MappingNode> ListOf(MappingNode section, string key, ConfigurationErrors errors)
    {
        if (section.Find(key)?.Value is not { } node || node is ScalarNode { IsNull: true }) return [];
        if (node is SequenceNode list && list.Items.All(item => item is MappingNode))
            return list.Items.Cast<MappingNode>();
        errors.Add(node, $"expected a list of mappings of keys to values, found {node.Description}");
        return [];
    }
}
