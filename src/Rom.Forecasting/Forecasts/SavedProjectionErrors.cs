using System.Collections.Concurrent;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Experiments;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// What the modes leave out of the runs of a saved experiment that members of ensembles take it from. Thread-safe.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="reduction">Its reduction.</param>
/// <param name="timeStep">The time between forecast frames [time units].</param>
internal sealed class SavedProjectionErrors(SavedExperiment experiment, ReductionArtifacts reduction, double timeStep)
{
    // Of the memory that there is: runs are read side by side, each file whole, its frames and those of the forecast.
    private const double MostMemory = 0.25;
    private const int Copies = 3;

    private SavedRuns Saved => experiment.Runs;

    /// <summary>The number of runs; 0 where their densities are not there.</summary>
    public int Count => Saved.AreThere ? Saved.Count : 0;

    /// <summary>Returns the number of values that are kept of distinct runs, at most.</summary>
    /// <param name="runs">The number of runs.</param>
    /// <param name="steps">The number of steps of a forecast.</param>
    /// <exception cref="InvalidDataException">The file of a run is damaged.</exception>
    public double ValuesOf(int runs, int steps)
    {
        if (Count == 0) return 0;
        string file = Saved.DensityOf(Saved.Count - 1);
        int frames = FrameStride.Count(DensityFile.Size(file).Frames, StrideOf(file));
        return (double)Math.Min(runs, Count) * Math.Min(steps, frames) * experiment.Grid.CellCount;
    }

    /// <summary>Computes those of runs, each from the frame where forecasts of it began.</summary>
    /// <param name="runs">The runs, some perhaps again.</param>
    /// <param name="stepsOf">The number of steps that a run was forecast for; null for the configured start.</param>
    /// <param name="lag">The frames that the model needs.</param>
    /// <param name="steps">The number of steps of the forecast.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Those of each run; none where the density of one of them is not there.</returns>
    /// <exception cref="InvalidDataException">The file of a run is damaged.</exception>
    public IReadOnlyList<ProjectionErrors> Of(
        IReadOnlyList<int> runs, Func<int, int>? stepsOf, int lag, int steps, CancellationToken cancellation)
    {
        int[] distinct = [.. runs.Distinct()];
        if (!distinct.All(run => File.Exists(Saved.DensityOf(run)))) return [];
        var found = new ConcurrentDictionary<int, ProjectionErrors>();
        ConcurrentWork.For(
            distinct.Length, Concurrency(distinct),
            k => found[distinct[k]] = Of(
                Saved.DensityOf(distinct[k]), stepsOf?.Invoke(distinct[k]), lag, steps, cancellation),
            cancellation);
        return [.. runs.Select(run => found[run])];
    }

    private int Concurrency(IReadOnlyList<int> runs)
    {
        double largest = runs.Max(run =>
        {
            var (frames, cells) = DensityFile.Size(Saved.DensityOf(run));
            return Copies * sizeof(float) * (double)frames * cells;
        });
        double many = MostMemory * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Max(1, largest);
        return (int)Math.Clamp(many, 1, Environment.ProcessorCount);
    }

    private ProjectionErrors Of(string file, int? forecastSteps, int lag, int steps, CancellationToken cancellation)
    {
        var grid = experiment.Grid;
        var density = DensityFile.Read(file, grid, StrideOf(file), cancellation);
        int frames = density.FrameCount;
        int start = ForecastStart.OfRun(density.Times, experiment.ForecastStart, lag, forecastSteps);
        // Shifts are followed from the run's beginning on; what comes after the forecast does not matter.
        if (frames > start + steps)
        {
            frames = start + steps;
            density = new DensityMovie(
                grid, density.Times[..frames].ToArray(), density.Values[..(frames * grid.CellCount)].ToArray());
        }
        var reducer = reduction.Reducer();
        return ProjectionErrors.Of(reducer, reducer.ReduceAlone(density), start, stride: 1);
    }

    private int StrideOf(string file) => (int)Math.Max(1, Math.Round(timeStep / DensityFile.TimeStep(file, 1)));
}
