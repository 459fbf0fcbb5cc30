using System.Globalization;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>Forecasts every test run with every model and scores the forecasts (stage 6).</summary>
/// <param name="runtimes">Where models run.</param>
internal sealed class EvaluateModels(ModelRuntimes runtimes) : Stage
{
    /// <inheritdoc/>
    public override string Name => StageNames.Evaluation;

    /// <inheritdoc/>
    public override int RunsOf(Experiment experiment) => experiment.TestRuns.Count;

    /// <inheritdoc/>
    public override bool IsByModel => true;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) =>
    [
        new(StageNames.Training), new(StageNames.LatentDataset), new(StageNames.PodBasis),
        new(StageNames.TestData, part.OfAllModels), new(StageNames.Replicas, part.OfAllModels),
    ];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context)
    {
        var models = ForeseenModel.Of(context);
        if (models.Count == 0) yield break;
        int longestLag = models.Max(model => model.Lag);
        HashSet<string> haveVariance =
        [
            .. models.Select(model => model.Plan)
                .Where(model => MeasureForecastVariance.IsForeseen(context, model)).Select(model => model.Name),
        ];
        ModelPlan[] known = [.. models.Where(model => model.Awaits is null).Select(model => model.Plan)];
        foreach (var item in CalibrateEnsembles.Items(context, known, longestLag)) yield return item;
        foreach (var run in context.Experiment.TestRuns)
        {
            if (context.Experiment.Options.Evaluation.References)
            {
                bool hasReplicas = context.Components.Replicas > 0 && AreForeseen(context, run);
                yield return new(ReferencesOf(context, run, longestLag, hasReplicas)) { Run = run.Index };
            }
            if (ScoreEnsembles.ClimatologyOf(context, run, longestLag) is { } climatology)
                yield return new(climatology) { Run = run.Index };
            if (ScoreEnsembles.CeilingOf(context, run, longestLag) is { } ceiling && AreForeseen(context, run))
                yield return new(ceiling) { Run = run.Index };
            foreach (var model in models)
            {
                var item = model.Awaits is { } awaited
                    ? StageItem.Undecided(
                        "evaluation", context.Folder.Run(Split.Test, run.Index).Evaluation(model.Plan.Name), awaited)
                    : new(ArtifactOf(
                        context, model.Plan, run, longestLag, haveVariance.Contains(model.Plan.Name)));
                yield return item with { Run = run.Index, Model = model.Plan.Name };
                if (model.Awaits is null
                    && ScoreEnsembles.ArtifactOf(context, model.Plan, run, longestLag) is { } ensemble)
                    yield return new(ensemble) { Run = run.Index, Model = model.Plan.Name };
            }
        }
    }

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        using var trained = TrainedModel.LoadAll(context, runtimes);
        TrainedModel[] models = [.. trained.Where(model => model.Model is not null)];
        if (context.Part.IsWhole) RemoveResultsOf(context, trained.Except(models));
        foreach (var model in trained.Where(model => model.LoadFailure is not null))
            context.WarnOfFailure($"{model.Name}: failed: {model.Message}", PluginFailure.StackOf(model.LoadFailure!));
        if (models.Length == 0) return 0;
        // Every model forecasts the same frames, so the start depends on the longest lag.
        int longestLag = models.Max(model => model.Model!.Lag);
        models = [.. models.Where(model => context.Part.HasModel(model.Name))];
        var all = context.Experiment.TestRuns;
        PlannedRun[] runs = [.. all.Where(run => context.Part.HasRun(run.Index))];
        var records = new ArtifactRecord[all.Count, models.Length];
        var references = new ArtifactRecord?[all.Count];
        var reasons = new string?[runs.Length];
        var inputs = new EvaluationInputs(context, longestLag);
        using var ensembles = new ModelEnsembles(context, inputs, runtimes);
        var calibrations = new CalibrateEnsembles(context, inputs, ensembles);
        calibrations.Run(models);
        using (var task = context.Display.Begin("Evaluating", runs.Length, "test run"))
        {
            context.ForEach(runs.Length, i =>
            {
                reasons[i] = EvaluateRun(
                    context, inputs, ensembles, calibrations, runs[i], models, records, references);
                if (reasons[i] is null) task.Kept();
                task.Advance();
            });
        }
        Reasons.Say(context.Display, "evaluations", reasons);
        if (context.Part.IsWhole) Gather(context, models, records);
        return records.Cast<ArtifactRecord?>().Concat(references).OfType<ArtifactRecord>()
            .Sum(record => record.Seconds);
    }

    /// <inheritdoc/>
    public override IEnumerable<(Artifact Artifact, MadeArtifact Substitute)> Substitutes(
        ExperimentContext context, IReadOnlyList<LostItem> lost)
    {
        // Errors that failed decide the inputs of what is dressed with them.
        LostItem[] errors =
        [
            .. lost.Where(one => one.Item.Model is { } model
                && one.Item.Artifact.RecordPath == context.Folder.ErrorsRecord(model)),
        ];
        foreach (var (item, reason) in errors) yield return (item.Artifact, HeldOutFacts.Failure(reason));
        if (errors.Length > 0) yield break;
        var inputs = new EvaluationInputs(context, ForeseenModel.Of(context).Max(model => model.Lag));
        foreach (var (item, reason) in lost.Where(one => one.Item is { Run: null, Model: not null }))
            yield return (item.Artifact, ScoreEnsembles.Lost(reason));
        // A calibration run has no substitute: another process simulates it.
        foreach (var run in lost.Where(one => one.Item.Run is not null).GroupBy(one => one.Item.Run!.Value))
        {
            var evaluation = RunEvaluation.Of(context, inputs, context.Experiment.TestRuns[run.Key]);
            var (truth, start) = (evaluation.Forecasts.Reference.Run, evaluation.Forecasts.Reference.Start);
            foreach (var (item, reason) in run)
            {
                var folder = context.Folder.Run(Split.Test, run.Key);
                if (item.Artifact.RecordPath == folder.ClimatologyEnsemble
                    || item.Artifact.RecordPath == folder.CeilingEnsemble
                    || (item.Model is { } model && item.Artifact.RecordPath == folder.Ensemble(model)))
                {
                    yield return (item.Artifact, ScoreEnsembles.Lost(reason));
                    continue;
                }
                yield return (item.Artifact, item.Model is null
                    ? new MadeArtifact([], evaluation.References!.ToJson())
                    : new MadeArtifact([], EvaluationFacts.None(reason, start, truth.FrameCount - start).ToJson())
                    {
                        Outcome = Staleness.Failed,
                    });
            }
        }
    }

    private static void Gather(ExperimentContext context, TrainedModel[] models, ArtifactRecord[,] records)
    {
        var runs = context.Experiment.TestRuns;
        for (int m = 0; m < models.Length; m++)
        {
            WriteResults(
                context, models[m].Name, runs,
                [.. runs.Select(run => EvaluationFacts.FromJson(records[run.Index, m].Facts))]);
        }
        if (context.Experiment.Options.Evaluation.References) ReferenceTable.Write(context);
        else RemoveReferences(context);
        if (context.Experiment.Options.Evaluation.Ensemble is not null) EnsembleTable.Write(context);
        else EnsembleTable.Remove(context);
    }

    /// <summary>The evaluation of a model on a test run.</summary>
    private static Artifact ArtifactOf(
        ExperimentContext context, ModelPlan model, PlannedRun run, int longestLag, bool hasVariance)
    {
        var inputs = InputsOf(context, longestLag);
        inputs["upstream.model"] = TrainModels.ArtifactOf(context, model).Fingerprint;
        inputs["upstream.run"] = GenerateEnsemble.ArtifactOf(context, Split.Test, run).Fingerprint;
        if (MeasureForecastVariance.ArtifactOf(context, model) is { } variance)
        {
            inputs["upstream.forecast_variance"] = variance.Fingerprint;
            inputs["forecast_variance"] = hasVariance ? "found" : "none"; // one that failed may succeed the next time
        }
        var folder = context.Folder.Run(Split.Test, run.Index);
        return new("evaluation", folder.Evaluation(model.Name), inputs)
        {
            CheckFacts = facts => EvaluationFacts.FromJson(facts),
            Reuse = new() { FurtherFiles = [folder.Prediction(model.Name), folder.R2VersusTime(model.Name)] },
        };
    }

    /// <summary>The reference forecasts of a test run.</summary>
    private static Artifact ReferencesOf(
        ExperimentContext context, PlannedRun run, int longestLag, bool hasReplicas)
    {
        var inputs = InputsOf(context, longestLag);
        inputs["upstream.pod_basis"] = BuildPodBasis.ArtifactOf(context).Fingerprint;
        inputs["upstream.run"] = GenerateEnsemble.ArtifactOf(context, Split.Test, run).Fingerprint;
        if (context.Components.Replicas > 0)
        {
            inputs["upstream.replicas"] = SimulateReplicas.ArtifactOf(context, run).Fingerprint;
            // A replica that failed may succeed the next time.
            inputs["replicas"] = hasReplicas ? "found" : "none";
        }
        return new("reference forecasts", context.Folder.Run(Split.Test, run.Index).References, inputs)
        {
            CheckFacts = facts => ReferenceFacts.FromJson(facts),
            Reuse = new(),
        };
    }

    // Replicas that are still to be simulated are expected to succeed.
    private static bool AreForeseen(ExperimentContext context, PlannedRun run) =>
        context.Store.Look(SimulateReplicas.ArtifactOf(context, run)).Reason is not null || HasReplicas(context, run);

    private static bool HasReplicas(ExperimentContext context, PlannedRun run) =>
        File.Exists(context.Folder.Run(Split.Test, run.Index).Replicas);

    private static Dictionary<string, string> InputsOf(ExperimentContext context, int longestLag)
    {
        var inputs = context.Store.Configured("evaluation.");
        inputs.Remove("evaluation.margin"); // a matter of verdicts, not of scores
        // Ensembles have records of their own.
        foreach (string key in inputs.Keys.Where(IsOfEnsembles).ToList()) inputs.Remove(key);
        if (context.Experiment.Options.Reduction.ShiftForecast != ShiftForecast.None)
            inputs = inputs.Concat(context.Store.Configured(BuildPodBasis.ShiftForecastKey)).ToDictionary();
        inputs[Staleness.Host] = HostBuild.Stages.ToString();
        inputs["longest_lag"] = longestLag.ToString(CultureInfo.InvariantCulture);
        return inputs;
    }

    private static bool IsOfEnsembles(string key) => key.StartsWith("evaluation.ensemble", StringComparison.Ordinal)
        || key.StartsWith("evaluation.calibration", StringComparison.Ordinal);

    private static string? EvaluateRun(
        ExperimentContext context, EvaluationInputs inputs, ModelEnsembles ensembles, CalibrateEnsembles calibrations,
        PlannedRun run, TrainedModel[] models, ArtifactRecord[,] records, ArtifactRecord?[] references)
    {
        var folder = context.Folder.Run(Split.Test, run.Index);
        string? firstReason = null;
        RunEvaluation? evaluation = null;
        if (context.Experiment.Options.Evaluation.References)
        {
            var artifact = ReferencesOf(context, run, inputs.LongestLag, HasReplicas(context, run));
            (references[run.Index], firstReason) = context.Store.MakeOrDefer(artifact, () =>
            {
                evaluation ??= RunEvaluation.Of(context, inputs, run);
                return new([], evaluation.References!.ToJson());
            });
        }
        for (int m = 0; m < models.Length; m++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var model = models[m];
            var artifact = ArtifactOf(
                context, model.Plan, run, inputs.LongestLag, inputs.HasVariance(model.Plan));
            var (record, reason) = context.Store.MakeOrDefer(artifact, () =>
            {
                evaluation ??= RunEvaluation.Of(context, inputs, run);
                using var work = context.Components.Begin(
                    "the forecast", model.Plan, $" for {RunWarnings.Name(Split.Test, run)}");
                var (result, failure) = Evaluate(context, inputs, evaluation.Forecasts, model);
                return Write(context, folder, model.Name, evaluation.Forecasts.Reference, result, failure);
            });
            firstReason ??= reason;
            records[run.Index, m] = record!;
            if (ScoreEnsembles.ArtifactOf(context, model.Plan, run, inputs.LongestLag) is not { } ensemble) continue;
            reason = context.Store.MakeOrDefer(ensemble, () => ScoreEnsembles.ScoreModel(
                context, inputs, ensembles, calibrations, evaluation ??= RunEvaluation.Of(context, inputs, run), run,
                model)).Reason;
            firstReason ??= reason;
        }
        if (ScoreEnsembles.ClimatologyOf(context, run, inputs.LongestLag) is { } climatology)
        {
            string? reason = context.Store.MakeOrDefer(climatology, () => ScoreEnsembles.ScoreClimatology(
                context, inputs, evaluation ??= RunEvaluation.Of(context, inputs, run), run)).Reason;
            firstReason ??= reason;
        }
        if (HasReplicas(context, run) && ScoreEnsembles.CeilingOf(context, run, inputs.LongestLag) is { } ceiling)
        {
            string? reason = context.Store.MakeOrDefer(ceiling, () => ScoreEnsembles.ScoreCeiling(
                context, inputs, evaluation ??= RunEvaluation.Of(context, inputs, run), run)).Reason;
            firstReason ??= reason;
        }
        else
        {
            context.Store.Remove(folder.CeilingEnsemble); // of replicas that there are no longer
        }
        return firstReason;
    }

    // A forecast that throws affects its own model's scores only, and those of this run only.
    private static (ForecastResult Result, Exception? Failure) Evaluate(
        ExperimentContext context, EvaluationInputs inputs, ForecastEvaluation evaluation, TrainedModel model)
    {
        try
        {
            var channels = context.Components.ChannelsOf(model.Plan);
            var variance = inputs.VarianceOf(model.Plan);
            return (evaluation.Evaluate(model.Model!, channels, variance, context.Cancellation), null);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            var (run, start) = (evaluation.Reference.Run, evaluation.Reference.Start);
            var none = ForecastScores.None(start, run.FrameCount - start);
            return (new ForecastResult(false, none, [], [], [], [], null), e);
        }
    }

    private static MadeArtifact Write(
        ExperimentContext context, RunFolder folder, string model, RunReference reference, ForecastResult result,
        Exception? failure)
    {
        var options = context.Experiment.Options.Evaluation;
        var files = new List<string>();
        if (options.SaveForecasts && result.Prediction is { } prediction)
        {
            var shifts = context.Experiment.Options.Reduction.ShiftAlign == ShiftReference.None
                ? null
                : new MovieShifts(result.Shifts, reference.Run.Shifts);
            DensityFile.Write(
                folder.Prediction(model), prediction, context.Experiment.Compress, reference.Start, shifts);
            files.Add(folder.Prediction(model));
        }
        else
        {
            AtomicFile.Delete(folder.Prediction(model));
        }
        if (options.SaveTimeResolved)
        {
            bool isInLab = context.Experiment.Options.Reduction.ShiftForecast != ShiftForecast.None;
            string[] ofLab = isInLab ? [Score.R2Lab.Name, Score.PositionError.Name] : [];
            var table = new CsvTable(["t", Score.R2.Name, Score.R2Latent.Name, Score.R2Pod.Name, .. ofLab]);
            for (int k = 0; k < result.R2.Count; k++)
            {
                object?[] inLab = isInLab ? [result.LabR2[k], result.PositionErrors[k]] : [];
                table.Add([
                    reference.Run.Density.Times[reference.Start + k], result.R2[k], result.LatentR2[k], result.PodR2[k],
                    .. inLab]);
            }
            table.Write(folder.R2VersusTime(model));
            files.Add(folder.R2VersusTime(model));
        }
        else
        {
            AtomicFile.Delete(folder.R2VersusTime(model));
        }
        return new(files, EvaluationFacts.Of(result, failure).ToJson())
        {
            Outcome = failure is not null ? Staleness.Failed : null,
        };
    }

    private static void WriteResults(
        ExperimentContext context, string model, IReadOnlyList<PlannedRun> runs,
        IReadOnlyList<EvaluationFacts> evaluations)
    {
        var columns = Score.Of(context.Experiment.Options.Reduction.ShiftForecast);
        var table = new CsvTable(["test_id", "label", "family", .. columns.Select(score => score.Name)]);
        foreach (var run in runs)
        {
            var scores = evaluations[run.Index].Scores;
            table.Add([run.Index, run.Label, run.Family, .. columns.Select(score => (object?)scores[score])]);
        }
        context.Folder.Make(context.Folder.Model(model));
        table.Write(context.Folder.TestResults(model));
        string forecasts = NumberText.Count(runs.Count, "forecast");
        int overflows = evaluations.Count(evaluation => evaluation.Status == ModelStatus.Overflow);
        if (overflows > 0)
        {
            context.Display.Warn(
                $"{model}: {overflows} of {forecasts} overflowed, their scores are empty: {EvaluationFacts.Overflow}");
        }
        EvaluationFacts[] failures = [.. evaluations.Where(evaluation => evaluation.Status == ModelStatus.Failed)];
        if (failures.Length == 0) return;
        context.WarnOfFailure(
            $"{model}: {failures.Length} of {forecasts} failed, their scores are empty: {failures[0].Message}",
            failures[0].Stack);
    }

    // A model that failed this time must not keep the scores of an earlier success.
    private static void RemoveResultsOf(ExperimentContext context, IEnumerable<TrainedModel> models)
    {
        foreach (var model in models)
        {
            var runs = context.Experiment.TestRuns.Select(run => context.Folder.Run(Split.Test, run.Index));
            context.Store.Remove(
                [
                    .. runs.SelectMany(run =>
                        new[]
                        {
                            run.Evaluation(model.Name), run.Prediction(model.Name), run.R2VersusTime(model.Name),
                            run.Ensemble(model.Name), run.ShownEnsemble(model.Name),
                        }),
                    context.Folder.TestResults(model.Name),
                ]);
        }
    }

    private static void RemoveReferences(ExperimentContext context) => context.Store.Remove(
        [
            .. context.Experiment.TestRuns.Select(run => context.Folder.Run(Split.Test, run.Index).References),
            context.Folder.ReferenceResults,
        ]);
}
