using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Experiments;
using Rom.Forecasting.Files;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Forecasting.Windows;
using Rom.Numerics.Npz;
using Rom.Testing;

namespace Rom.Forecasting;

/// <summary>
/// Forecasts from new data with a model of a finished experiment, as its evaluation does: density, alignment, transform
/// and POD, the model in latent space, lifting to densities in the lab frame. Thread-safe, except for its disposal.
/// </summary>
/// <example>
/// <code>
/// using var forecaster = RomForecaster.Load("oscar_output/quickstart", "MVAR");
/// var frames = forecaster.ReadFrames("density.npz");
/// var forecast = forecaster.Forecast(frames, steps: 50);
/// </code>
/// </example>
public sealed class RomForecaster : IDisposable
{
    // The peak of a correlation that is followed depends on the frames before the window; a thousand settle it.
    private const int MostHistory = 1000;

    // Bytes that are kept of each frame of a member: its place, mass and variance.
    private const int Measured = 4 * sizeof(double);

    private readonly SavedExperiment experiment;
    private readonly SavedModel saved;
    private readonly ExperimentPlugins plugins;
    private readonly ReductionArtifacts reduction;
    private readonly CheckedModel model;
    private readonly IReadOnlyList<string>? channels;
    private readonly FrameFile frameFile;
    private readonly Lazy<LatentDataset> training;
    private readonly Lazy<(TrainingWindows Windows, double Usual)> windows;
    private readonly Lazy<FarthestState> farthest;
    private readonly Lazy<IEnsembleSource> ensemble;
    private readonly Lazy<LiftedVariance?> variance;
    private readonly SavedProjectionErrors projections;
    private bool isDisposed;

    private RomForecaster(
        SavedExperiment experiment, SavedModel saved, ExperimentPlugins plugins, Func<LoadedModel> load,
        CancellationToken cancellation)
    {
        (this.experiment, this.saved, this.plugins) = (experiment, saved, plugins);
        // Both take as long, and most of it in the compiler of the runtime: one is loaded while the other is.
        var loading = Task.Run(() => experiment.LoadReduction(cancellation), cancellation);
        TimeStep = TimeStepIn(experiment.Reduction.LatentDataset, cancellation);
        var loaded = load();
        channels = loaded.Channels;
        reduction = loading.GetAwaiter().GetResult();
        int dimension = reduction.Channels.Where(one => channels?.Contains(one.Name) != false).Sum(one => one.Length);
        model = Checked(loaded.Model, loaded.MaxLag, dimension);
        // Only a shift that is followed from frame to frame depends on frames before the window.
        int history = experiment.ShiftForecast == ShiftForecast.Rate ? Math.Max(model.Lag + 1, MostHistory) : model.Lag;
        frameFile = new FrameFile(experiment, plugins, new FrameSelection(TimeStep, model.Lag, history));
        training = new(ReadTraining);
        windows = new(() =>
        {
            var data = training.Value.Select([LatentChannel.Pod]);
            var all = new TrainingWindows(data, model.Lag);
            return (all, UsualDistance.Of(data, all, model.Lag));
        });
        farthest = new(() => new FarthestState(training.Value.Select([LatentChannel.Pod])));
        // Members were dressed in the evaluation where there are such errors, also those of a model that has its own.
        MemberSource = File.Exists(ErrorsFile) ? MemberSource.ForecastErrors
            : model.Ensemble is not null && experiment.Ensemble?.IsOfInnovations != true ? MemberSource.Model
            : MemberSource.StepErrors;
        ensemble = new(() =>
        {
            switch (MemberSource)
            {
                case MemberSource.Model:
                    return new OwnEnsemble(model.Ensemble!);
                case MemberSource.ForecastErrors:
                    return new DressedEnsemble(
                        [model], ErrorPaths.Read(ErrorsFile, model.LatentDimension),
                        StateChannels.RatesOf(reduction.Channels, channels));
                default:
                    var innovations = Innovations.Of(model, training.Value.Select(channels));
                    return new InnovationEnsemble(
                        model, innovations, experiment.Ensemble?.Block ?? innovations.DefaultBlock);
            }
        });
        variance = new(ReadVariance);
        projections = new(experiment, reduction, TimeStep);
    }

