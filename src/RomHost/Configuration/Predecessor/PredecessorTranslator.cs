using System.Globalization;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Translates configuration files of the Python predecessor. Nodes keep their original position and path, so that later
/// messages point into the user's own file. Each key without a counterpart causes one warning.
/// </summary>
internal sealed class PredecessorTranslator
{
    private readonly MappingNode root;
    private readonly TreeBuilder target;
    private readonly ConfigurationErrors errors;
    private readonly List<ConfigurationWarning> warnings = [];
    private readonly SortedList<int, MappingEntry> matches = [];
    private readonly HashSet<MappingEntry> settled = [];

    private PredecessorTranslator(MappingNode root, ConfigurationErrors errors) =>
        (this.root, this.errors, target) = (root, errors, new TreeBuilder(root.Location, ConfigPath.Root));

    /// <summary>Translates a configuration.</summary>
    /// <param name="root">The predecessor's configuration.</param>
    /// <returns>The translated configuration and its warnings.</returns>
    /// <exception cref="ConfigurationException">A key is mistyped, or a value cannot be translated.</exception>
    public static (MappingNode Root, IReadOnlyList<ConfigurationWarning> Warnings) Translate(MappingNode root)
    {
        if (OlderPrograms.Refusal(root) is { } refusal) throw new ConfigurationException(refusal);
        var errors = new ConfigurationErrors();
        var translator = new PredecessorTranslator(new DottedKeys(errors).Nest(PythonWords.Read(root)), errors);
        translator.TranslateAll();
        errors.ThrowIfAny();
        var inOrder = translator.warnings.OrderBy(w => w.Location.Line).ThenBy(w => w.Location.Column);
        return (translator.target.Build(PredecessorKeys.Ours), [.. inOrder]);
    }

    private void TranslateAll()
    {
        PutNew("simulator.plugin", root.Location, "vicsek-morse");
        PutNew("density.plugin", root.Location, "kde");
        PutModels();
        PutSymbolicLags();
        PutOutputsThatDiffer();
        PutResolution();
        PutShiftAlignment();
        PutSimplexClamp();
        if (Section(Section(Section(root, "rom"), "models"), "lstm") is { } lstm)
            new ClosedLoopTranslation(lstm, target, errors, warnings).Translate();
        Match(root, "");
        foreach ((int rule, MappingEntry entry) in matches) Apply(PredecessorKeys.Rules[rule], entry);
        PutInitialConditions("train_ic", "train");
        PutInitialConditions("test_ic", "test");
        PutDefaults();
    }

    /// <summary>Finds the rule for every key below a mapping; reports keys without a rule.</summary>
    private void Match(MappingNode mapping, string prefix)
    {
        string[]? known = null;
        foreach (MappingEntry entry in mapping.Entries)
        {
            string path = prefix + entry.Key;
            int rule = PredecessorKeys.RuleFor(path);
            if (rule >= 0) matches.Add(rule, entry);
            else if (IsHandledApart(path)) continue;
            else if (!PredecessorKeys.IsSection(path))
                UnknownKey.Report(entry, known ??= KnownBelow(prefix), errors, warnings);
            else if (entry.Value is MappingNode inner) Match(inner, path + '.');
            else if (entry.Value is not ScalarNode { IsNull: true })
                errors.Add(
                    entry.Value,
                    $"expected a mapping (key: value), found {entry.Value.Description}"
                    + Notation.HintOnMapping(entry.Value));
        }
    }

    private const string LstmPrefix = "rom.models.lstm.";

