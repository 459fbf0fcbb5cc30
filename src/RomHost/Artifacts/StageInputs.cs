using System.Globalization;
using Rom.Abstractions;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Provenance;
using RomHost.Serialization;

namespace RomHost.Artifacts;

/// <summary>
/// What each artifact is made from: the configuration keys that count, the builds of plugins and host that compute it, and the
/// fingerprints of the artifacts it reads. Whatever is not named here can change without making an artifact stale.
/// </summary>
internal static class StageInputs
{
    /// <summary>Inputs of a run.</summary>
    public static Dictionary<string, string> OfRun(StageContext context, Split split, PlannedRun run)
    {
        var experiment = context.Experiment;
        var inputs = Configured(context, "simulator.", "density.");
        inputs[Staleness.Plugin + "simulator"] = PluginOf(context, experiment.Simulator);
        inputs[Staleness.Plugin + "density"] = PluginOf(context, experiment.DensityEstimator);
        inputs[Staleness.Host] = HostBuild.Runs.ToString();
        inputs["seed"] = Text(experiment.Options.Seed);
        inputs["run.index"] = Text(run.Index);
        inputs["run.duration"] = Text(context.DurationOf(split));
        inputs["run.family"] = run.Family;
        foreach (var (name, value) in run.Parameters)
        {
            // Of a file its content counts, not the folder it lies in.
            inputs["run." + name] = value is string path && run.InputFiles.Contains(name)
                ? context.InputFiles.Of(path)
                : JsonText.Tree(value)?.ToJsonString() ?? "null";
        }
        return inputs;
    }

    /// <summary>Inputs of a test run's order parameters.</summary>
    public static Dictionary<string, string> OfOrderParameters(StageContext context, PlannedRun run) => new()
    {
        [Staleness.Host] = HostBuild.Stages.ToString(),
        ["upstream.run"] = ArtifactRecord.FingerprintOf(OfRun(context, Split.Test, run)),
    };

    /// <summary>Inputs of the POD basis.</summary>
    public static Dictionary<string, string> OfPodBasis(StageContext context)
    {
        var inputs = Configured(context, "reduction.");
        inputs[Staleness.Host] = HostBuild.Stages.ToString();
        inputs["upstream.train_runs"] = Text(context.Experiment.TrainRuns.Count);
        inputs["upstream.train"] = ArtifactRecord.FingerprintOf(context.Experiment.TrainRuns.ToDictionary(
            run => Text(run.Index), run => ArtifactRecord.FingerprintOf(OfRun(context, Split.Train, run))));
        return inputs;
    }

    /// <summary>Inputs of the latent dataset.</summary>
    public static Dictionary<string, string> OfLatentDataset(StageContext context, int lag) => new()
    {
        [Staleness.Host] = HostBuild.Stages.ToString(),
        ["upstream.pod_basis"] = ArtifactRecord.FingerprintOf(OfPodBasis(context)),
        ["lag"] = Text(lag),
    };

    /// <summary>Inputs of a trained model. The windows' lag is not among them: a model cuts windows of its own.</summary>
    public static Dictionary<string, string> OfModel(StageContext context, ModelPlan model)
    {
        var inputs = Configured(context, $"models.{model.Name}.");
        // Where a model runs, and for how long it may, changes nothing of it.
        foreach (string key in new[] { "isolation", "time_limit" }) inputs.Remove($"models.{model.Name}.{key}");
        inputs[Staleness.Plugin + "model"] = PluginOf(context, model.Registration);
        inputs["seed"] = Text(context.Experiment.Options.Seed);
        inputs["upstream.pod_basis"] = ArtifactRecord.FingerprintOf(OfPodBasis(context));
        return inputs;
    }

    /// <summary>Inputs of a model's profile.</summary>
    public static Dictionary<string, string> OfProfile(StageContext context, ModelPlan model)
    {
        var inputs = Configured(context, "benchmark.");
        inputs[Staleness.Host] = HostBuild.Measurements.ToString();
        inputs["upstream.model"] = ArtifactRecord.FingerprintOf(OfModel(context, model));
        return inputs;
    }

    /// <summary>Inputs of the contest of some models.</summary>
    public static Dictionary<string, string> OfContest(StageContext context, IEnumerable<ModelPlan> models)
    {
        // The way from densities to densities does to them what the evaluation does.
        var inputs = Configured(context, "benchmark.", "evaluation.clamp", "evaluation.mass", "evaluation.forecast_start");
        inputs[Staleness.Host] = HostBuild.Measurements.ToString();
        foreach (var model in models) inputs[$"upstream.model.{model.Name}"] = ArtifactRecord.FingerprintOf(OfModel(context, model));
        return inputs;
    }

    /// <summary>Inputs of a model's costs.</summary>
    public static Dictionary<string, string> OfCosts(StageContext context, ModelPlan model, IEnumerable<ModelPlan> contest)
    {
        var inputs = OfProfile(context, model);
        // Its time of a step and its trainings are those of the contest.
        inputs["upstream.contest"] = ArtifactRecord.FingerprintOf(OfContest(context, contest));
        return inputs;
    }

    /// <summary>Inputs of a model's evaluation on a test run.</summary>
    public static Dictionary<string, string> OfEvaluation(StageContext context, ModelPlan model, PlannedRun run, int longestLag)
    {
        var inputs = Configured(context, "evaluation.");
        inputs[Staleness.Host] = HostBuild.Stages.ToString();
        inputs["longest_lag"] = Text(longestLag);
        inputs["upstream.model"] = ArtifactRecord.FingerprintOf(OfModel(context, model));
        inputs["upstream.run"] = ArtifactRecord.FingerprintOf(OfRun(context, Split.Test, run));
        return inputs;
    }

    private static Dictionary<string, string> Configured(StageContext context, params string[] prefixes) =>
        ConfigurationFlattener.Flatten(context.Experiment)
            .Where(pair => prefixes.Any(prefix => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string PluginOf(StageContext context, PluginRegistration registration) =>
        context.Catalog.OwnerOf(registration).Build.ToString();

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