    /// <summary>The name of the experiment.</summary>
    public string Experiment => experiment.Name;

    /// <summary>The name of the model.</summary>
    public string Model => saved.Name;

    /// <summary>The grid of densities, and their domain.</summary>
    public Grid Grid => experiment.Grid;

    /// <summary>The further fields that frames need beside the density, by name; empty for none.</summary>
    public IReadOnlyList<string> Fields => experiment.Fields;

    /// <summary>The time between forecast frames, and between those of the window [time units].</summary>
    public double TimeStep { get; }

    /// <summary>The frames at that step that a forecast needs.</summary>
    public int Lag => model.Lag;

    /// <summary>The dimension of the model's states.</summary>
    public int LatentDimension => model.LatentDimension;

    /// <summary>
    /// What makes the members of ensembles: what its evaluation scored, where that had ensembles; what differs is a
    /// doubt of the forecast.
    /// </summary>
    public MemberSource MemberSource { get; }

    /// <summary>Reasons to doubt all of its forecasts, a sentence each; empty for none.</summary>
    public IReadOnlyList<string> Doubts =>
    [
        .. plugins.Doubts,
        .. saved.Status == SavedModel.Ok
            ? Array.Empty<string>()
            : [$"{saved.Name} has the status {saved.Status}: {saved.Message ?? "no reason is known"}"],
    ];

    /// <summary>Loads a model of a finished experiment. It does not train, and needs no libtorch.</summary>
    /// <param name="experiment">The experiment's folder.</param>
    /// <param name="model">
    /// The model's name; null for the first of those that the experiment recommends,
    /// and where there is none for the first that was trained.
    /// </param>
    /// <param name="pluginFolders">
    /// Folders of plugins, or that contain those of plugins, beside <c>plugins/</c> next to this program and those that
    /// ROMHOST_PLUGIN_PATH names. Plugins are code, which runs with the rights of this program.
    /// </param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The forecaster; disposing it disposes the model.</returns>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// The experiment is not finished or has no such model, or a file is missing or damaged.
    /// </exception>
    /// <exception cref="PluginRefusedException">A plugin of the experiment is missing, or cannot be loaded.</exception>
    public static RomForecaster Load(
        string experiment, string? model = null, IEnumerable<string>? pluginFolders = null,
        CancellationToken cancellation = default) =>
        Load(experiment, model, pluginFolders, elsewhere: null, cancellation);

    /// <summary>Loads a model of a finished experiment, in another process where it is isolated.</summary>
    /// <param name="experiment">The experiment's folder.</param>
    /// <param name="model">The model's name; null as above.</param>
    /// <param name="pluginFolders">Folders of plugins.</param>
    /// <param name="elsewhere">Loads an isolated model; null to load all in this process.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    internal static RomForecaster Load(
        string experiment, string? model, IEnumerable<string>? pluginFolders,
        Func<SavedExperiment, SavedModel, LoadedModel>? elsewhere, CancellationToken cancellation)
    {
        var opened = SavedExperiment.Open(experiment);
        var saved = opened.ModelNamed(model);
        var plugins = new ExperimentPlugins(opened, PluginFolder.Find(pluginFolders ?? []));
        if (elsewhere is null || !saved.IsIsolated)
            return new(opened, saved, plugins, () => plugins.LoadModel(saved), cancellation);
        plugins.LoadPluginOf(saved);
        return new(opened, saved, plugins, () => elsewhere(opened, saved), cancellation);
    }

    /// <summary>Reads the frames that a forecast uses: the last ones of a file.</summary>
    /// <param name="path">
    /// A density movie or a trajectory as an experiment has them, or a recording where its own runs are recordings.
    /// </param>
    /// <param name="format">The content of the file; null to tell it from the file.</param>
    /// <param name="warnings">Receives doubts about a recording's data; null to ignore them.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// It cannot be read, lacks a field, is on another grid or domain, has another time step or too few frames; the
    /// message says what was expected and found.
    /// </exception>
    public FieldMovie ReadFrames(
        string path, FrameFormat? format = null, IProgress<string>? warnings = null,
        CancellationToken cancellation = default) => frameFile.Read(path, format, warnings, cancellation);

    /// <summary>Estimates the frames that a forecast uses from the last ones of a trajectory.</summary>
    /// <param name="trajectory">Positions in the domain of the experiment.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InvalidDataException">
    /// A position is outside, velocities are missing, or times do not fit; the message says what was expected and
    /// found.
    /// </exception>
    public FieldMovie Estimate(Trajectory trajectory, CancellationToken cancellation = default) =>
        frameFile.Estimate(trajectory, nameof(trajectory), cancellation);

