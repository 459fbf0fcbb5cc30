using System.Globalization;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Translates <c>train_ic</c> and <c>test_ic</c>: families with lists that multiply out, the simple Gaussian forms
/// (<c>center</c> and <c>variances</c>; <c>centers</c> and <c>variance</c>) and the extrapolation cases.
/// </summary>
internal sealed class InitialConditionTranslation
{
    private static readonly string[] Families = ["gaussian", "uniform", "ring", "two_clusters"];

    private readonly MappingNode section;
    private readonly ConfigurationErrors errors;
    private readonly List<ConfigurationWarning> warnings;
    private readonly List<ConfigNode> entries = [];

    private InitialConditionTranslation(
        MappingNode section, ConfigurationErrors errors, List<ConfigurationWarning> warnings) =>
        (this.section, this.errors, this.warnings) = (section, errors, warnings);

    /// <summary>Returns the list for <c>initial_conditions</c>.</summary>
    /// <param name="section">The section <c>train_ic</c> or <c>test_ic</c>.</param>
    /// <param name="errors">Receives errors.</param>
    /// <param name="warnings">Receives warnings about unused keys.</param>
    public static SequenceNode Translate(
        MappingNode section, ConfigurationErrors errors, List<ConfigurationWarning> warnings)
    {
        var translation = new InitialConditionTranslation(section, errors, warnings);
        translation.AddAll();
        return new SequenceNode(section.Location, section.Path, translation.entries);
    }

    private void AddAll()
    {
        if (section.Find("center") is { } center && section.Find("variances") is { } variances)
        {
            AddAt(section, center.Value, variances.Value, Samples(section, "n_samples_per_variance"));
            WarnOfRest(section, ["type", "test_T", "center", "variances", "n_samples_per_variance"]);
            return;
        }
        if (section.Find("centers") is { Value: SequenceNode centers } && section.Find("variance") is { } variance)
        {
            foreach (ConfigNode one in centers.Items)
                AddAt(section, one, variance.Value, Samples(section, "n_samples_per_center"));
            WarnOfRest(section, ["type", "test_T", "centers", "variance", "n_samples_per_center"]);
            return;
        }
        if (section.Find("positions_x") is not null)
        {
            AddGaussian(section);
            return;
        }
        foreach (MappingEntry entry in section.Entries.Where(entry => Families.Contains(entry.Key)))
        {
            if (entry.Value is MappingNode family) AddFamily(entry.Key, family);
            else errors.Add(entry.Value, $"expected a mapping (key: value), found {entry.Value.Description}");
        }
        WarnOfRest(section, ["type", "test_T", .. Families]);
    }

    private void AddFamily(string name, MappingNode family)
    {
        if (family.Find("enabled") is not { } enabled)
        {
            Warn(family, "it is left out: there is no 'enabled: true' in it");
            return;
        }
        string? flag = (enabled.Value as ScalarNode)?.Text;
        if (flag == "false") return;
        if (flag != "true")
        {
            errors.Add(enabled.Value, $"expected true or false, found {enabled.Value.Description}");
            return;
        }
        switch (name)
        {
            case "gaussian": AddGaussian(family); break;
            case "uniform": AddUniform(family); break;
            case "ring": AddGrid(family, "ring", [("radius", "radii"), ("width", "widths")], []); break;
            default:
                AddGrid(
                    family,
                    "two_clusters",
                    [("separation", "separations"), ("sigma", "sigmas")],
                    ["extrapolation_separations", "extrapolation_sigma"]);
                if (family.Find("extrapolation_separations") is { } beyond)
                {
                    ConfigNode sigma = First(family, "extrapolation_sigma") ?? Scalar(beyond.Value, "1.0");
                    entries.Add(Entry(family, "two_clusters", null, ("separation", beyond.Value), ("sigma", sigma)));
                }
                break;
        }
    }

    private void AddGaussian(MappingNode family)
    {
        AddGrid(
            family,
            "gaussian",
            [("x", "positions_x"), ("y", "positions_y"), ("variance", "variances")],
            ["extrapolation_positions", "extrapolation_variance"]);
        if (family.Find("extrapolation_positions")?.Value is not { } beyond) return;
        if (beyond is not SequenceNode positions)
        {
            errors.Add(beyond, $"expected a list of [x, y], found {beyond.Description}");
            return;
        }
        foreach (ConfigNode position in positions.Items)
            AddAt(family, position, First(family, "extrapolation_variance") ?? Scalar(position, "0.5"), null);
    }

