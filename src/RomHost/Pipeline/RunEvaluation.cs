using Rom.Forecasting.Files;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.References;

namespace RomHost.Pipeline;

/// <summary>The evaluation of one test run: its truth, the scores of references, and what evaluates models.</summary>
/// <param name="Forecasts">Evaluates models.</param>
/// <param name="References">The reference forecasts; null where the configuration wants none.</param>
/// <param name="Leads">The leads up to which forecasts are scored.</param>
internal sealed record RunEvaluation(
    ForecastEvaluation Forecasts, ReferenceFacts? References, IReadOnlyList<Lead> Leads)
{
    /// <summary>Prepares a run.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="InvalidDataException">The run is over before a forecast would begin.</exception>
    public static RunEvaluation Of(ExperimentContext context, EvaluationInputs inputs, PlannedRun run)
    {
        var (options, lag) = (context.Experiment.Options.Evaluation, inputs.LongestLag);
        var (reducer, truth) = TruthOf(context, inputs, run, context.Folder.Run(Split.Test, run.Index));
        var (reduced, start) = (truth.Run, truth.Start);
        var shifts = context.Experiment.Options.Reduction.ShiftForecast;
        if (!options.References)
        {
            var all = Lead.Of(reduced.Density.Times, start, trainingEnd: 0);
            return new(Forecasts(all, null), null, all);
        }

        var leads = Lead.Of(reduced.Density.Times, start, inputs.References.TrainingEnd);
        var nearest = inputs.References.NearestTo(reduced, start, lag);
        var references = inputs.References.Of(truth, reducer, options, nearest);
        var curves = ReferenceEvaluation.Compare(truth, references, context.Cancellation);
        var (states, densities) = (
            curves[Reference.Climatology].Aligned, curves[Reference.ClimatologyDensity].Aligned);
        var climatology = states.Total < densities.Total ? states : densities;
        var facts = new ReferenceFacts(
            curves.ToDictionary(
                pair => pair.Key.Name,
                pair => ReferenceEvaluation.Score(
                    truth, pair.Value.Aligned, pair.Value.Lab, climatology, leads, shifts)),
            CeilingOf(context, run, truth, climatology, leads), reduced.FrameCount - start,
            inputs.References.IsFar(nearest, start, lag))
        {
            ShiftJumps = reduced.Track?.Jumps.Count(frame => frame >= start),
        };
        return new(Forecasts(leads, climatology), facts, leads);

        ForecastEvaluation Forecasts(IReadOnlyList<Lead> upTo, ErrorCurve? better) =>
            new(reducer, options, truth, upTo, better)
            {
                ShiftForecast = shifts,
                Farthest = inputs.Farthest,
            };
    }

    /// <summary>Reads and reduces a run, and makes what its forecasts are judged by.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <param name="run">The run.</param>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="InvalidDataException">The run is over before a forecast would begin.</exception>
    public static (Reducer Reducer, RunReference Truth) TruthOf(
        ExperimentContext context, EvaluationInputs inputs, PlannedRun run, RunFolder folder)
    {
        var options = context.Experiment.Options.Evaluation;
        var reducer = inputs.Reduction.Reducer();
        var reduced = reducer.Reduce(context.ReadFields(folder));
        int start = ForecastStart.FrameOf(reduced.Density.Times, options.ForecastStart, inputs.LongestLag);
        if (start >= reduced.FrameCount)
        {
            throw new InvalidDataException(
                $"test run {run.Index} ({run.Label}) has {NumberText.Count(reduced.FrameCount, "ROM frame")}, the "
                + $"forecast would begin at frame {start}; lengthen test.duration, begin earlier "
                + "(evaluation.forecast_start, models[].lag), or, if it is a recording that ends before, leave it "
                + "out");
        }
        return (reducer, new RunReference(reducer, options, reduced, start, context.Cancellation));
    }

    // A run of which a replica failed has no table, and no ceiling.
    private static ScoredForecast? CeilingOf(
        ExperimentContext context, PlannedRun run, RunReference truth, ErrorCurve climatology,
        IReadOnlyList<Lead> leads)
    {
        string path = context.Folder.Run(Split.Test, run.Index).Replicas;
        if (context.Components.Replicas == 0 || !File.Exists(path)) return null;
        var replicas = ReplicaTable.Read(path);
        if (replicas.SquaredErrors.Length != truth.Run.FrameCount)
            throw new InvalidDataException(
                $"{path}: expected {NumberText.Count(truth.Run.FrameCount, "frame")}, found "
                + $"{replicas.SquaredErrors.Length}; delete the file and run again");
        ErrorCurve Curve(Ceiling ceiling) =>
            new(truth.Pod, truth.Run.Density.Grid.CellCount, ceiling.SquaredErrors);
        return ReferenceEvaluation.Score(
            truth, Curve(Ceiling.Aligned(replicas, truth.Start)), Curve(Ceiling.Lab(replicas, truth.Start)),
            climatology, leads, context.Experiment.Options.Reduction.ShiftForecast);
    }
}