#pragma warning disable RS0026 // Both overloads are of the first version: no call changes its meaning.
    /// <summary>Forecasts the frames after a density movie.</summary>
    /// <param name="frames">The known frames, on the grid of the experiment; the last ones are used.</param>
    /// <param name="steps">Number of frames to forecast, at least 1.</param>
    /// <param name="cancellation">Ends the work between frames.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps than 1.</exception>
    /// <exception cref="InvalidDataException">
    /// Frames do not fit, steps exceed the memory, or the forecast is not finite.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The forecaster was disposed.</exception>
    public RomForecast Forecast(DensityMovie frames, int steps, CancellationToken cancellation = default) =>
        Forecast(new FieldMovie(frames, [], []), steps, cancellation);

    /// <summary>Forecasts the frames after a movie of density and further fields.</summary>
    /// <param name="frames">The known frames, on the grid of the experiment; the last ones are used.</param>
    /// <param name="steps">Number of frames to forecast, at least 1.</param>
    /// <param name="cancellation">Ends the work between frames.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps than 1.</exception>
    /// <exception cref="InvalidDataException">
    /// Frames do not fit, steps exceed the memory, or the forecast is not finite.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The forecaster was disposed.</exception>
    public RomForecast Forecast(FieldMovie frames, int steps, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        CheckMemory(steps, members: 1);
        var origin = OriginOf(frames, variance.Value);
        var doubts = Task.Run(() => DoubtsOf(origin, steps), cancellation); // reads the training data
        int d = model.LatentDimension, cells = Grid.CellCount;
        var states = new double[steps * d];
        model.Forecast(WindowOf(origin), steps, states);
        var values = new float[steps * cells];
        var lift = origin.Lift();
        for (int k = 0; k < steps; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var state = states.AsSpan(k * d, d);
            var density = values.AsSpan(k * cells, cells);
            if (!TensorPrimitives.IsFiniteAll<double>(state) || !lift.Next(state, density)
                || !TensorPrimitives.IsFiniteAll<float>(density))
                throw new InvalidDataException(
                    $"{saved.Name}: expected a finite forecast, found values that are not finite at step {k + 1} of "
                    + $"{steps}; forecast fewer steps, or use a model that is stable");
        }
        return new RomForecast(
            saved.Name, new DensityMovie(Grid, origin.Times(steps), values), states,
            [.. doubts.GetAwaiter().GetResult(), .. DoubtsOfGrowth(states, members: 1)]);
    }

