using System.Collections;
using Rom.Testing.Options;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration;

/// <summary>Lists the runs of an ensemble: entry by entry, combination by combination, sample by sample.</summary>
internal static class RunPlanner
{
    /// <summary>The most runs of an ensemble.</summary>
    public const int MaxRuns = 100_000;

    private const int LongestLabel = 100;

    /// <summary>Returns the number of runs of an ensemble.</summary>
    public static long Count(EnsembleOptions ensemble) =>
        ensemble.InitialConditions.Sum(entry => (long)entry.Samples * (entry.Grid?.Points.Count ?? 0));

    /// <summary>Returns the runs of an ensemble, in the order of the configuration.</summary>
    public static IReadOnlyList<PlannedRun> Plan(EnsembleOptions ensemble)
    {
        var runs = new List<PlannedRun>();
        var samplesOf = new Dictionary<string, int>();
        var labels = new HashSet<string>();
        foreach (InitialConditionOptions entry in ensemble.InitialConditions)
        {
            if (entry.Grid is not { } grid) continue;
            foreach (GridPoint point in grid.Points)
            {
                string name = Name(entry.Family, grid, point);
                var parameters = new OrderedDictionary<string, object?>();
                for (int a = 0; a < grid.Axes.Count; a++) parameters[grid.Axes[a].Key.Name] = point.Values[a];
                for (int sample = 0; sample < entry.Samples; sample++)
                {
                    // Entries that repeat a combination continue its sample numbers.
                    string label;
                    do label = $"{name}_s{samplesOf[name] = samplesOf.GetValueOrDefault(name) + 1}";
                    while (!labels.Add(label));
                    runs.Add(new PlannedRun(runs.Count, entry.Family, label, point.InitialCondition, parameters));
                }
            }
        }
        return runs;
    }

    private static string Name(string family, InitialConditionGrid grid, GridPoint point)
    {
        string name = Safe(family);
        for (int a = 0; a < grid.Axes.Count; a++)
        {
            GridAxis axis = grid.Axes[a];
            if (!axis.IsGiven) continue;
            // A file is labelled by its name; its folder is in the run's parameters.
            name += axis.Key.IsInputFile && point.Values[a] is string path
                ? $"_{Safe(Path.GetFileName(path))}"
                : $"_{axis.Key.Name}{Safe(Text(point.Values[a]))}";
        }
        return name.Length <= LongestLabel ? name : name[..LongestLabel];
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IEnumerable items => string.Join("-", items.Cast<object?>().Select(Text)),
        _ when OptionsType.IsScalar(value.GetType()) => ScalarValue.Format(value),
        _ => string.Join("-", OptionsShape.Of(value.GetType()).Keys.Select(key => Text(key.Property.GetValue(value)))),
    };

    /// <summary>Labels are used in tables and file names: special characters become hyphens.</summary>
    private static string Safe(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_' ? c : '-'));
}
