using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Files;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// Forecasts every test run with ensembles and scores them: a part of the evaluation stage where
/// <c>evaluation.ensemble</c> asks for it. Artifacts are records, and for runs that the report shows a file.
/// </summary>
internal static class ScoreEnsembles
{
    private const string SaveForecasts = "evaluation.save_forecasts";

    // Separates the streams from those of runs and trainings; then one for each use.
    private const ulong Stream = 0x656E73656D626C65, Members = 0, Ranks = 1, Climatology = 2;

    /// <summary>The number of test runs that the report shows, the first ones.</summary>
    public const int ShownRuns = 4;

    /// <summary>The ensemble of a model for a test run; null where there are none.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="run">The run.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static Artifact? ArtifactOf(ExperimentContext context, ModelPlan model, PlannedRun run, int longestLag)
    {
        if (context.Experiment.Options.Evaluation.Ensemble is null) return null;
        var inputs = InputsOf(context, run, longestLag);
        AddModel(inputs, context, model, longestLag);
        if (CalibrateEnsembles.FingerprintOf(context, model, longestLag) is { } calibration)
            inputs["upstream.calibration"] = calibration;
        var folder = context.Folder.Run(Split.Test, run.Index);
        if (!IsShown(run)) return Named("ensemble", folder.Ensemble(model.Name), inputs);
        inputs = inputs.Concat(context.Store.Configured(SaveForecasts)).ToDictionary();
        return Named("ensemble", folder.Ensemble(model.Name), inputs, folder.ShownEnsemble(model.Name));
    }

