using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Validation;

namespace RomHost.Pipeline;

/// <summary>
/// Makes the trajectory and the density of one run with plugins of its own, and checks what they return.
/// </summary>
internal sealed class RunSimulation
{
    private readonly ExperimentContext context;
    private readonly Split split;
    private readonly PlannedRun run;
    private readonly ISimulator simulator;
    private readonly IDensityEstimator estimator;

    /// <summary>Creates the plugins.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="split">The ensemble.</param>
    /// <param name="run">The run.</param>
    /// <param name="name">The run in messages about work under way.</param>
    public RunSimulation(ExperimentContext context, Split split, PlannedRun run, string name)
    {
        (this.context, this.split, this.run) = (context, split, run);
        simulator = context.Components.CreateSimulator(name);
        estimator = context.Components.CreateDensityEstimator(name);
        ulong seed = GenerateEnsemble.SeedOf(context.Experiment.Options.Seed, split, run.Index);
        Description = new RunDescription(run.InitialCondition, context.Experiment.DurationOf(split), seed);
    }

    /// <summary>The run as the configuration plans it.</summary>
    public RunDescription Description { get; }

    /// <summary>Simulates the run.</summary>
    /// <param name="description">The <see cref="Description"/>, with what else the simulator gets.</param>
    /// <exception cref="RunFailedException">The simulator failed.</exception>
    public Trajectory Simulate(RunDescription description) => Made(
        "Simulate: expected a trajectory", () => simulator.Simulate(description, context.Cancellation));

    /// <summary>Estimates the density of the frames that are kept.</summary>
    /// <param name="trajectory">All simulated frames.</param>
    /// <exception cref="RunFailedException">The estimator failed, or the density does not fit into memory.</exception>
    public DensityMovie Estimate(Trajectory trajectory)
    {
        var (kept, grid) = Kept(trajectory, fields: 1);
        return Made(
            "Estimate: expected a density",
            () => Checked(estimator.Estimate(kept, simulator.Domain, context.Cancellation), kept, grid, "Estimate"));
    }

    /// <summary>Estimates all fields of the experiment of the frames that are kept.</summary>
    /// <param name="trajectory">All simulated frames.</param>
    /// <exception cref="RunFailedException">The estimator failed, or the fields do not fit into memory.</exception>
    public FieldMovie EstimateFields(Trajectory trajectory)
    {
        const string Method = nameof(IFieldEstimator.EstimateFields);
        string[] wanted = [.. context.Components.Channels.SelectMany(channel => channel.Fields)];
        if (wanted.Length == 0) return new FieldMovie(Estimate(trajectory), [], []);
        var (kept, grid) = Kept(trajectory, fields: 1 + wanted.Length);
        return Made($"{Method}: expected fields", () =>
        {
            var movie = ((IFieldEstimator)estimator).EstimateFields(
                kept, simulator.Domain, wanted, context.Cancellation);
            if (movie is null) return null;
            Checked(movie.Density, kept, grid, Method);
            return movie.Names.SequenceEqual(wanted)
                ? movie
                : throw new ContractBreachException(
                    $"{Method}: expected the fields {ListText.Of(wanted)}, found {ListText.OfQuoted(movie.Names)}");
        });
    }

    /// <summary>Writes all fields as the experiment stores them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">The fields.</param>
    /// <exception cref="InvalidDataException">A value is beyond the range of half precision.</exception>
    public void Write(string path, FieldMovie fields) => DensityFile.Write(
        path, fields, context.Experiment.Compress, storage: context.Experiment.Options.Density.Storage);

    private (Trajectory Kept, Grid Grid) Kept(Trajectory trajectory, int fields)
    {
        var kept = trajectory.Every(context.Experiment.DensityEvery);
        var grid = estimator.GridOn(simulator.Domain);
        return ExperimentMemory.DensityOf(grid, kept.FrameCount, fields).RefusalWithin(MachineMemory.Bytes)
            is { } refusal
            ? throw new RunFailedException(split, run, new InvalidDataException(refusal))
            : (kept, grid);
    }

    private T Made<T>(string expected, Func<T?> make) where T : class
    {
        try
        {
            return make() ?? throw new ContractBreachException($"{expected}, found null");
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            throw new RunFailedException(split, run, e);
        }
    }

    private static DensityMovie? Checked(DensityMovie? density, Trajectory trajectory, Grid grid, string method)
    {
        if (density is null) return null;
        if (density.FrameCount != trajectory.FrameCount)
            throw new ContractBreachException(
                $"{method}: expected a frame for each of {trajectory.FrameCount}, found {density.FrameCount}");
        if (density.Grid != grid)
            throw new ContractBreachException(
                $"{method}: expected {grid.Ny} × {grid.Nx} cells as GridOn says, "
                + $"found {density.Grid.Ny} × {density.Grid.Nx}");
        return density;
    }
}
