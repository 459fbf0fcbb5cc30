using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;
using Rom.Numerics.Files;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Progress;
using RomHost.Validation;

namespace RomHost.Pipeline;

/// <summary>
/// Simulates replicas of every test run, which begin in its state and go on under other noise, and compares their mean
/// with the run: what of it can be forecast from its initial state. Of the replicas themselves coarse densities are
/// written where ensembles are scored, and else nothing.
/// </summary>
/// <remarks>
/// A replica that fails costs the table of its run only: the ceiling is a comparison, and forecasts are scored without
/// it too. The mean of those that succeed would be biased towards runs that do not fail.
/// </remarks>
internal sealed class SimulateReplicas : Stage
{
    private static readonly string[] EnsembleKeys =
        ["evaluation.ensemble.grid", "evaluation.ensemble.stride", "evaluation.forecast_start"];

    /// <inheritdoc/>
    public override string Name => StageNames.Replicas;

    /// <inheritdoc/>
    public override int RunsOf(Experiment experiment) => experiment.TestRuns.Count;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) =>
        [new(StageNames.TestData, part), new(StageNames.PodBasis)];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context) => context.Components.Replicas == 0
        ? []
        : context.Experiment.TestRuns.Select(run => new StageItem(ArtifactOf(context, run)) { Run = run.Index });

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        PlannedRun[] runs = [.. context.Experiment.TestRuns.Where(run => context.Part.HasRun(run.Index))];
        if (context.Components.Replicas == 0)
        {
            Forget(context);
            return 0;
        }
        var (records, reasons) = (new ArtifactRecord[runs.Length], new string?[runs.Length]);
        var snapshots = new Lazy<SnapshotOperator>(() => ExperimentReduction.LoadSnapshots(context));
        using (var task = context.Display.Begin("Replicas", runs.Length, "test run"))
        {
            var progress = new EnsembleProgress(runs.Length, task);
            context.ForEach(runs.Length, i =>
            {
                var state = context.Store.MakeOrDefer(
                    ArtifactOf(context, runs[i]), () => Make(context, runs[i], snapshots, progress.Of(i)));
                (records[i], reasons[i]) = (state.Record!, state.Reason);
                if (state.IsComputed) progress.Done(i);
                else progress.Kept(i);
            });
        }
        Reasons.Say(context.Display, "replicas", reasons);
        WarnOfFailures(context, records);
        return records.Sum(record => record.Seconds);
    }

    /// <inheritdoc/>
    public override IEnumerable<(Artifact Artifact, MadeArtifact Substitute)> Substitutes(
        ExperimentContext context, IReadOnlyList<LostItem> lost) => lost.Select(one =>
            (one.Item.Artifact, Failure(new ReplicaFacts(context.Components.Replicas, one.Reason, null))));

    /// <summary>The comparison of a test run with its replicas, which does not depend on modes and models.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="run">The test run.</param>
    public static Artifact ArtifactOf(ExperimentContext context, PlannedRun run)
    {
        var (store, folder) = (context.Store, context.Folder.Run(Split.Test, run.Index));
        return store.Declare("replicas", folder.ReplicasRecord, () =>
        {
            var reduction = context.Experiment.Options.Reduction;
            string[] keys = ["reduction.subsample", "reduction.shift_align"];
            var inputs = store.Configured(
                reduction.TracksShifts ? [.. keys, BuildPodBasis.ShiftForecastKey] : keys);
            if (context.Experiment.Options.Evaluation.Ensemble is not null)
                inputs = inputs.Concat(store.Configured(EnsembleKeys)).ToDictionary();
            inputs[Staleness.Host] = HostBuild.Replicas.ToString();
            inputs["test.replicas"] = context.Components.Replicas.ToString(CultureInfo.InvariantCulture);
            inputs["upstream.run"] = GenerateEnsemble.ArtifactOf(context, Split.Test, run).Fingerprint;
            // The reference to which frames are shifted is made from the training runs.
            if (reduction.ShiftAlign != ShiftReference.None)
                inputs["upstream.train"] = GenerateEnsemble.EnsembleOf(context, Split.Train).Fingerprint;
            return inputs;
        }, facts => FactsOf(facts), new() { Files = [folder.Replicas], FurtherFiles = [folder.ReplicaMembers] });
    }

    /// <summary>Returns the seed of a replica's noise.</summary>
    /// <param name="experimentSeed">The experiment's seed.</param>
    /// <param name="index">The test run's index.</param>
    /// <param name="replica">The replica, from 0.</param>
    public static ulong NoiseSeedOf(ulong experimentSeed, int index, int replica) =>
        RandomStream.DeriveSeed(experimentSeed, (ulong)Split.Test, (ulong)index, (ulong)replica);

    private static MadeArtifact Make(
        ExperimentContext context, PlannedRun run, Lazy<SnapshotOperator> snapshots, IProgress<double> progress)
    {
        var folder = context.Folder.Run(Split.Test, run.Index);
        var facts = new ReplicaFacts(context.Components.Replicas, null, null);
        try
        {
            var (table, members) = Simulate(context, run, snapshots.Value, progress);
            table.Write(folder.Replicas);
            if (members is null) AtomicFile.Delete(folder.ReplicaMembers);
            else members.Write(folder.ReplicaMembers, context.Experiment.Compress);
            string[] files = members is null ? [folder.Replicas] : [folder.Replicas, folder.ReplicaMembers];
            return new MadeArtifact(files, JsonText.Tree(facts)!.AsObject());
        }
        catch (RunFailedException e)
        {
            AtomicFile.Delete(folder.Replicas);
            AtomicFile.Delete(folder.ReplicaMembers);
            return Failure(facts with { Message = e.Message, Stack = PluginFailure.StackOf(e.InnerException!) });
        }
    }

    private static MadeArtifact Failure(ReplicaFacts facts) =>
        new([], JsonText.Tree(facts)!.AsObject()) { Outcome = Staleness.Failed };

    private static (ReplicaTable Table, ReplicaMembers? Members) Simulate(
        ExperimentContext context, PlannedRun run, SnapshotOperator snapshots, IProgress<double> progress)
    {
        var truth = context.ReadDensity(context.Folder.Run(Split.Test, run.Index));
        double kept = ExperimentMemory.KeptOf(
            truth.Grid, truth.FrameCount, context.Components.Replicas, context.Experiment.Options.Evaluation.Ensemble);
        var need = ExperimentMemory.ReplicasOf(truth.Grid, truth.FrameCount, snapshots.IsAligning, kept);
        if (need.RefusalWithin(MachineMemory.Bytes) is { } refusal)
            throw new RunFailedException(Split.Test, run, new InvalidDataException(refusal));
        var sums = new ReplicaSums(snapshots, truth, context.Experiment.Options.Density.Storage);
        int replicas = context.Components.Replicas;
        var sampling = SamplingOf(context, truth, replicas);
        // One after the other, and the sums in this order: their bytes do not depend on the number of threads.
        for (int k = 0; k < replicas; k++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            string name = string.Create(
                CultureInfo.InvariantCulture, $"replica {k} of {RunWarnings.Name(Split.Test, run)}");
            var simulation = new RunSimulation(context, Split.Test, run, name);
            var trajectory = simulation.Simulate(simulation.Description with
            {
                NoiseSeed = NoiseSeedOf(context.Experiment.Options.Seed, run.Index, k),
                Progress = new ShareOfReplica(progress, k, replicas),
            });
            var density = simulation.Estimate(trajectory).Every(context.Experiment.RomFrameStride);
            var shifts = Add(sums, density, run);
            sampling?.Add(k, density, shifts);
            progress.Report((k + 1.0) / replicas);
        }
        return (sums.Table(), sampling?.Members);
    }

    // At the scored frames of ensembles, unless a model's window is longer than what comes before the forecast.
    private static ReplicaMemberSampling? SamplingOf(ExperimentContext context, DensityMovie truth, int replicas)
    {
        var evaluation = context.Experiment.Options.Evaluation;
        if (evaluation.Ensemble is not { } ensemble) return null;
        var coarse = new CoarseGrid(truth.Grid, ensemble.Grid);
        int start = ForecastStart.FrameOf(truth.Times, evaluation.ForecastStart, longestLag: 1);
        if (start >= truth.FrameCount) return null; // the evaluation refuses the run
        int count = (truth.FrameCount - 1 - start) / ensemble.Stride + 1;
        int[] frames = [.. Enumerable.Range(0, count).Select(k => start + k * ensemble.Stride)];
        return new ReplicaMemberSampling(coarse, new ReplicaMembers(frames, replicas, coarse.CellCount));
    }

    private static IReadOnlyList<SubcellShift> Add(ReplicaSums sums, DensityMovie replica, PlannedRun run)
    {
        try
        {
            return sums.Add(replica);
        }
        catch (InvalidDataException e)
        {
            throw new RunFailedException(Split.Test, run, e);
        }
    }

    private static void WarnOfFailures(ExperimentContext context, IReadOnlyList<ArtifactRecord> records)
    {
        ReplicaFacts[] failures =
            [.. records.Select(record => FactsOf(record.Facts)).Where(facts => facts.Message is not null)];
        if (failures.Length == 0) return;
        context.WarnOfFailure(
            $"{failures.Length} of {NumberText.Count(records.Count, "test run")} "
            + $"{NumberText.Noun(failures.Length, "has", "have")} no ceiling, since a replica failed: "
            + failures[0].Message,
            failures[0].Stack);
    }

    private static ReplicaFacts FactsOf(JsonObject facts) => JsonText.Parse<ReplicaFacts>(facts.ToJsonString());

    // Tables of an earlier configuration would be taken for those of this one.
    private static void Forget(ExperimentContext context)
    {
        foreach (var run in context.Folder.Runs(Split.Test))
            context.Store.Remove(run.ReplicasRecord, run.Replicas, run.ReplicaMembers);
    }

    private sealed class ShareOfReplica(IProgress<double> run, int replica, int replicas) : IProgress<double>
    {
        public void Report(double value) => run.Report((replica + Math.Clamp(value, 0, 1)) / replicas);
    }
}