    private static bool IsHandledApart(string path) => path is "train_ic" or "rom.shift_align" or "rom.shift_align_ref"
        or "outputs.density_resolution"
        || (path.StartsWith(LstmPrefix, StringComparison.Ordinal)
            && ClosedLoopTranslation.Keys.Contains(path[LstmPrefix.Length..]))
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
                LstmPrefix => ClosedLoopTranslation.Keys,
                _ => [],
            })
            .Distinct(),
    ];

    private void Apply(KeyRule rule, MappingEntry entry)
    {
        if (settled.Contains(entry)) return;
        if (rule.To is null)
        {
            if (rule.IsHarmless) return;
            if (rule.Harmless is null || entry.Value is not ScalarNode { Text: var text } || text != rule.Harmless)
                Warn(entry, $"it is not used: {rule.Reason}");
            return;
        }
        if (rule.To.StartsWith("models.", StringComparison.Ordinal) && !target.Has(rule.To[..rule.To.LastIndexOf('.')]))
        {
            Warn(entry, "it is not used: there is no such model in rom.models");
            return;
        }
        // None means "not given" to the predecessor.
        if (entry.Value is ScalarNode { IsNull: true }) return;
        if (rule.To == "models.LSTM.kstep_weight" && target.Has("models.LSTM.kstep_alpha"))
        {
            Warn(entry, "it is not used: multistep_loss weighs the closed loop");
            return;
        }
        if (IsSymbolicLag(rule, entry)) return;
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

    private static bool IsSymbolicLag(KeyRule rule, MappingEntry entry) =>
        rule.From.EndsWith(".lag", StringComparison.Ordinal) && entry.Value is ScalarNode lag
            && Criterion(lag.Text) is not null;

    /// <summary>Models keep the order of the file: the first is the baseline.</summary>
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
            if (model is not { Key: "mvar" or "lstm", Value: MappingNode or ScalarNode { IsNull: true } }) continue;
            PutModel(model.Key.ToUpperInvariant(), model.Key, model.KeyLocation);
            // The predecessor's early stopping watches the loss of single steps, and its closed loops go on.
            if (model.Key == "lstm") PutNew("models.LSTM.validation", model.KeyLocation, "single_step");
            if (model.Key == "lstm") PutNew("models.LSTM.beyond", model.KeyLocation, "continue");
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

    /// <summary>Warns where <c>density</c> and <c>outputs</c> differ: the predecessor reads <c>outputs</c>.</summary>
    private void PutOutputsThatDiffer()
    {
        foreach ((string theirs, string same) in new[]
        {
            ("density_resolution", "nx"), ("density_resolution", "ny"), ("density_bandwidth", "bandwidth"),
        })
        {
            if (Section(root, "outputs")?.Find(theirs) is not { } read
                || Section(root, "density")?.Find(same) is not { } other)
                continue;
            if (Number(read) is not { } number || Number(other) is not { } another || number == another) continue;
            target.Put($"density.{same}", read.KeyLocation, read.Value);
            Warn(
                other,
                $"it is not used: the predecessor reads outputs.{theirs}, which is "
                + $"{Printable.Short(((ScalarNode)read.Value).Text)}");
            settled.Add(read);
            settled.Add(other);
        }
    }

    private static double? Number(MappingEntry entry) =>
        entry.Value is ScalarNode scalar
        && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : null;

    /// <summary>Translates one number for both sides of the grid.</summary>
    private void PutResolution()
    {
        MappingNode? density = Section(root, "density");
        if (Section(root, "outputs")?.Find("density_resolution") is not { } entry) return;
        if (density?.Find("nx") is not null && density.Find("ny") is not null)
        {
            if (!settled.Contains(entry)) Warn(entry, "it is not used: density.nx and density.ny are given");
            return;
        }
        if (density?.Find("nx") is null) target.Put("density.nx", entry.KeyLocation, entry.Value);
        if (density?.Find("ny") is null) target.Put("density.ny", entry.KeyLocation, entry.Value);
    }

    /// <summary>Translates a switch and a reference into one key.</summary>
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

    /// <summary>
    /// Translates a criterion in place of a lag: the predecessor read the lag from the results of another program, and
    /// here the MVAR chooses it.
    /// </summary>
    private void PutSymbolicLags()
    {
        MappingNode? models = Section(Section(root, "rom"), "models");
        if (Section(models, "mvar")?.Find("lag") is { Value: ScalarNode mvar } mvarLag
            && Criterion(mvar.Text) is { } criterion)
        {
            target.Put("models.MVAR.lag_selection", mvarLag.KeyLocation, NewScalar(mvar, criterion));
            string instead = criterion == mvar.Text.ToLowerInvariant()
                ? ""
                : $"; {criterion} stands for it, which differs little";
            Warn(mvarLag,
                $"the lag is chosen from the training data here, not read from rom_hyperparameters/results{instead}");
        }
        if (Section(models, "lstm")?.Find("lag") is { Value: ScalarNode lstm } lstmLag
            && Criterion(lstm.Text) is not null)
        {
            target.Put("models.LSTM.lag", lstmLag.KeyLocation, NewScalar(lstm, "20"));
            Warn(
                lstmLag,
                "the predecessor read it from rom_hyperparameters/results, and took 20 where that was missing; "
                + "20 is taken, set a number for another lag");
        }
    }

    private static string? Criterion(string lag) => lag.ToLowerInvariant() switch
    {
        "bic" or "aic" or "hqic" => lag.ToLowerInvariant(),
        // Akaike's final prediction error; its logarithm tends to AIC / n.
        "fpe" => "aic",
        _ => null,
    };

    /// <summary>Translates a clamping mode that is a mass projection here.</summary>
    private void PutSimplexClamp()
    {
        MappingNode? evaluation = Section(root, "evaluation") ?? Section(root, "eval");
        if (evaluation?.Find("clamp_mode") is not { Value: ScalarNode { Text: "simplex" } } entry) return;
        MappingEntry? mass = evaluation.Find("mass_postprocess") ?? Section(root, "rom")?.Find("mass_postprocess");
        if ((mass?.Value as ScalarNode)?.Text is null or "none" or "simplex")
            target.Put("evaluation.mass", entry.KeyLocation, NewScalar(entry.Value, "simplex"));
        else
            Warn(entry, "it is not used: mass_postprocess is given, which removes negative densities as well");
    }

    /// <summary>Fills in the predecessor's defaults where they differ from RomHost's.</summary>
    private void PutDefaults()
    {
        var origin = new SourceLocation("the predecessor's default", 0, 0);
        if (!target.Has("experiment_name"))
            PutNew("experiment_name", new SourceLocation("the file's name", 0, 0), NameOf(root.Location.Source));
        PutNew("simulator.speed", origin, "0.5");
        PutNew("simulator.speed_mode", origin, "constant");
        PutNew("simulator.radius", origin, "1.0");
        PutNew("simulator.noise.kind", origin, "uniform");
        PutNew("simulator.noise.eta", origin, "0.5");
        PutNew("simulator.forces.enabled", origin, "false");
        PutNew("density.nx", origin, "64");
        PutNew("density.ny", origin, "64");
        PutNew("density.bandwidth", origin, "2.0");
        if (!target.Has("reduction.modes")) PutNew("reduction.energy", origin, "0.995");
        if (target.Has("reduction.transform")) PutNew("reduction.transform_epsilon", origin, "1.0e-8");
        PutNew("evaluation.clamp", origin, "renormalise");
        if (target.Has("models.MVAR")) PutNew("models.MVAR.ridge_alpha", origin, "1.0e-6");
        if (target.Has("models.LSTM")) PutLstmDefaults(origin);
        if (Section(root, "sim")?.Find("T") is not { } duration) return;
        target.Put("evaluation.forecast_start", duration.KeyLocation, duration.Value);
        target.Put("test.duration", duration.KeyLocation, duration.Value);
    }

    /// <summary>Gives an LSTM without a lag that of the MVAR beside it.</summary>
    private void PutLstmDefaults(SourceLocation origin)
    {
        PutNew("models.LSTM.dropout", origin, "0");
        MappingNode? mvar = Section(Section(Section(root, "rom"), "models"), "mvar");
        bool hasMvar = mvar is not null && mvar.TextOf("enabled") != "false";
        string lag = hasMvar ? mvar!.TextOf("lag") ?? "5" : "20";
        PutNew("models.LSTM.lag", origin, Criterion(lag) is null ? lag : "20");
    }

    private static string NameOf(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '-'))
            .TrimStart('-', '.');
    }

    private static MappingNode? Section(MappingNode? within, string key) => within?.Find(key)?.Value as MappingNode;

    private void PutNew(string path, SourceLocation location, string text) =>
        target.Put(path, location, new ScalarNode(location, ConfigPath.Root.Key(path), text, isQuoted: false));

    private static ScalarNode NewScalar(ConfigNode place, string text) =>
        new(place.Location, place.Path, text, isQuoted: false);

    private void Warn(MappingEntry entry, string message) =>
        warnings.Add(new ConfigurationWarning(entry.KeyLocation, entry.Value.Path.ToString(), message));
}
