using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Translates the configuration files of the Python predecessor into ours. Nodes keep the place and path where they
/// were written, so that whatever is said of them later points into the user's own file. What has no counterpart is
/// named in one warning each.
/// </summary>
internal sealed class PredecessorTranslator
{
    private readonly MappingNode root;
    private readonly TreeBuilder target;
    private readonly ConfigurationErrors errors = new();
    private readonly List<ConfigurationWarning> warnings = [];
    private readonly SortedList<int, MappingEntry> matches = [];

    private PredecessorTranslator(MappingNode root) => (this.root, target) = (root, new TreeBuilder(root.Location, ""));

    /// <summary>
    /// Whether a configuration is one of the predecessor's: it has sections of theirs and none that only we have.
    /// </summary>
    public static bool Recognises(MappingNode root) =>
        PredecessorKeys.Marks.Any(mark => root.Find(mark) is not null)
        && !new[] { "simulator", "reduction", "models", "train", "test" }.Any(ours => root.Find(ours) is not null);

    /// <summary>Translates a configuration.</summary>
    /// <param name="root">The predecessor's configuration.</param>
    /// <returns>Ours, and what the user should know about it.</returns>
    /// <exception cref="ConfigurationException">A key is mistyped, or a value cannot be translated.</exception>
    public static (MappingNode Root, IReadOnlyList<ConfigurationWarning> Warnings) Translate(MappingNode root)
    {
        var translator = new PredecessorTranslator(root);
        translator.TranslateAll();
        translator.errors.ThrowIfAny();
        var inOrder = translator.warnings.OrderBy(w => w.Location.Line).ThenBy(w => w.Location.Column);
        return (translator.target.Build(PredecessorKeys.Ours), [.. inOrder]);
    }

    private void TranslateAll()
    {
        PutNew("simulator.plugin", root.Location, "vicsek-morse");
        PutNew("density.plugin", root.Location, "kde");
        PutModels();
        PutResolution();
        PutShiftAlignment();
        Match(root, "");
        foreach ((int rule, MappingEntry entry) in matches) Apply(PredecessorKeys.Rules[rule], entry);
        PutInitialConditions("train_ic", "train");
        PutInitialConditions("test_ic", "test");
        PutScheduledSampling();
        PutDefaults();
    }

    /// <summary>Finds the rule for every key below a mapping; keys without one are reported.</summary>
    private void Match(MappingNode mapping, string prefix)
    {
        foreach (MappingEntry entry in mapping.Entries)
        {
            string path = prefix + entry.Key;
            int rule = RuleFor(path);
            if (rule >= 0) matches.Add(rule, entry);
            else if (IsHandledApart(path)) continue;
            else if (!PredecessorKeys.Rules.Any(r => r.From.StartsWith(path + '.', StringComparison.Ordinal)))
                UnknownKey.Report(entry, KnownBelow(prefix), errors, warnings);
            else if (entry.Value is MappingNode inner) Match(inner, path + '.');
            else if (entry.Value is not ScalarNode { IsNull: true })
                errors.Add(entry.Value, $"expected a mapping (key: value), found {entry.Value.Description}");
        }
    }

    private static int RuleFor(string path)
    {
        for (int i = 0; i < PredecessorKeys.Rules.Count; i++)
        {
            if (PredecessorKeys.Rules[i].From == path) return i;
        }
        return -1;
    }

    private static bool IsHandledApart(string path) => path is "train_ic" or "rom.shift_align" or "rom.shift_align_ref"
        or "outputs.density_resolution" or "rom.models.lstm.scheduled_sampling" or "rom.models.lstm.ss_max_ratio"
        || (path.StartsWith("test_ic.", StringComparison.Ordinal) && path != "test_ic.test_T");

    private static string[] KnownBelow(string prefix) =>
    [
        .. PredecessorKeys.Rules.Where(rule => rule.From.StartsWith(prefix, StringComparison.Ordinal))
            .Select(rule => rule.From[prefix.Length..].Split('.')[0])
            .Concat(prefix switch
            {
                "" => ["train_ic"],
                "rom." => ["shift_align", "shift_align_ref"],
                "outputs." => ["density_resolution"],
                "rom.models.lstm." => ["scheduled_sampling", "ss_max_ratio"],
                _ => [],
            })
            .Distinct(),
    ];

    private void Apply(KeyRule rule, MappingEntry entry)
    {
        if (rule.To is null)
        {
            if (rule.Harmless is null || entry.Value is not ScalarNode { Text: var text } || text != rule.Harmless)
                Warn(entry, $"it is not used: {rule.Reason}");
            return;
        }
        if (rule.To.StartsWith("models.", StringComparison.Ordinal) && !target.Has(rule.To[..rule.To.LastIndexOf('.')]))
        {
            Warn(entry, "it is not used: there is no such model in rom.models");
            return;
        }
        if (rule.Translate(entry.Value) is not { } value)
        {
            errors.Add(
                entry.Value, $"expected one of {string.Join(", ", rule.Words!.Keys)}, found {entry.Value.Description}");
            return;
        }
        if (!target.Put(rule.To, entry.KeyLocation, value))
            Warn(entry, "it is not used: another key that means the same is given");
        else if (rule.To == "models.MVAR.stability_threshold")
            PutNew("models.MVAR.stability", entry.KeyLocation, "scale");
    }

