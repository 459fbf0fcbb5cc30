using System.Collections.Concurrent;
using Rom.Abstractions;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Windows;
using RomHost.Configuration.Sections;

namespace RomHost.Evaluation.References;

/// <summary>What every model of an experiment is compared with: forecasts from the training data alone.</summary>
/// <param name="data">The training runs' latent trajectories.</param>
/// <param name="climatology">The means of their last quarters.</param>
internal sealed class ReferenceForecasts(LatentDataset data, Climatology climatology)
{
    // Training runs whose distance from the others is looked at: each costs a pass over all windows.
    private const int LookedAt = 50;

    private readonly ConcurrentDictionary<int, Lazy<TrainingWindows>> windows = new();
    private readonly ConcurrentDictionary<(int First, int Lag), Lazy<double>> usualDistances = new();

    /// <summary>Time of the last frame of the longest training run [time units].</summary>
    public double TrainingEnd { get; } =
        Enumerable.Range(0, data.RunCount).Max(data.FrameCount) is var frames ? (frames - 1) * data.TimeStep : 0;

    /// <summary>Makes the forecasts of a test run.</summary>
    /// <param name="truth">The run.</param>
    /// <param name="reducer">The reduction of the experiment, in one thread's use.</param>
    /// <param name="options">The configuration's evaluation part.</param>
    /// <param name="nearest">The training window that is nearest to that before the forecast; null for none.</param>
    /// <returns>The forecasts that there are.</returns>
    public IReadOnlyDictionary<Reference, IReferenceForecast> Of(
        RunReference truth, Reducer reducer, EvaluationOptions options, NearestWindow? nearest)
    {
        var (run, start) = (truth.Run, truth.Start);
        var lift = new DensityLift(reducer, options.Constraint, run.Density.Frame(start - 1));
        var shift = run.Shifts[start - 1];
        var forecasts = new Dictionary<Reference, IReferenceForecast>
        {
            [Reference.Climatology] = new LatentReference(climatology.Latent, lift, reducer, shift),
            [Reference.ClimatologyDensity] = new MeanDensity(climatology.Density, climatology.LabDensity),
            [Reference.Persistence] = new LatentReference(run.State(start - 1).ToArray(), lift, reducer, shift),
        };
        if (nearest is not null)
            forecasts[Reference.NearestNeighbour] =
                new LatentReference(nearest.Continuation(data), lift, reducer, shift);
        return forecasts;
    }

    /// <summary>Finds the training window that is nearest to the known frames of a test run.</summary>
    /// <param name="run">The test run, reduced.</param>
    /// <param name="start">The first forecast frame.</param>
    /// <param name="lag">The frames that are known: as many as the longest window of the models.</param>
    /// <returns>The window; null where every training run is shorter.</returns>
    public NearestWindow? NearestTo(ReducedRun run, int start, int lag) =>
        WindowsOf(lag).NearestTo(run.Latent.AsSpan((start - lag) * data.Dimension, lag * data.Dimension));

    /// <summary>
    /// Returns whether a test run's window is further from every training window than the windows of training runs, at
    /// the same frames, are from those of the other runs.
    /// </summary>
    /// <param name="nearest">The training window that is nearest to it; null for none.</param>
    /// <param name="start">The first forecast frame.</param>
    /// <param name="lag">The frames of the window.</param>
    public bool IsFar(NearestWindow? nearest, int start, int lag)
    {
        if (nearest is null) return false;
        var usual = usualDistances.GetOrAdd(
            (start - lag, lag), window => new Lazy<double>(() => UsualDistance(window.First, window.Lag)));
        return nearest.Distance > usual.Value;
    }

    private TrainingWindows WindowsOf(int lag) =>
        windows.GetOrAdd(lag, frames => new Lazy<TrainingWindows>(() => new TrainingWindows(data, frames))).Value;

    // The largest; infinite where no two runs can be compared.
    private double UsualDistance(int first, int lag)
    {
        int[] runs = [.. Enumerable.Range(0, data.RunCount).Where(run => data.FrameCount(run) >= first + lag)];
        int step = Math.Max(1, runs.Length / LookedAt);
        return runs.Where((_, i) => i % step == 0)
            .Select(run => WindowsOf(lag).NearestTo(data.Window(run, first + lag, lag), run)?.Distance)
            .OfType<double>().DefaultIfEmpty(double.PositiveInfinity).Max();
    }
}
