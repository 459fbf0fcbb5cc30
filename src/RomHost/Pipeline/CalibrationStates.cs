using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Forecasts;
using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>The latent trajectories of calibration runs.</summary>
/// <param name="Data">The trajectories, with all channels.</param>
/// <param name="Runs">The calibration run of each trajectory, ascending.</param>
/// <param name="Starts">The first forecast frame of each; not before its end where the run is too short.</param>
internal sealed record CalibrationStates(LatentDataset Data, IReadOnlyList<int> Runs, IReadOnlyList<int> Starts)
{
    // Half a gigabyte, and as much again of each model for errors of forecasts and their residuals, in half the
    // precision.
    private const int MostValues = 1 << 26;

    /// <summary>Reads and reduces calibration runs: all, or as many as fit into memory, evenly spread.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="inputs">What the evaluations share.</param>
    /// <exception cref="InvalidDataException">A run is missing, damaged or on another grid.</exception>
    public static CalibrationStates Read(ExperimentContext context, EvaluationInputs inputs)
    {
        var channels = inputs.Reduction.Channels;
        int dimension = channels.Sum(channel => channel.Length);
        var first = Of(0);
        int[] runs = Kept(CalibrationRuns.CountOf(context), first.States.Length);
        var (states, starts) = (new double[runs.Length][], new int[runs.Length]);
        using (var task = context.Display.Begin("Reading calibration runs", runs.Length, "run"))
        {
            context.ForEach(runs.Length, k =>
            {
                (states[k], starts[k], _) = k == 0 ? first : Of(runs[k]);
                task.Advance();
            });
        }
        return new(new LatentDataset(dimension, first.TimeStep, states, channels), runs, starts);

        (double[] States, int Start, double TimeStep) Of(int run)
        {
            var reduced = inputs.Reduction.Reducer().Reduce(context.ReadFields(context.Folder.CalibrationRun(run)));
            return (
                reduced.StatesOf(null).ToArray(),
                ForecastStart.FrameOf(
                    reduced.Density.Times, context.Experiment.Options.Evaluation.ForecastStart, inputs.LongestLag),
                reduced.TimeStep);
        }
    }

    /// <summary>Returns the runs that are kept.</summary>
    /// <param name="count">Their number.</param>
    /// <param name="values">The number of values of one run.</param>
    public static int[] Kept(int count, int values) =>
        SpreadRuns.Of(count, SpreadRuns.MostWithin(MostValues, count, values));
}
