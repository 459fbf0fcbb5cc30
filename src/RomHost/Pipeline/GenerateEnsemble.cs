using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Files;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Pipeline;

/// <summary>Simulates the runs of an ensemble and estimates their densities (stages 1 and 5).</summary>
/// <param name="split">The ensemble.</param>
internal sealed class GenerateEnsemble(Split split) : Stage
{
    private const string StorageKey = "density.storage";

    /// <inheritdoc/>
    public override string Name => split == Split.Train ? StageNames.TrainingData : StageNames.TestData;

    /// <inheritdoc/>
    public override int RunsOf(Experiment experiment) => experiment.RunsOf(split).Count;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) => [];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context)
    {
        foreach (var run in context.Experiment.RunsOf(split))
        {
            yield return new(ArtifactOf(context, split, run)) { Run = run.Index };
            if (split == Split.Test)
                yield return new(new OrderParameterTable(context).ArtifactOf(run)) { Run = run.Index };
        }
    }

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        var all = context.Experiment.RunsOf(split);
        PlannedRun[] runs = [.. all.Where(run => context.Part.HasRun(run.Index))];
        context.Folder.Make(context.Folder.Ensemble(split));
        var records = new ArtifactRecord[runs.Length];
        var (reasons, tables) = (new string?[runs.Length], new string?[runs.Length]);
        try
        {
            using var task = context.Display.Begin(
                split == Split.Train ? "Training runs" : "Test runs", runs.Length, "run");
            var progress = new EnsembleProgress(runs.Length, task);
            context.ForEach(runs.Length, i =>
            {
                var state = MakeRun(context, runs[i], progress.Of(i));
                (records[i], reasons[i]) = (state.Record!, state.Reason);
                if (split == Split.Test) tables[i] = new OrderParameterTable(context).Make(runs[i]);
                if (state.IsComputed) progress.Done(i);
                else progress.Kept(i);
            });
        }
        finally
        {
            // Doubts about finished runs are reported even when another run fails.
            foreach (string warning in RunWarnings.Of(split, runs, records)) context.Display.Warn(warning);
        }
        Reasons.Say(context.Display, split == Split.Train ? "training runs" : "test runs", reasons);
        if (tables.Where((reason, i) => reason is not null && reasons[i] is null).Any())
            Reasons.Say(context.Display, "order parameters", tables);
        if (context.Part.IsWhole) WriteIndex(context, runs, records);
        return records.Sum(record => record.Seconds);
    }

    /// <summary>Returns the seed of a run's own random stream.</summary>
    /// <param name="experimentSeed">The experiment's seed.</param>
    /// <param name="split">The ensemble.</param>
    /// <param name="index">The run's index.</param>
    public static ulong SeedOf(ulong experimentSeed, Split split, int index) =>
        RandomStream.DeriveSeed(experimentSeed, (ulong)split, (ulong)index);

    /// <summary>A run's trajectory and fields.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="split">The ensemble.</param>
    /// <param name="run">The run.</param>
    public static Artifact ArtifactOf(ExperimentContext context, Split split, PlannedRun run)
    {
        var (experiment, store) = (context.Experiment, context.Store);
        var folder = context.Folder.Run(split, run.Index);
        return store.Declare(RunWarnings.Name(split, run), folder.Metadata, () =>
        {
            var inputs = store.Configured("simulator.", "density.");
            // Runs of configurations without the key stay.
            if (experiment.Options.Density.Storage == DensityStorage.Float32) inputs.Remove(StorageKey);
            inputs[Staleness.Plugin + "simulator"] = store.BuildOf(experiment.Simulator);
            inputs[Staleness.Plugin + "density"] = store.BuildOf(experiment.DensityEstimator);
            inputs[Staleness.Host] = HostBuild.Runs.ToString();
            inputs["seed"] = Text(experiment.Options.Seed);
            inputs["run.index"] = Text(run.Index);
            inputs["run.duration"] = Text(experiment.DurationOf(split));
            inputs["run.family"] = run.Family;
            foreach (var (name, value) in run.Parameters)
            {
                // For a file the content counts, not the folder.
                inputs["run." + name] = value is string path && run.InputFiles.Contains(name)
                    ? store.ContentOf(path)
                    : JsonText.Tree(value)?.ToJsonString() ?? "null";
            }
            return inputs;
        }, reuse: new()
        {
            Files = [folder.Trajectory, folder.Density],
            // The folder of an input file and the samples before the run are no inputs.
            HasSameFacts = facts => facts.TextAt("label") == run.Label
                && JsonNode.DeepEquals(facts["parameters"], JsonText.Tree(run.Parameters)),
        });
    }

    /// <summary>All runs of an ensemble, as an input of others: each run has a record of its own.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="split">The ensemble.</param>
    public static Artifact EnsembleOf(ExperimentContext context, Split split) => context.Store.Declare(
        split == Split.Train ? "training runs" : "test runs", IndexOf(context, split),
        () => context.Experiment.RunsOf(split).ToDictionary(
            run => Text(run.Index), run => ArtifactOf(context, split, run).Fingerprint));

    private ArtifactState MakeRun(ExperimentContext context, PlannedRun run, IProgress<double> progress) =>
        context.Store.MakeOrDefer(ArtifactOf(context, split, run), () => Simulate(context, run, progress));

    private MadeArtifact Simulate(ExperimentContext context, PlannedRun run, IProgress<double> progress)
    {
        var folder = context.Folder.Run(split, run.Index);
        var simulation = new RunSimulation(context, split, run, RunWarnings.Name(split, run));
        var warnings = new RunWarnings();
        var description = simulation.Description with { Progress = progress, Warnings = warnings };
        var trajectory = simulation.Simulate(description);
        // Before the estimator gets it: a read-only span does not prevent a plugin from writing.
        TrajectoryFile.Write(folder.Trajectory, trajectory, context.Experiment.Compress);
        var fields = simulation.EstimateFields(trajectory);
        simulation.Write(folder.Density, fields);
        var facts = new JsonObject
        {
            ["run"] = run.Index,
            ["folder"] = Path.GetFileName(folder.Root),
            ["family"] = run.Family,
            ["label"] = run.Label,
            ["parameters"] = JsonText.Tree(run.Parameters),
            ["seed"] = description.Seed,
            ["duration"] = description.Duration,
            ["frames"] = trajectory.FrameCount,
            ["density_frames"] = fields.Density.FrameCount,
            ["particles"] = trajectory.ConstantParticleCount,
        };
        warnings.AddTo(facts);
        return new([folder.Trajectory, folder.Density], facts);
    }

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private void WriteIndex(ExperimentContext context, IReadOnlyList<PlannedRun> runs, ArtifactRecord[] records)
    {
        string folder = context.Folder.Ensemble(split);
        var metadata = new JsonObject
        {
            ["split"] = Path.GetFileName(folder),
            ["n_runs"] = runs.Count,
            ["runs"] = new JsonArray([.. records.Select(record => record.Facts.DeepClone())]),
        };
        AtomicFile.WriteText(IndexOf(context, split), JsonText.Of(metadata));

        string[] parameters = [.. runs.SelectMany(run => run.Parameters.Keys).Distinct()];
        var table = new CsvTable(["run", "folder", "family", "label", "seed", .. parameters]);
        foreach (var run in runs)
        {
            table.Add([
                run.Index, Path.GetFileName(context.Folder.Run(split, run.Index).Root), run.Family, run.Label,
                SeedOf(context.Experiment.Options.Seed, split, run.Index),
                .. parameters.Select(name => CellOf(run.Parameters.GetValueOrDefault(name)))]);
        }
        table.Write(Path.Combine(folder, "index_mapping.csv"));
    }

    private static string IndexOf(ExperimentContext context, Split split) =>
        Path.Combine(context.Folder.Ensemble(split), "metadata.json");

    // Numbers and texts unchanged; compound values (a list, a record) as JSON.
    private static object? CellOf(object? value) => value is null or string or double or int or long or ulong
        ? value
        : JsonText.Tree(value)!.ToJsonString();
}
