using System.Collections.Concurrent;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Forecasts;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Pipeline;

/// <summary>
/// What the modes leave out of runs that the members of ensembles take it from: calibration runs, or training runs
/// where there are none. Of each run it is computed when it is first needed. Thread-safe.
/// </summary>
/// <param name="context">The experiment, with ensembles.</param>
/// <param name="inputs">What the evaluations share.</param>
internal sealed class ProjectionErrorPool(ExperimentContext context, EvaluationInputs inputs)
{
    // Half a gigabyte. All models are dressed with the errors of the same runs, and all tests share their scatter, so
    // that as many are kept as can be.
    private const int MostValues = 1 << 28;

    private readonly ConcurrentDictionary<(int Run, int? Steps), Lazy<ProjectionErrors>> found = new();

    private int CalibrationCount => CalibrationRuns.CountOf(context);

    /// <summary>All runs, or as many as fit into memory, evenly spread.</summary>
    public IReadOnlyList<int> Runs => Spread(
        [.. Enumerable.Range(0, CalibrationCount > 0 ? CalibrationCount : context.Experiment.TrainRuns.Count)]);

    /// <summary>Returns some of the runs that a model was forecast on: all, or as many as fit into memory.</summary>
    /// <param name="runs">The runs, at least one, ascending.</param>
    /// <exception cref="InvalidDataException">The first of them is missing or damaged.</exception>
    /// <remarks>
    /// All models share those of calibration runs. Models that are dressed with errors of training runs share theirs,
    /// which are of the same folds, but not with those that have members of their own.
    /// </remarks>
    public IReadOnlyList<int> Some(IReadOnlyList<int> runs) =>
        CalibrationCount > 0 && Runs.Intersect(runs).ToList() is { Count: >= 2 } shared ? shared : Spread(runs);

    /// <summary>Returns those of a run, from the frame on where forecasts of it began.</summary>
    /// <param name="run">The run: its index among calibration runs, or among training runs.</param>
    /// <param name="steps">
    /// The number of steps that it was forecast for, whose errors go with these; null for those of a test run.
    /// </param>
    /// <exception cref="InvalidDataException">The run is missing or damaged.</exception>
    public ProjectionErrors Of(int run, int? steps = null)
    {
        bool isCalibrating = CalibrationCount > 0;
        // Forecasts of calibration runs begin where those of test runs do, those of training runs after a model's lag.
        int? known = isCalibrating ? null : steps;
        return found.GetOrAdd((run, known), _ => new(() =>
        {
            var reducer = inputs.Reduction.Reducer();
            var reduced = reducer.ReduceAlone(context.ReadDensity(
                isCalibrating ? context.Folder.CalibrationRun(run) : context.Folder.Run(Split.Train, run)));
            var options = context.Experiment.Options.Evaluation;
            int start = ForecastStart.OfRun(
                reduced.Density.Times, options.ForecastStart, inputs.LongestLag, known);
            return ProjectionErrors.Of(reducer, reduced, start, options.Ensemble!.Stride);
        })).Value;
    }

    private IReadOnlyList<int> Spread(IReadOnlyList<int> runs) =>
    [
        .. SpreadRuns.Of(runs.Count, SpreadRuns.MostWithin(MostValues, runs.Count, Of(runs[0]).Length))
            .Select(k => runs[k]),
    ];
}
