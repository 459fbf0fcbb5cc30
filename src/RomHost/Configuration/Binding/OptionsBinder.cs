using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>
/// Binds a configuration to options records: plain records whose settable properties have defaults. It continues after
/// an error, so that all errors are found at once.
/// </summary>
/// <param name="errors">Receives the errors.</param>
/// <param name="choices">The plugins that sections can choose from.</param>
/// <param name="places">Knows the section of a key that is unknown in another.</param>
/// <param name="files">Finds the files of initial conditions.</param>
/// <param name="brokenRules">
/// Receives the broken rules over several keys, where they are no errors of the configuration.
/// </param>
internal sealed class OptionsBinder(
    ConfigurationErrors errors, PluginChoices choices, KeyPlaces places, InputFiles files,
    ConfigurationErrors? brokenRules = null)
{
    // As many for each of two ensembles.
    private const int MostPointsInAll = 2 * InitialConditionGrid.MostPoints;

    private static readonly MethodInfo CloneArray =
        typeof(OptionsBinder).GetMethod(nameof(ReadOnlyList), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo CloneMap =
        typeof(OptionsBinder).GetMethod(nameof(ReadOnlyMap), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly HashSet<ConfigurationWarning> doubts = [];
    private double combinationsInAll;

    private ConfigurationErrors BrokenRules => brokenRules ?? errors;

    /// <summary>Possible but unusual values, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationWarning> Doubts =>
        [.. doubts.OrderBy(doubt => doubt.Location.Line).ThenBy(doubt => doubt.Location.Column)];

    /// <summary>Binds a record.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="node">The mapping to bind from.</param>
    /// <param name="defaults">A record with the values of missing keys, or null for the type's own.</param>
    /// <returns>The record; meaningless if errors were added.</returns>
    public object Bind(Type type, MappingNode node, object? defaults = null)
    {
        OptionsShape shape = OptionsShape.Of(type);
        object options = Copy(defaults, type);
        if (typeof(PluginSection).IsAssignableFrom(type)) return BindSection(shape, node, (PluginSection)options);
        CheckUnknownKeys(node, [.. shape.Keys.Select(key => key.Name)], "keys here: ");
        int before = errors.Count;
        BindProperties(shape, node, options);
        if (errors.Count == before) CheckRecord(options, node);
        return options;
    }

    /// <summary>
    /// Binds the host's keys and, from the same mapping, the keys of the plugin that one of them names.
    /// </summary>
    private PluginSection BindSection(OptionsShape shape, MappingNode node, PluginSection section)
    {
        int before = errors.Count;
        BindProperties(shape.Keys.Where(key => !HasCandidates(section, key, node)), node, section);
        var hostKeys = shape.Keys.Select(key => key.Name).ToHashSet();
        if (Choose(section, node) is not var (name, choice)) return section;

        OptionsShape pluginShape = OptionsShape.Of(choice.OptionsType);
        IReadOnlyList<OptionsKey> pluginKeys = [.. pluginShape.Keys.Where(key => !hostKeys.Contains(key.Name))];
        CheckUnknownKeys(
            node,
            [.. hostKeys, .. pluginKeys.Select(key => key.Name)],
            $"keys here, with {section.ChoosingKey} '{name}': ");
        if (section is GridSection entry)
        {
            section = entry with
            {
                Choice = new PluginChoice(choice.Registration, choice.OptionsType, null),
                Grid = BindGrid(choice.OptionsType, pluginKeys, node),
            };
        }
        else if (section.AcceptsCandidates
            && CandidateAxis.In(
                [.. shape.Keys.Where(key => HasCandidates(section, key, node)), .. pluginKeys], node)
                is { Count: > 0 } axes)
        {
            PluginSection given = section;
            CandidateGrid? grid = new CandidateBinder(errors, doubts, filled =>
            {
                var (ofValues, ofRules) = (new ConfigurationErrors(), new ConfigurationErrors());
                var binder = new OptionsBinder(ofValues, choices, places, files, ofRules);
                var host = (PluginSection)Copy(given, given.GetType());
                binder.BindProperties(axes.Select(axis => axis.Keys[0]).Where(shape.Keys.Contains), filled, host);
                if (ofValues.Count == 0) binder.CheckRecord(host, filled);
                object options = binder.BindOptions(choice.OptionsType, pluginKeys, filled);
                doubts.UnionWith(binder.doubts);
                return (host, options, ofValues, ofRules);
            }).Bind(axes, node);
            object? first = grid?.Usable.First().Options;
            section = section with
            {
                Choice = new PluginChoice(choice.Registration, choice.OptionsType, first, grid),
            };
        }
        else
        {
            object options = BindOptions(choice.OptionsType, pluginKeys, node);
            section = section with { Choice = new PluginChoice(choice.Registration, choice.OptionsType, options) };
        }
        if (errors.Count == before) CheckRecord(section, node);
        return section;
    }

    private static bool HasCandidates(PluginSection section, OptionsKey key, MappingNode node) =>
        section.OwnCandidates.Contains(key.Property.Name)
        && CandidateAxis.StandsFor(key.Type, node.Find(key.Name)?.Value);

    private object BindOptions(Type type, IReadOnlyList<OptionsKey> keys, MappingNode node)
    {
        object options = OptionsShape.NewDefault(type);
        int before = errors.Count;
        BindProperties(keys, node, options);
        if (errors.Count == before) CheckRecord(options, node);
        return options;
    }

    /// <summary>Returns the registration that the choosing key names, or null where it names no loaded one.</summary>
    private (string Name, (PluginRegistration Registration, Type OptionsType) Choice)? Choose(
        PluginSection section, MappingNode node)
    {
        ChoiceOfPlugins choice = choices.For(section.GetType());
        if (node.Find(section.ChoosingKey)?.Value is not ScalarNode { IsNull: false } chosen) return null;
        if (choice.ByName.TryGetValue(chosen.Text, out var found)) return (chosen.Text, found);
        if (!choice.IsKnown) return null;
        bool isFamily = section is GridSection;
        string loaded = choice.ByName.Count == 0
            ? $"none is {(isFamily ? "offered" : "loaded")}"
            : $"{(isFamily ? "there are" : "loaded")}: {string.Join(", ", choice.ByName.Keys)}";
        string role = !isFamily && choices.OtherRole(chosen.Text) is { } other
            ? $"; '{chosen.Text}' is {other}"
            : NearestName.Hint(Notation.AsTyped(chosen.Text) ?? chosen.Text, choice.ByName.Keys);
        errors.Add(chosen, $"there is no {choice.Noun} {chosen.Description}{role} ({loaded})");
        return null;
    }

    private void CheckUnknownKeys(MappingNode node, IReadOnlyList<string> known, string introduction)
    {
        foreach (MappingEntry entry in node.Entries)
        {
            if (known.Contains(entry.Key)) continue;
            // Similar names are searched only where the message needs them.
            if (errors.IsFull)
            {
                errors.Add(entry.Value, "unknown key");
                continue;
            }
            string list = known.Count == 0 ? "there are no keys here" : introduction + string.Join(", ", known);
            string hint = FirstOf(
                Notation.HintOnKey(entry.Key), Notation.HintOnPoints(entry.Key, node, known), places.Hint(entry.Key),
                NearestName.Hint(entry.Key, known));
            errors.Add(entry.KeyLocation, entry.Value.Path, $"unknown key{hint} ({list})");
        }
    }

    private static string FirstOf(params string[] hints) => hints.FirstOrDefault(hint => hint.Length > 0) ?? "";

    private void BindProperties(OptionsShape shape, MappingNode node, object options) =>
        BindProperties(shape.Keys, node, options);

    private void BindProperties(IEnumerable<OptionsKey> keys, MappingNode node, object options)
    {
        foreach (OptionsKey key in keys)
        {
            if (node.Find(key.Name) is { } entry) BindKey(key, entry.Value, options);
            else BindAbsent(key, node, options);
        }
    }

    private void BindKey(OptionsKey key, ConfigNode node, object options)
    {
        int before = errors.Count;
        if (!TryBind(key.Type, key.AcceptsNull, node, key.Property.GetValue(options), out object? value)) return;
        if (errors.Count == before) PropertyRules.Check(key, value, node, options, errors);
        if (errors.Count == before) UsualValues.Check(key, value, node, doubts);
        key.Property.SetValue(options, value);
    }

    /// <summary>Reports required keys that are missing, also in nested records.</summary>
    private void BindAbsent(OptionsKey key, MappingNode node, object options)
    {
        ConfigPath path = node.Path.Key(key.Name);
        if (key.Attribute<RequiredAttribute>() is not null)
        {
            errors.Add(
                node.Location, path, $"this key is required; add '{key.Name}: ' with {OptionsType.Noun(key.Type)}");
            return;
        }
        if (!OptionsType.IsRecord(key.Type) || key.Property.GetValue(options) is not { } defaults) return;
        key.Property.SetValue(options, Bind(key.Type, new MappingNode(node.Location, path, []), defaults));
    }

    private bool TryBind(Type type, bool acceptsNull, ConfigNode node, object? defaults, out object? value)
    {
        value = null;
        if (node is ScalarNode { IsNull: true })
        {
            if (acceptsNull) return true;
            string hint = OptionsType.IsRecord(type) ? Notation.HintOnMapping(node) : "";
            errors.Add(node, $"expected {OptionsType.Noun(type)}, found nothing{hint}");
            return false;
        }
        if (acceptsNull && node is ScalarNode { IsQuoted: false, Text: "None" })
        {
            errors.Add(node, $"expected {OptionsType.Noun(type)}, found 'None'; YAML's word for no value is null");
            return false;
        }
        if (OptionsType.IsScalar(type)) return TryBindScalar(type, node, out value);
        if (OptionsType.ItemOfList(type) is { } item) return TryBindList(item, node, out value);
        if (OptionsType.ValueOfMap(type) is { } mapValue) return TryBindMap(mapValue, node, out value);
        if (!OptionsType.IsRecord(type))
            throw new NotSupportedException($"an option cannot be of type {type}");
        if (node is MappingNode mapping)
        {
            value = Bind(type, mapping, defaults);
            return true;
        }
        errors.Add(node, $"expected a mapping (key: value), found {node.Description}{Notation.HintOnMapping(node)}");
        return false;
    }

    private bool TryBindScalar(Type type, ConfigNode node, out object? value)
    {
        value = null;
        if (node is not ScalarNode scalar)
        {
            errors.Add(
                node, $"expected {OptionsType.Noun(type)}, found {node.Description}{HintOnCandidates(type, node)}");
            return false;
        }
        if (type.IsEnum)
        {
            value = ScalarValue.Parse(scalar.Text, type);
            if (value is not null) return true;
            errors.Add(
                node,
                $"expected {OptionsType.Noun(type)}, found {scalar.Description}" +
                NearestName.Hint(Notation.AsTyped(scalar.Text) ?? scalar.Text, KeyName.OfValues(type)));
            return false;
        }
        if (StrictScalar.Read(scalar, type, out value) is not { } problem) return true;
        errors.Add(node, problem);
        return false;
    }

    private static string HintOnCandidates(Type type, ConfigNode node) => CandidateAxis.StandsFor(type, node)
        ? $"; candidates ({CandidateAxis.Choose}) are for a model's own options, and not within candidates"
        : "";

    private bool TryBindList(Type item, ConfigNode node, out object? value)
    {
        value = null;
        if (node is not SequenceNode sequence)
        {
            errors.Add(node,
                $"expected a list, found {node.Description}"
                + (HintOnCandidates(typeof(IReadOnlyList<int>), node) is { Length: > 0 } hint
                    ? hint
                    : Notation.HintOnList(node, OptionsType.IsRecord(item))));
            return false;
        }
        var items = Array.CreateInstance(item, sequence.Items.Count);
        bool whole = true;
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            Type type = Nullable.GetUnderlyingType(item) ?? item;
            if (TryBind(type, type != item, sequence.Items[i], null, out object? bound)) items.SetValue(bound, i);
            else whole = false;
        }
        value = CloneArray.MakeGenericMethod(item).Invoke(null, [items]);
        return whole;
    }

    private bool TryBindMap(Type type, ConfigNode node, out object? value)
    {
        value = null;
        if (node is not MappingNode mapping)
        {
            errors.Add(node, $"expected a mapping (key: value), found {node.Description}");
            return false;
        }
        var entries = new List<(string, object?)>();
        bool whole = true;
        foreach (MappingEntry entry in mapping.Entries)
        {
            if (TryBind(type, acceptsNull: false, entry.Value, null, out object? bound))
                entries.Add((entry.Key, bound));
            else whole = false;
        }
        value = CloneMap.MakeGenericMethod(type).Invoke(null, [entries]);
        return whole;
    }

    /// <summary>
    /// Binds an entry's parameters, each to one value or to the alternatives of a list, and multiplies them out.
    /// </summary>
    private InitialConditionGrid? BindGrid(Type family, IReadOnlyList<OptionsKey> keys, MappingNode node)
    {
        int before = errors.Count;
        object defaults = OptionsShape.NewDefault(family);
        List<OptionsKey> given =
            [.. node.Entries.Select(entry => keys.FirstOrDefault(key => key.Name == entry.Key)).OfType<OptionsKey>()];
        var axes = new List<GridAxis>(given.Select(key => BindAxis(key, node.Find(key.Name)!.Value, defaults)));
        foreach (OptionsKey key in keys.Except(given))
        {
            BindAbsent(key, node, defaults);
            axes.Add(new GridAxis(key, [key.Property.GetValue(defaults)], IsGiven: false, IsList: false));
        }
        if (errors.Count > before) return null;
        double combinations = axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count);
        if (combinations > InitialConditionGrid.MostPoints)
        {
            errors.Add(
                node,
                $"expected at most {InitialConditionGrid.MostPoints} combinations, "
                + $"found {combinations:0}; shorten the lists");
            return null;
        }
        combinationsInAll += combinations;
        if (combinationsInAll > MostPointsInAll)
        {
            errors.Add(
                node,
                $"expected at most {MostPointsInAll} combinations in all entries together, found " +
                $"{combinationsInAll:0} by here; shorten the lists");
            return null;
        }
        var points = new List<GridPoint>();
        foreach (int[] index in InitialConditionGrid.Combinations([.. axes.Select(axis => axis.Values.Count)]))
        {
            object[] values = [.. axes.Select((axis, a) => axis.Values[index[a]]!)];
            object condition = OptionsShape.NewDefault(family);
            for (int a = 0; a < axes.Count; a++) axes[a].Key.Property.SetValue(condition, values[a]);
            CheckRecord(condition, node);
            points.Add(new GridPoint((InitialCondition)condition, values));
        }
        return new InitialConditionGrid(axes, points);
    }

    private GridAxis BindAxis(OptionsKey key, ConfigNode node, object defaults)
    {
        bool isList = node is SequenceNode { Items: var all }
            && (OptionsType.ItemOfList(key.Type) is null || (all.Count > 0 && all.All(item => item is SequenceNode)));
        IReadOnlyList<ConfigNode> alternatives = isList ? ((SequenceNode)node).Items : [node];
        if (alternatives.Count == 0) errors.Add(node, "expected a value or a list of values, found an empty list");
        var values = new List<object?>();
        foreach (ConfigNode alternative in alternatives)
        {
            object probe = Copy(defaults, defaults.GetType());
            BindKey(key, alternative, probe);
            object? value = key.Property.GetValue(probe);
            if (key.IsInputFile && value is string path) values.AddRange(FilesAt(path, alternative));
            else values.Add(value);
        }
        return new GridAxis(key, values, IsGiven: true, isList || values.Count > 1);
    }

    private IReadOnlyList<string> FilesAt(string path, ConfigNode node)
    {
        if (path.Length == 0) return [path];
        IReadOnlyList<string> found = files.Find(path, out string? problem);
        if (problem is not null) errors.Add(node, problem);
        return found;
    }

    /// <summary>Applies the rules over several keys that a record states itself.</summary>
    private void CheckRecord(object options, MappingNode node)
    {
        int before = BrokenRules.Count;
        if (options is IValidatableObject validatable) CheckRules(validatable, node);
        if (BrokenRules.Count == before && options is IOptionsWithDoubts doubting) AddDoubts(doubting, node);
    }

    private void AddDoubts(IOptionsWithDoubts options, MappingNode node)
    {
        foreach (ValidationResult doubt in options.Doubts())
        {
            if (doubt?.ErrorMessage is not { } message) continue;
            (SourceLocation location, ConfigPath path) = MemberLocation.Of(
                node, doubt.MemberNames.FirstOrDefault() ?? "");
            doubts.Add(new ConfigurationWarning(location, path.ToString(), message));
        }
    }

    private void CheckRules(IValidatableObject options, MappingNode node)
    {
        foreach (ValidationResult result in options.Validate(new ValidationContext(options)))
        {
            if (result is null) continue;
            string message = result.ErrorMessage ?? "these values do not fit together";
            IReadOnlyList<string> members = [.. result.MemberNames];
            if (members.Count == 0) BrokenRules.Add(node, message);
            // The message points to the first member: one broken rule is one error.
            else AddAt(node, members[0], message);
        }
    }

    private void AddAt(MappingNode node, string memberPath, string message)
    {
        (SourceLocation location, ConfigPath path) = MemberLocation.Of(node, memberPath);
        BrokenRules.Add(location, path, message);
    }

    /// <summary>Returns a copy of a record's defaults, which may be shared, or a new record.</summary>
    private static object Copy(object? defaults, Type type) =>
        defaults is not null && defaults.GetType() == type
        && type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance) is { } clone
            ? clone.Invoke(defaults, null)!
            : OptionsShape.NewDefault(type);

    private static ReadOnlyCollection<T> ReadOnlyList<T>(T[] items) => Array.AsReadOnly(items);

    private static OrderedDictionary<string, T> ReadOnlyMap<T>(List<(string Key, object? Value)> entries)
    {
        var map = new OrderedDictionary<string, T>();
        foreach ((string key, object? value) in entries) map.Add(key, (T)value!);
        return map;
    }
}
