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
    // A quarter of a gigabyte in single precision.
    private const int MostValues = 1 << 26;

    private readonly ConcurrentDictionary<int, Lazy<ProjectionErrors>> found = new();

    private int CalibrationCount => CalibrationRuns.CountOf(context);

    /// <summary>All runs, or as many as fit into memory, evenly spread.</summary>
    public IReadOnlyList<int> Runs => Some(
        [.. Enumerable.Range(0, CalibrationCount > 0 ? CalibrationCount : context.Experiment.TrainRuns.Count)]);

    /// <summary>Returns some of given runs: all, or as many as fit into memory, evenly spread.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <exception cref="InvalidDataException">The first of them is missing or damaged.</exception>
    public IReadOnlyList<int> Some(IReadOnlyList<int> runs) =>
    [
        .. SpreadRuns.Of(runs.Count, SpreadRuns.MostWithin(MostValues, runs.Count, Of(runs[0]).Length))
            .Select(k => runs[k]),
    ];

    /// <summary>Returns those of a run.</summary>
    /// <param name="run">The run: its index among calibration runs, or among training runs.</param>
    /// <exception cref="InvalidDataException">The run is missing or damaged.</exception>
    public ProjectionErrors Of(int run) => found.GetOrAdd(run, _ => new(() =>
    {
        var reducer = inputs.Reduction.Reducer();
        var reduced = reducer.ReduceAlone(context.ReadDensity(
            CalibrationCount > 0 ? context.Folder.CalibrationRun(run) : context.Folder.Run(Split.Train, run)));
        var options = context.Experiment.Options.Evaluation;
        int start = ForecastStart.FrameOf(reduced.Density.Times, options.ForecastStart, inputs.LongestLag);
        // A run that ends before forecasts begin shows at its end what the modes leave out.
        return ProjectionErrors.Of(
            reducer, reduced, Math.Min(start, reduced.FrameCount - 1), options.Ensemble!.Stride);
    })).Value;
}