    private void AddUniform(MappingNode family)
    {
        MappingEntry? runs = family.Find("n_runs") is { Value: ScalarNode { Text: not "0" } } given
            ? given
            : family.Find("n_samples");
        if (runs is null)
        {
            errors.Add(
                family,
                "expected 'n_runs' or 'n_samples' of at least 1, found "
                + $"{(family.Find("n_runs") is null ? "neither" : "n_runs: 0")}; "
                + "give the number of runs, or say enabled: false");
        }
        else entries.Add(Entry(family, "uniform", runs.Value));
        if (runs is { Key: "n_runs" } && family.TextOf("n_samples") is { } other && other != family.TextOf("n_runs"))
            Warn(family.Find("n_samples")!.Value,
                $"it is not used: n_runs is {Printable.Short(family.TextOf("n_runs") ?? "")}");
        WarnOfRest(family, ["enabled", "n_runs", "n_samples", "n_samples_per_config"]);
    }

    /// <summary>
    /// Translates a family whose lists multiply out; in test sections the keys begin with <c>test_</c>.
    /// </summary>
    private void AddGrid(
        MappingNode family,
        string name,
        IReadOnlyList<(string Ours, string Theirs)> axes,
        IReadOnlyList<string> handledApart)
    {
        var values = new List<(string, ConfigNode)>();
        foreach ((string ours, string theirs) in axes)
        {
            if ((family.Find(theirs) ?? family.Find("test_" + theirs)) is { } axis) values.Add((ours, axis.Value));
        }
        bool onlyApart = values.Count == 0 && handledApart.Any(key => family.Find(key) is not null);
        if (values.Count == axes.Count)
        {
            entries.Add(Entry(family, name, Samples(family, "n_samples_per_config"), [.. values]));
            WarnOfRunCount(family, values.Select(value => value.Item2), handledApart);
        }
        else if (!onlyApart)
        {
            string lists = string.Join(", ", axes.Select(axis => $"'{axis.Theirs}'"));
            errors.Add(family, $"expected the lists {lists}; add those that are missing");
        }
        string[] keys = [.. axes.SelectMany(axis => new[] { axis.Theirs, "test_" + axis.Theirs })];
        WarnOfRest(family, ["type", "test_T", "enabled", "n_runs", "n_samples_per_config", .. keys, .. handledApart]);
    }

    /// <summary>Warns where the file states another number of runs than its lists give; the lists decide.</summary>
    private void WarnOfRunCount(MappingNode family, IEnumerable<ConfigNode> lists, IReadOnlyList<string> handledApart)
    {
        if (family.Find("n_runs") is not { Value: ScalarNode given }) return;
        if (handledApart.Any(key => family.Find(key) is not null)) return;
        Int128 runs = lists.Aggregate(
            (Int128)1, (product, list) => product * ((list as SequenceNode)?.Items.Count ?? 1));
        string? samples = family.TextOf("n_samples_per_config");
        if (long.TryParse(samples, NumberStyles.None, CultureInfo.InvariantCulture, out long each)) runs *= each;
        if (given.Text != runs.ToString(CultureInfo.InvariantCulture))
            Warn(given, $"it is not used: the lists and n_samples_per_config multiply out to {runs} "
                + $"{NumberText.Noun(runs == 1 ? 1 : 2, "run")}");
    }

    private void AddAt(MappingNode family, ConfigNode position, ConfigNode variance, ConfigNode? samples)
    {
        if (position is SequenceNode { Items: [var x, var y] })
            entries.Add(Entry(family, "gaussian", samples, ("x", x), ("y", y), ("variance", variance)));
        else
            errors.Add(position, $"expected a position [x, y], found {position.Description}");
    }

    private static ConfigNode? Samples(MappingNode family, string key) => family.Find(key)?.Value;

    private static ConfigNode? First(MappingNode family, string key) => family.Find(key)?.Value switch
    {
        SequenceNode { Items: [var first, ..] } => first,
        var other => other,
    };

    private static ScalarNode Scalar(ConfigNode place, string text) =>
        new(place.Location, place.Path, text, isQuoted: false);

    private static MappingNode Entry(
        MappingNode family, string name, ConfigNode? samples, params (string Key, ConfigNode Value)[] parameters)
    {
        var entries = new List<MappingEntry> { new("family", family.Location, Scalar(family, name)) };
        entries.AddRange(parameters.Select(p => new MappingEntry(p.Key, p.Value.Location, p.Value)));
        if (samples is not null) entries.Add(new MappingEntry("samples", samples.Location, samples));
        return new MappingNode(family.Location, family.Path, entries);
    }

    private void WarnOfRest(MappingNode mapping, IReadOnlyList<string> known)
    {
        foreach (MappingEntry entry in mapping.Entries.Where(entry => !known.Contains(entry.Key)))
            UnknownKey.Report(entry, known, errors, warnings);
    }

    private void Warn(ConfigNode node, string message) =>
        warnings.Add(new ConfigurationWarning(node.Location, node.Path.ToString(), message));
}