    /// <summary>Adds what makes the members of a model to the inputs of what is made of them.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static void AddModel(
        Dictionary<string, string> inputs, ExperimentContext context, ModelPlan model, int longestLag)
    {
        inputs["upstream.model"] = TrainModels.ArtifactOf(context, model).Fingerprint;
        if (DressingErrors.ArtifactOf(context, model, longestLag) is not { } errors) return;
        inputs["upstream.forecast_errors"] = errors.Fingerprint;
        // Those that failed may succeed the next time.
        inputs["forecast_errors"] = DressingErrors.AreForeseen(context, errors) ? "found" : "none";
    }

    /// <summary>The ensemble of training states for a test run; null where there are none.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="run">The run.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static Artifact? ClimatologyOf(ExperimentContext context, PlannedRun run, int longestLag)
    {
        if (context.Experiment.Options.Evaluation.Ensemble is null) return null;
        var inputs = InputsOf(context, run, longestLag);
        inputs["upstream.pod_basis"] = BuildPodBasis.ArtifactOf(context).Fingerprint;
        return Named("climatological ensemble", context.Folder.Run(Split.Test, run.Index).ClimatologyEnsemble, inputs);
    }

    /// <summary>Scores the ensemble of training states.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <param name="evaluation">The evaluation of the run.</param>
    /// <param name="run">The run.</param>
    public static MadeArtifact ScoreClimatology(
        ExperimentContext context, EvaluationInputs inputs, RunEvaluation evaluation, PlannedRun run)
    {
        var setting = SettingOf(context, inputs, evaluation);
        var frames = inputs.ClimatologyMembers;
        ClimatologyMember[] members =
        [
            .. EvenDraw.Of(
                frames.Count, setting.Options.Members, new RandomStream(SeedOf(context, run, Climatology)))
                .Select(drawn => frames[drawn]),
        ];
        var scores = new EnsembleScoring(setting, evaluation.Leads, SeedOf(context, run, Ranks)).Score(
            new ClimatologyFrames(setting, members), context.Cancellation, out var lost);
        return Made(lost.Count > 0
            ? EnsembleFacts.Overflow(EnsembleFacts.ClimatologySource, members.Length, lost.Count)
            : new EnsembleFacts(
                ModelStatus.Ok, null, null, EnsembleFacts.ClimatologySource, members.Length, 0, scores));
    }

    /// <summary>The ensemble of a test run's replicas; null where there is none.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="run">The run.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static Artifact? CeilingOf(ExperimentContext context, PlannedRun run, int longestLag)
    {
        if (context.Experiment.Options.Evaluation.Ensemble is null || context.Components.Replicas == 0) return null;
        var inputs = InputsOf(context, run, longestLag);
        inputs["upstream.pod_basis"] = BuildPodBasis.ArtifactOf(context).Fingerprint;
        inputs["upstream.replicas"] = SimulateReplicas.ArtifactOf(context, run).Fingerprint;
        return Named("ensemble of replicas", context.Folder.Run(Split.Test, run.Index).CeilingEnsemble, inputs);
    }

    /// <summary>Scores the ensemble of a test run's replicas.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <param name="evaluation">The evaluation of the run.</param>
    /// <param name="run">The run.</param>
    public static MadeArtifact ScoreCeiling(
        ExperimentContext context, EvaluationInputs inputs, RunEvaluation evaluation, PlannedRun run)
    {
        var setting = SettingOf(context, inputs, evaluation);
        string path = context.Folder.Run(Split.Test, run.Index).ReplicaMembers;
        var replicas = ReplicaMembers.Read(path, setting.Blocks, context.Cancellation);
        if (replicas.Frames[^1] >= setting.Run.FrameCount)
            throw new InvalidDataException(
                $"{path}: expected frames of {setting.Run.FrameCount}, found {replicas.Frames[^1]}; delete the file "
                + "and run again");
        var members = new ReplicaFrames(setting, replicas);
        // Where forecasts begin after the last frame that replicas are kept at, there is nothing to compare.
        return Made(members.FirstStep >= setting.Steps
            ? EnsembleFacts.None("expected a forecast frame at which replicas are kept, found none; use a smaller "
                + "evaluation.ensemble.stride")
            : new EnsembleFacts(
                ModelStatus.Ok, null, null, EnsembleFacts.ReplicaSource, replicas.Replicas, 0,
                new EnsembleScoring(setting, evaluation.Leads, SeedOf(context, run, Ranks)).Score(
                    members, context.Cancellation, out _)));
    }

    /// <summary>Forecasts an ensemble with a model and scores it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <param name="ensembles">What makes ensembles.</param>
    /// <param name="calibrations">What calibrates their intervals.</param>
    /// <param name="evaluation">The evaluation of the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="model">The model.</param>
    public static MadeArtifact ScoreModel(
        ExperimentContext context, EvaluationInputs inputs, ModelEnsembles ensembles, CalibrateEnsembles calibrations,
        RunEvaluation evaluation, PlannedRun run, TrainedModel model)
    {
        string shown = context.Folder.Run(Split.Test, run.Index).ShownEnsemble(model.Name);
        AtomicFile.Delete(shown);
        var (facts, failure) = Attempt(context, () =>
        {
            var setting = SettingOf(context, inputs, evaluation);
            var intervals = calibrations.Of(model.Plan);
            var recorder = IsShown(run)
                ? new EnsembleRecorder(
                    setting, evaluation.Leads, intervals, context.Experiment.Options.Evaluation.SaveForecasts)
                : null;
            var scoring = new EnsembleScoring(setting, evaluation.Leads, SeedOf(context, run, Ranks))
            {
                Calibrations = intervals,
                Recorder = recorder,
            };
            using var work = context.Components.Begin(
                "the ensemble", model.Plan, $" for {RunWarnings.Name(Split.Test, run)}");
            var scored = Score(
                context, setting, scoring, ensembles.Of(model), model, SeedOf(context, run, Members));
            if (recorder is not null && scored.Status == ModelStatus.Ok)
                ShownEnsembleFile.Write(shown, recorder.Shown, context.Experiment.Compress);
            return scored;
        });
        string[] files = IsShown(run) && facts.Status == ModelStatus.Ok ? [shown] : [];
        return new(files, facts.ToJson()) { Outcome = failure };
    }

    /// <summary>Scores an ensemble; an exception is its result.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="score">Scores.</param>
    /// <returns>The facts, and the outcome of an attempt that may succeed the next time.</returns>
    public static (EnsembleFacts Facts, string? Outcome) Attempt(ExperimentContext context, Func<EnsembleFacts> score)
    {
        try
        {
            return (score(), null);
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            // What lies in the data or the model would be the same the next time; anything else may succeed then.
            bool isLasting = e is InvalidDataException or ArgumentException or TrainingDivergedException;
            return (EnsembleFacts.Failed(e), isLasting ? null : Staleness.Failed);
        }
    }

    /// <summary>Returns what is recorded for an ensemble that was lost.</summary>
    /// <param name="reason">The reason.</param>
    public static MadeArtifact Lost(string reason) =>
        Made(EnsembleFacts.None(reason)) with { Outcome = Staleness.Failed };

    /// <summary>Forecasts an ensemble with a model and scores it without members that diverge.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="setting">The run.</param>
    /// <param name="scoring">Scores.</param>
    /// <param name="members">What makes members.</param>
    /// <param name="model">The model.</param>
    /// <param name="seed">Seed of the members.</param>
    public static EnsembleFacts Score(
        ExperimentContext context, EnsembleSetting setting, EnsembleScoring scoring,
        ModelEnsemble members, TrainedModel model, ulong seed)
    {
        var channels = context.Components.ChannelsOf(model.Plan);
        int r = model.Model!.LatentDimension, lag = model.Model.Lag, count = setting.Options.Members;
        int length = checked(setting.Steps * r);
        // Copies: a read-only span does not prevent a plugin from writing.
        double[] Window() => setting.Run.StatesOf(channels).Slice((setting.Start - lag) * r, lag * r).ToArray();
        var (centre, states) = (new double[length], new double[checked(count * length)]);
        model.Model.Forecast(Window(), setting.Steps, centre);
        members.Source.Forecast(Window(), setting.Steps, count, seed, states);
        var projectionErrors = members.ProjectionErrors(Window(), count, seed);

        string name = (setting.Options.Bags > 0 ? "bagged " : "") + members.Kind.ToString().ToLowerInvariant();
        int[] kept =
        [
            .. Enumerable.Range(0, count)
                .Where(m => StateRange.Contains(states.AsSpan(m * length, length))),
        ];
        while (kept.Length >= 2 && count - kept.Length <= StateRange.MostDiverged * count)
        {
            var scores = scoring.Score(
                new ForecastFrames(setting, channels, states, centre, projectionErrors, kept), context.Cancellation,
                out var lost);
            if (lost.Count == 0)
                return new EnsembleFacts(ModelStatus.Ok, null, null, name, count, count - kept.Length, scores);
            kept = [.. kept.Except(lost)];
        }
        return EnsembleFacts.Overflow(name, count, count - kept.Length);
    }

    private static EnsembleSetting SettingOf(
        ExperimentContext context, EvaluationInputs inputs, RunEvaluation evaluation) => new(
        inputs.Reduction.Reducer(), context.Experiment.Options.Evaluation, evaluation.Forecasts.Reference,
        context.Experiment.Options.Reduction.ShiftForecast);

    private static ulong SeedOf(ExperimentContext context, PlannedRun run, ulong use) =>
        RandomStream.DeriveSeed(context.Experiment.Options.Seed, Stream, (ulong)run.Index, use);

    private static bool IsShown(PlannedRun run) => run.Index < ShownRuns;

    private static MadeArtifact Made(EnsembleFacts facts) => new([], facts.ToJson());

    private static Artifact Named(
        string name, string record, Dictionary<string, string> inputs, params string[] files) =>
        new(name, record, inputs)
        {
            CheckFacts = facts => EnsembleFacts.FromJson(facts),
            Reuse = new() { FurtherFiles = files },
        };

    private static Dictionary<string, string> InputsOf(ExperimentContext context, PlannedRun run, int longestLag)
    {
        var inputs = InputsOf(context, longestLag);
        inputs["upstream.run"] = GenerateEnsemble.ArtifactOf(context, Split.Test, run).Fingerprint;
        return inputs;
    }

    /// <summary>The inputs of every ensemble, without its run and its model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static Dictionary<string, string> InputsOf(ExperimentContext context, int longestLag)
    {
        var inputs = context.Store.Configured(
            "evaluation.ensemble", "evaluation.forecast_start", "evaluation.clamp", "evaluation.mass",
            "evaluation.references"); // with references, leads include the end of training runs
        if (context.Experiment.Options.Reduction.ShiftForecast != ShiftForecast.None)
            inputs = inputs.Concat(context.Store.Configured(BuildPodBasis.ShiftForecastKey)).ToDictionary();
        inputs[Staleness.Host] = HostBuild.Stages.ToString();
        inputs["longest_lag"] = longestLag.ToString(CultureInfo.InvariantCulture);
        inputs["seed"] = context.Experiment.Options.Seed.ToString(CultureInfo.InvariantCulture);
        return inputs;
    }
}