    /// <summary>Models keep the order of the file: the first is the baseline of comparisons.</summary>
    private void PutModels()
    {
        MappingNode? rom = Section(root, "rom");
        if (Section(rom, "models") is not { } models)
        {
            PutModel("MVAR", "mvar", rom?.Location ?? root.Location);
            return;
        }
        foreach (MappingEntry model in models.Entries)
        {
            if (model is { Key: "mvar" or "lstm", Value: MappingNode or ScalarNode { IsNull: true } })
                PutModel(model.Key.ToUpperInvariant(), model.Key, model.KeyLocation);
        }
    }

    private void PutModel(string name, string plugin, SourceLocation location)
    {
        PutNew($"models.{name}.name", location, name);
        PutNew($"models.{name}.plugin", location, plugin);
    }

    private void PutInitialConditions(string section, string ours)
    {
        if (root.Find(section) is not { } entry) return;
        if (entry.Value is MappingNode mapping)
        {
            SequenceNode list = InitialConditionTranslation.Translate(mapping, errors, warnings);
            target.Put($"{ours}.initial_conditions", entry.KeyLocation, list);
        }
        else
        {
            errors.Add(entry.Value, $"expected a mapping (key: value), found {entry.Value.Description}");
        }
    }

    /// <summary>One number for both sides of the grid; <c>density</c> wins over it.</summary>
    private void PutResolution()
    {
        MappingNode? density = Section(root, "density");
        if (Section(root, "outputs")?.Find("density_resolution") is not { } entry) return;
        if (density?.Find("nx") is not null && density.Find("ny") is not null)
        {
            Warn(entry, "it is not used: density.nx and density.ny are given");
            return;
        }
        if (density?.Find("nx") is null) target.Put("density.nx", entry.KeyLocation, entry.Value);
        if (density?.Find("ny") is null) target.Put("density.ny", entry.KeyLocation, entry.Value);
    }

    /// <summary>A switch and a reference there, one key here.</summary>
    private void PutShiftAlignment()
    {
        if (Section(root, "rom") is not { } rom || rom.Find("shift_align") is not { } entry) return;
        switch ((entry.Value as ScalarNode)?.Text)
        {
            case "true":
                ConfigNode reference = rom.Find("shift_align_ref")?.Value ?? NewScalar(entry.Value, "mean");
                target.Put("reduction.shift_align", entry.KeyLocation, reference);
                break;
            case "false":
                target.Put("reduction.shift_align", entry.KeyLocation, NewScalar(entry.Value, "none"));
                break;
            default:
                errors.Add(entry.Value, $"expected true or false, found {entry.Value.Description}");
                break;
        }
    }

    /// <summary>A switch and the share that it grows to there, the share here.</summary>
    private void PutScheduledSampling()
    {
        MappingNode? lstm = Section(Section(Section(root, "rom"), "models"), "lstm");
        if (lstm?.Find("scheduled_sampling") is not { } entry)
        {
            if (lstm?.Find("ss_max_ratio") is { } alone) Warn(alone, "it is not used: scheduled_sampling is not given");
            return;
        }
        ConfigNode value = (entry.Value as ScalarNode)?.Text switch
        {
            "true" => lstm.Find("ss_max_ratio")?.Value ?? NewScalar(entry.Value, "0.5"),
            "false" => NewScalar(entry.Value, "0"),
            _ => entry.Value,
        };
        target.Put("models.LSTM.scheduled_sampling", entry.KeyLocation, value);
    }

    /// <summary>What the predecessor took where a file said nothing, as far as ours differ.</summary>
    private void PutDefaults()
    {
        var origin = new SourceLocation("the predecessor's default", 0, 0);
        PutNew("density.nx", origin, "64");
        PutNew("density.ny", origin, "64");
        PutNew("density.bandwidth", origin, "2.0");
        if (!target.Has("reduction.modes")) PutNew("reduction.energy", origin, "0.995");
        PutNew("evaluation.clamp", origin, "renormalise");
        if (Section(root, "sim")?.Find("T") is not { } duration) return;
        target.Put("evaluation.forecast_start", duration.KeyLocation, duration.Value);
        target.Put("test.duration", duration.KeyLocation, duration.Value);
    }

    private static MappingNode? Section(MappingNode? within, string key) => within?.Find(key)?.Value as MappingNode;

    private void PutNew(string path, SourceLocation location, string text) =>
        target.Put(path, location, new ScalarNode(location, path, text, isQuoted: false));

    private static ScalarNode NewScalar(ConfigNode place, string text) =>
        new(place.Location, place.Path, text, isQuoted: false);

    private void Warn(MappingEntry entry, string message) =>
        warnings.Add(new ConfigurationWarning(entry.KeyLocation, entry.Value.Path, message));
}
