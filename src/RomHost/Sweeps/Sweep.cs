using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Sweeps;

/// <summary>
/// Experiments that differ in some values: all combinations of positions on its axes, less the excluded.
/// </summary>
internal sealed class Sweep
{
    /// <summary>The most experiments of a sweep.</summary>
    public const long Most = 1_000_000;

    private const string NameKey = "experiment_name";

    private readonly ConfigurationDocument document;
    private readonly IReadOnlyList<SweepExclusion> exclusions;
    private readonly Lazy<SweepNames> names;

    private Sweep(
        ConfigurationDocument document, string name, IReadOnlyList<SweepAxis> axes,
        IReadOnlyList<SweepExclusion> exclusions)
    {
        (this.document, Axes, this.exclusions) = (document, axes, exclusions);
        names = new(() => new SweepNames(name, axes, Positions()));
    }

    /// <summary>Its axes, that of the slowest changing values first.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>The number of its experiments.</summary>
    public int Count => Positions().Count();

    /// <summary>Returns whether a configuration and the command line describe several experiments.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="assignments">The text after each <c>--set</c>.</param>
    /// <exception cref="ConfigurationException">An assignment is none.</exception>
    public static bool IsIn(ConfigurationDocument document, IReadOnlyList<string> assignments) =>
        document.Sweep is not null
        || ConfigurationOverride.ParseAll([.. assignments.Select(AsList)])
            .Any(one => SweepValues.Of(one.Value).Count > 1);

    /// <summary>Reads a sweep from a configuration and the command line.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="assignments">
    /// The text after each <c>--set</c>: <c>models.MVAR.lag=1,3,5</c>, <c>seed=0..9</c>. It takes the place of the
    /// section's values of the same key.
    /// </param>
    /// <param name="name">Its name; null for that of the experiment in the configuration.</param>
    /// <exception cref="ConfigurationException">It is no sweep, or has too many experiments.</exception>
    public static Sweep Read(ConfigurationDocument document, IReadOnlyList<string> assignments, string? name)
    {
        var errors = new ConfigurationErrors();
        SweepAxis[] given =
        [
            .. ConfigurationOverride.ParseAll([.. assignments.Select(AsList)]).Select(one => new SweepAxis(
                [one.Path], [.. SweepValues.Of(one.Value).Select(value => new SweepStep([value]))])),
        ];
        var section = SectionOf(document, errors);
        var written = section is null ? [] : SweepSection.Axes(section, errors);
        var axes = written.ToList();
        foreach (var axis in given)
        {
            int same = axes.FindIndex(one => one.Keys.SequenceEqual(axis.Keys));
            if (same >= 0) axes[same] = axis;
            else axes.Add(axis);
        }
        foreach (var twice in axes.SelectMany(axis => axis.Keys).GroupBy(key => key).Where(group => group.Count() > 1))
        {
            errors.Add(
                LocationOf(document), ConfigPath.Root,
                $"expected each key in one place of the sweep, found '{twice.Key}' {twice.Count()} times");
        }
        foreach (var axis in axes.Where(axis => axis.Keys.Contains(NameKey)))
        {
            errors.Add(
                axis.Steps[0].Values[0],
                $"expected keys that tell experiments apart, found {NameKey}, which the sweep sets; 'name' in lists "
                + "that go together names experiments");
        }
        foreach (var axis in axes) CheckDistinct(axis, errors);
        var exclusions = section is null ? [] : SweepSection.Exclusions(section, axes, written, errors);
        if (axes.Aggregate(1.0, (count, axis) => count * axis.Steps.Count) > Most)
        {
            errors.Add(
                LocationOf(document), ConfigPath.Root,
                $"expected at most {Most} combinations, found more: shorten the lists, or let some go together");
        }
        if (axes.Count == 0 && errors.Count == 0)
        {
            errors.Add(
                LocationOf(document), ConfigPath.Root,
                "expected values that differ, found none: --set models.MVAR.lag=1,3,5, or a section sweep with a grid");
        }
        if ((name ?? document.Root.TextOf(NameKey)) is null)
        {
            errors.Add(
                document.Root, "expected experiment_name, with which the names of experiments begin, found none");
        }
        errors.ThrowIfAny();
        var sweep = new Sweep(
            document with { Sweep = null }, name ?? document.Root.TextOf(NameKey) ?? "", axes, exclusions);
        if (sweep.Positions().Any()) return sweep;
        throw new ConfigurationException(new ConfigurationError(
            LocationOf(document), "sweep.exclude",
            "expected combinations that are not excluded, found that all are: remove an exclusion"));
    }

    /// <summary>Returns its experiments, those that differ in the last axis beside each other.</summary>
    public IEnumerable<SweepExperiment> Experiments() => Positions().Select(steps =>
    {
        string name = names.Value.Of(steps);
        return new SweepExperiment(name, steps, document.With(
            Axes.Zip(steps, (axis, step) => axis.Keys.Zip(axis.Steps[step].Values, ConfigurationOverride.OfValue))
                .SelectMany(one => one)
                .Append(ConfigurationOverride.OfText("the sweep's name", NameKey, name))));
    });

    private IEnumerable<int[]> Positions()
    {
        int[] steps = new int[Axes.Count];
        while (true)
        {
            if (!exclusions.Any(exclusion => exclusion.Contains(steps))) yield return [.. steps];
            int axis = Axes.Count - 1;
            while (axis >= 0 && ++steps[axis] == Axes[axis].Steps.Count) steps[axis--] = 0;
            if (axis < 0) yield break;
        }
    }

    private static MappingNode? SectionOf(ConfigurationDocument document, ConfigurationErrors errors)
    {
        if (document.Sweep?.Value is not { } node || node is ScalarNode { IsNull: true }) return null;
        if (node is MappingNode section) return section;
        errors.Add(node, $"expected the keys grid, together or exclude, found {node.Description}");
        return null;
    }

    private static void CheckDistinct(SweepAxis axis, ConfigurationErrors errors)
    {
        var seen = new HashSet<string>();
        foreach (var step in axis.Steps)
        {
            if (!seen.Add(string.Join('\n', step.Values.Select(SweepValues.Canonical))))
                errors.Add(step.Values[0], $"expected each value once, found {step.Values[0].Description} again");
        }
    }

    // key=1,3,5 → key=[1,3,5], a list of YAML.
    private static string AsList(string assignment) => assignment.IndexOf('=') is > 0 and var equals
        && !string.IsNullOrWhiteSpace(assignment[(equals + 1)..])
            ? $"{assignment[..equals]}=[{assignment[(equals + 1)..]}]"
            : assignment;

    private static SourceLocation LocationOf(ConfigurationDocument document) =>
        document.Sweep?.KeyLocation ?? new SourceLocation("--set", 0, 0);
}