#pragma warning restore RS0026

    /// <summary>
    /// Forecasts an ensemble, by what <see cref="MemberSource"/> says. The same for a seed, whatever the number of
    /// threads. Each call reads the densities of as many runs of the experiment as there are members, at most.
    /// </summary>
    /// <param name="frames">The known frames, on the grid of the experiment; the last ones are used.</param>
    /// <param name="steps">Number of frames to forecast, at least 1.</param>
    /// <param name="members">Number of members, at least 2.</param>
    /// <param name="seed">Seed of all that is drawn.</param>
    /// <param name="cancellation">Ends the work between members.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps than 1, or fewer members than 2.</exception>
    /// <exception cref="InvalidDataException">
    /// Frames do not fit, steps exceed the memory, more than a tenth of the members are not finite, or a run of the
    /// experiment is damaged.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The forecaster was disposed.</exception>
    public RomEnsembleForecast ForecastEnsemble(
        FieldMovie frames, int steps, int members, ulong seed = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        CheckMemory(steps, members);
        // Members differ as the states do: they need no variance beside them.
        var origin = OriginOf(frames, lifted: null);
        var states = new double[members * steps * model.LatentDimension];
        double[] window = WindowOf(origin);
        IReadOnlyList<string> doubts = DoubtsOf(origin, steps);
        try
        {
            ensemble.Value.Forecast(window, steps, members, seed, states);
            doubts = [.. doubts, .. DoubtsOfMembers(steps), .. DoubtsOfGrowth(states, members)];
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{saved.Name}: it has no ensemble: {ExceptionText.Message(e)}", e);
        }
        var left = ProjectionErrorsOf(window, steps, members, seed, cancellation);
        if (left.Count == 0)
        {
            doubts =
            [
                .. doubts, $"the runs of {experiment.Name} are not all there, so that members of {saved.Name} lack "
                    + "what the modes leave out of densities: they are smoother than any run",
            ];
        }
        return new RomEnsembleForecast(saved.Name, origin, states, left, members, steps, doubts, cancellation);
    }

    /// <summary>Disposes the model, once no forecast is under way. Plugins stay loaded.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref isDisposed, true)) model.Dispose();
    }

    // Of the run whose errors a member has, else of any. The evaluation draws from those that fit into its memory.
    private IReadOnlyList<ProjectionErrors> ProjectionErrorsOf(
        double[] window, int steps, int members, ulong seed, CancellationToken cancellation)
    {
        if (projections.Count == 0) return [];
        return ensemble.Value is DressedEnsemble dressed
            ? projections.Of(
                dressed.RunsOf(window, members, seed), dressed.StepsOf, model.Lag, steps, cancellation)
            : projections.Of(
                ProjectionErrors.Draw(projections.Count, members, seed), stepsOf: null, model.Lag, steps, cancellation);
    }

    private IEnumerable<string> DoubtsOfMembers(int steps)
    {
        if (MemberSource == MemberSource.StepErrors
            && !IteratedStep.Explains(model, training.Value.Select(channels), steps))
        {
            yield return $"the members of {saved.Name} are made by iterating its first step, which is not how it "
                + $"forecasts {steps} steps: they may spread about another future than its forecast";
        }
        if (experiment.Ensemble is not { } scored) yield break;
        if (MemberSource == MemberSource.StepErrors && !scored.IsOfInnovations)
        {
            yield return $"the members of {saved.Name} are made of its one-step errors, since there is no "
                + $"{ErrorsFile}: nothing scored them; where the evaluation had errors of whole forecasts, run the "
                + "experiment again";
        }
        if (scored.Bags > 0)
        {
            yield return $"the evaluation spread the members of {saved.Name} over {scored.Bags} models, which are not "
                + "saved: these are those of one model, and spread less";
        }
    }

    private ForecastOrigin OriginOf(FieldMovie frames, LiftedVariance? lifted)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed), this);
        return new(
            reduction, experiment.Constraint, lifted, channels, frameFile.Select(frames, nameof(frames)),
            TimeStep);
    }

    // A copy: a read-only span does not prevent a plugin from writing.
    private double[] WindowOf(ForecastOrigin origin)
    {
        double[] window = [.. origin.Known.States.AsSpan(^(model.Lag * model.LatentDimension)..)];
        return TensorPrimitives.IsFiniteAll<double>(window)
            ? window
            : throw new InvalidDataException(
                "expected frames whose states are finite, found others: densities exceed what the transform takes");
    }

    private List<string> DoubtsOf(ForecastOrigin origin, int steps)
    {
        var doubts = new List<string>();
        var (all, usual) = windows.Value;
        int values = model.Lag * reduction.LatentDimension;
        if (all.NearestTo(origin.Known.Latent.AsSpan(^values..)) is { } nearest && nearest.Distance > usual)
        {
            doubts.Add(
                "the frames before the forecast are further from every training window "
                + $"({NumberText.Of(nearest.Distance)} in latent space) than training windows are from those of other "
                + $"runs (at most {NumberText.Of(usual)}): the model has not seen the like");
        }
        int longest = Enumerable.Range(0, training.Value.RunCount).Max(training.Value.FrameCount) - model.Lag;
        if (steps > longest)
        {
            doubts.Add(
                $"the training runs show what follows a window for {NumberText.Count(longest, "step")}, not for "
                + $"{steps}: what comes later is the model's rule, which no run has taught");
        }
        if (origin.IsEmpty)
        {
            doubts.Add(
                "the last frame before the forecast is empty" + (experiment.Constraint.Mass == MassCorrection.None
                    ? ""
                    : ", and the forecast keeps its mass (evaluation.mass): all of it is empty"));
        }
        return doubts;
    }

    private IEnumerable<string> DoubtsOfGrowth(double[] states, int members)
    {
        int d = model.LatentDimension, steps = states.Length / members / d, grown = 0, first = steps;
        for (int m = 0; m < members; m++)
        {
            if (farthest.Value.FirstBeyond(states.AsSpan(m * steps * d, steps * d), d) is not { } k) continue;
            grown++;
            first = Math.Min(first, k);
        }
        if (grown == 0) yield break;
        yield return (members == 1 ? "the forecast grows" : $"{grown} of {members} members grow")
            + $" beyond {FarthestState.FarOut:0} times the largest state of all training runs, from step {first + 1} "
            + $"on: {saved.Name} is unstable there, and what its densities show means nothing; forecast fewer steps, "
            + "or use another model";
    }

    // A file of another experiment is a wrong input, and no fault of the plugin.
    private CheckedModel Checked(IRomModel loaded, int maxLag, int dimension)
    {
        try
        {
            return ModelContract.Checked(loaded, "Load", maxLag, dimension);
        }
        catch (ContractBreachException e)
        {
            (loaded as IDisposable)?.Dispose();
            throw new InvalidDataException(
                $"{experiment.FolderOf(saved)}: the model does not fit the experiment: {e.Message}; run the experiment "
                + "again", e);
        }
    }

    private LatentDataset ReadTraining()
    {
        var data = LatentDatasetFile.Read(experiment.Reduction.LatentDataset);
        int expected = reduction.Channels.Sum(one => one.Length);
        return data.Dimension == expected
            ? data
            : throw new InvalidDataException(
                $"{experiment.Reduction.LatentDataset}: expected states of dimension {expected}, found "
                + $"{data.Dimension}; run the experiment again");
    }

    private string ErrorsFile => Path.Combine(experiment.FolderOf(saved), "forecast_errors.npz");

    private LiftedVariance? ReadVariance()
    {
        string path = Path.Combine(experiment.FolderOf(saved), "forecast_variance.npz");
        // Without the file it could not be measured, as the run said.
        if (!experiment.LiftsExpectation || !File.Exists(path)) return null;
        var data = training.Value.Select([LatentChannel.Pod]);
        return new LiftedVariance(
            ForecastVariance.Read(path, reduction.LatentDimension), data,
            Climatology.Read(experiment.Reduction.Climatology, data.Dimension, Grid.CellCount), reduction.Reducer());
    }

    private void CheckMemory(int steps, int members)
    {
        double states = (double)members * steps * model.LatentDimension, cells = (double)steps * Grid.CellCount;
        var need = new MemoryNeed
        {
            Purpose = members == 1
                ? $"a forecast of {NumberText.Count(steps, "step")}"
                : $"a forecast of {NumberText.Count(steps, "step")} with {members} members",
            Bytes = sizeof(double) * states
                + (members == 1
                    ? sizeof(float) * cells
                    : members * (double)steps * Measured + sizeof(float) * projections.ValuesOf(members, steps)),
            LongestArray = members == 1 ? Math.Max(states, cells) : states,
            Cure = members == 1 ? "forecast fewer steps" : "forecast fewer steps, or fewer members",
        };
        if (need.RefusalWithin(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } refusal)
            throw new InvalidDataException(refusal);
    }

    private static double TimeStepIn(string path, CancellationToken cancellation)
    {
        using var file = NpzReader.Open(path, cancellation);
        double step = file.ReadScalar("time_step");
        return step > 0 && double.IsFinite(step)
            ? step
            : throw new InvalidDataException($"{path}: expected a positive, finite time_step, found {step}");
    }
}
