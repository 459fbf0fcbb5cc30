using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Sweeps;

namespace RomHost.Cli;

/// <summary>Checks all experiments of a sweep before any of them runs.</summary>
internal static class SweepCheck
{
    /// <summary>Binds and validates each experiment.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="setup">The plugins.</param>
    /// <param name="output">The output root.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ConfigurationException">
    /// No experiment accepts a value, or a key is unknown: the errors of the first experiment that has it.
    /// </exception>
    /// <exception cref="InvalidDataException">Two experiments have one configuration.</exception>
    public static SweepFindings Check(
        Sweep sweep, ExperimentSetup setup, string output, CancellationToken cancellation)
    {
        var refused = new Dictionary<string, ConfigurationException>();
        var timed = new HashSet<string>();
        var nameOf = new Dictionary<string, string>(); // by the configuration
        (string, string)? twins = null;
        // For each position on each axis: whether an experiment accepts it, and why the first one did not.
        var accepted = sweep.Axes.Select(axis => new bool[axis.Steps.Count]).ToList();
        var reasons = sweep.Axes.Select(axis => new ConfigurationException?[axis.Steps.Count]).ToList();
        foreach (var one in sweep.Experiments())
        {
            cancellation.ThrowIfCancellationRequested();
            ConfigurationException? reason = null;
            try
            {
                var experiment = setup.Bind(one.Document);
                setup.Validate(experiment, new ExperimentFolder(Path.Combine(output, one.Name)), cancellation);
                if (experiment.Options.Benchmark.Enabled) timed.Add(one.Name);
                string setting = SettingOf(experiment);
                if (!nameOf.TryAdd(setting, one.Name)) twins ??= (nameOf[setting], one.Name);
            }
            catch (ConfigurationException e)
            {
                refused.Add(one.Name, reason = e);
            }
            for (int axis = 0; axis < accepted.Count; axis++)
            {
                int step = one.Steps[axis];
                accepted[axis][step] |= reason is null;
                reasons[axis][step] ??= reason;
            }
        }
        for (int axis = 0; axis < accepted.Count; axis++)
        {
            int hopeless = Enumerable.Range(0, accepted[axis].Length)
                .FirstOrDefault(step => !accepted[axis][step] && reasons[axis][step] is not null, -1);
            if (hopeless >= 0) throw reasons[axis][hopeless]!;
        }
        if (twins is not var (first, second)) return new(refused, timed);
        throw new InvalidDataException(
            $"expected experiments of different configurations, found {first} and {second} with the same one: name "
            + "each key once and give each value once, also where it is the default");
    }

    // Without its name.
    private static string SettingOf(Experiment experiment)
    {
        var values = ConfigurationFlattener.Flatten(experiment);
        values.Remove("experiment_name");
        return ArtifactRecord.FingerprintOf(values);
    }
}
