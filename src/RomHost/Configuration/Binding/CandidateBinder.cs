using Rom.Forecasting.Serialization;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>
/// Binds each combination of candidates as a whole, with the binder of all options. A wrong value is an error of the
/// configuration; a combination that breaks a rule between options is left out with a warning, unless all do.
/// </summary>
/// <param name="errors">Receives the errors.</param>
/// <param name="doubts">Receives the warnings.</param>
/// <param name="bind">
/// Binds the host's keys and the options from a section: values' errors first, then broken rules between options.
/// </param>
internal sealed class CandidateBinder(
    ConfigurationErrors errors, ISet<ConfigurationWarning> doubts,
    Func<MappingNode, (PluginSection Host, object Options, ConfigurationErrors OfValues, ConfigurationErrors OfRules)>
        bind)
{
    private readonly Dictionary<(CandidateAxis Axis, string Value), int> first = [];

    /// <summary>Binds the combinations.</summary>
    /// <param name="axes">The options that are given as candidates, at least one.</param>
    /// <param name="section">The section of the model.</param>
    /// <returns>The combinations; null if errors were added.</returns>
    public CandidateGrid? Bind(IReadOnlyList<CandidateAxis> axes, MappingNode section)
    {
        int before = errors.Count;
        foreach (CandidateAxis axis in axes) CheckList(axis);
        if (errors.Count > before) return null;
        double combinations = axes.Aggregate(1.0, (product, axis) => product * axis.Values!.Count);
        if (combinations > CandidateGrid.MostCandidates)
        {
            errors.Add(
                axes[^1].Given,
                $"expected at most {CandidateGrid.MostCandidates} combinations of candidates for a model, "
                + $"found {combinations:0}; shorten the lists");
            return null;
        }
        var candidates = new List<Candidate>();
        var broken = new List<ConfigurationErrors>();
        foreach (int[] index in InitialConditionGrid.Combinations([.. axes.Select(axis => axis.Values!.Count)]))
        {
            MappingNode filled = section;
            for (int a = 0; a < axes.Count; a++) filled = axes[a].Put(filled, axes[a].Values![index[a]]);
            var (host, options, ofValues, ofRules) = bind(filled);
            errors.AddAll(ofValues);
            if (ofValues.Count > 0) continue;
            var values = new OrderedDictionary<string, string>(
                axes.Select(axis => KeyValuePair.Create(axis.Name, axis.TextOf(host, options))));
            candidates.Add(new Candidate(
                values, filled, host, options,
                ofRules.Count == 0 ? null : string.Join("; ", ofRules.InOrder().Select(error => error.Message))));
            broken.Add(ofRules);
            CheckRepetition(axes, index, values);
        }
        if (errors.Count > before) return null;
        if (candidates.All(candidate => candidate.Problem is not null))
        {
            foreach (ConfigurationErrors rules in broken) errors.AddAll(rules);
            return null;
        }
        for (int k = 0; k < candidates.Count; k++) WarnOfRules(candidates[k], broken[k]);
        return new CandidateGrid(axes, candidates);
    }

    private void CheckList(CandidateAxis axis)
    {
        MappingEntry choose = axis.Given.Find(CandidateAxis.Choose)!;
        if (axis.Given.Entries.FirstOrDefault(entry => entry != choose) is { } other)
        {
            errors.Add(
                other.KeyLocation, other.Value.Path,
                $"expected the key {CandidateAxis.Choose} alone, with the list of candidates, found another key "
                + "beside it; remove it");
        }
        if (choose.Value is not SequenceNode list)
        {
            errors.Add(
                choose.Value,
                $"expected a list of candidates, found {choose.Value.Description}; write [ ] around them, "
                + "the simplest first");
        }
        else if (list.Items.Count == 0)
        {
            errors.Add(list, "expected at least one candidate, found an empty list; list values, the simplest first");
        }
    }

    // Along one axis, with the first value of the others: each value stands there once.
    private void CheckRepetition(
        IReadOnlyList<CandidateAxis> axes, int[] index, OrderedDictionary<string, string> values)
    {
        for (int a = 0; a < axes.Count; a++)
        {
            if (index.Where((_, other) => other != a).Any(i => i != 0)) continue;
            string text = values[axes[a].Name];
            if (first.TryAdd((axes[a], text), index[a]) || first[(axes[a], text)] == index[a]) continue;
            errors.Add(
                axes[a].Values![index[a]],
                $"expected different candidates, found {Printable.Short(text)} twice; remove one");
        }
    }

    private void WarnOfRules(Candidate candidate, ConfigurationErrors rules)
    {
        foreach (ConfigurationError rule in rules.InOrder())
        {
            doubts.Add(new ConfigurationWarning(
                rule.Location, rule.Path, $"the candidate {candidate.Name} is left out: {rule.Message}"));
        }
    }
}
