using System.Globalization;
using Rom.Abstractions;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>
/// Finds what cannot work before anything is computed: it creates the plugins of an experiment and asks them for
/// frames, grid and windows. Where a simulator cannot tell its number of frames beforehand, checks that need it are
/// left out.
/// </summary>
/// <param name="services">What the plugins' constructors may ask for.</param>
/// <param name="machineMemory">Bytes of memory that the machine has.</param>
internal sealed class ExperimentValidator(Func<PluginRegistration, IServiceProvider> services, long machineMemory)
{
    private readonly ConfigurationErrors errors = new();
    private readonly List<ConfigurationWarning> warnings = [];

    /// <summary>A validator for this machine.</summary>
    public ExperimentValidator(Func<PluginRegistration, IServiceProvider> services)
        : this(services, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
    {
    }

    /// <summary>Checks an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <returns>What the user should know although the experiment can run.</returns>
    /// <exception cref="ConfigurationException">It cannot run; all reasons that were found.</exception>
    public IReadOnlyList<ConfigurationWarning> Validate(Experiment experiment)
    {
        ISimulator? simulator = Create(
            experiment,
            "Simulator",
            () => experiment.Simulator.Create(services(experiment.Simulator), experiment.SimulatorOptions));
        IDensityEstimator? estimator = Create(
            experiment,
            "Density",
            () => experiment.DensityEstimator.Create(
                services(experiment.DensityEstimator), experiment.DensityEstimatorOptions));
        Grid? grid = simulator is null || estimator is null
            ? null
            : Create(experiment, "Density", () => estimator.GridOn(simulator.Domain));
        (int lag, string longest) = LongestLag(experiment);
        if (simulator is not null)
        {
            CheckAlignment(experiment, simulator.Domain);
            int? trainFrames = Frames(experiment, simulator, experiment.Options.Train, "Train");
            int? testFrames = Frames(experiment, simulator, experiment.Options.Test, "Test");
            CheckWindows(experiment, lag, longest, trainFrames, "train");
            CheckWindows(experiment, lag, longest, testFrames, "test");
            if (testFrames is > 1) CheckForecastStart(experiment, simulator, lag, testFrames.Value);
            if (grid is not null) CheckModes(experiment, grid, trainFrames);
        }
        if (grid is not null) CheckMemory(experiment, grid);
        if (experiment.TrainRuns.Count == 1)
        {
            Warn(
                experiment,
                "Train.InitialConditions",
                "there is one training run: none is left to validate a training on");
        }
        errors.ThrowIfAny();
        return warnings;
    }

    private T? Create<T>(Experiment experiment, string member, Func<T> create) where T : class
    {
        try
        {
            return create();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Add(experiment, member, $"the plugin refuses these options: {e.Message}");
            return null;
        }
    }

    /// <summary>The longest window that a model may ask for, and the model's place among the options.</summary>
    private (int Lag, string Model) LongestLag(Experiment experiment)
    {
        (int Lag, string Model) longest = (0, "Models");
        foreach (ModelPlan model in experiment.Models)
        {
            string member = $"Models[{IndexOf(experiment, model)}]";
            int lag = 0;
            IRomModelTrainer? trainer = Create(experiment, member, () =>
            {
                IRomModelTrainer created = model.Registration.Create(services(model.Registration), model.Options);
                lag = created.MaxLag;
                return created;
            });
            (trainer as IDisposable)?.Dispose();
            if (lag > longest.Lag) longest = (lag, member);
        }
        return longest;
    }

    private static int IndexOf(Experiment experiment, ModelPlan model) =>
        experiment.Options.Models.ToList().FindIndex(options => options.Name == model.Name);

    private void CheckAlignment(Experiment experiment, Domain domain)
    {
        if (experiment.Options.Reduction.ShiftAlign == ShiftReference.None || domain.Boundary == Boundary.Periodic)
            return;
        Add(
            experiment,
            "Reduction.ShiftAlign",
            "frames can only be shifted on a periodic domain, and this one has walls; " +
            "use shift_align: none or boundary: periodic");
    }

    /// <summary>Frames of a run at the models' step, or null where only the run will tell.</summary>
    private int? Frames(Experiment experiment, ISimulator simulator, EnsembleOptions ensemble, string split)
    {
        int subsample = experiment.Options.Reduction.Subsample;
        try
        {
            return simulator.FrameCount(ensemble.Duration) is { } frames
                ? (int)(((long)frames + subsample - 1) / subsample)
                : null;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            Add(experiment, $"{split}.Duration", $"the simulator refuses it: {e.Message}");
            return null;
        }
    }

    private void CheckWindows(Experiment experiment, int lag, string model, int? frames, string split)
    {
        if (frames is not { } count || lag < count) return;
        Add(
            experiment,
            model,
            $"expected a lag below the {count} frames of a {split} run (one of {experiment.Options.Reduction.Subsample} simulated), "
            + $"found {lag}; lower it or reduction.subsample, or raise {split}.duration");
    }

    private void CheckForecastStart(Experiment experiment, ISimulator simulator, int lag, int frames)
    {
        double start = experiment.Options.Evaluation.ForecastStart;
        double duration = experiment.Options.Test.Duration;
        int simulated = simulator.FrameCount(duration)!.Value;
        double step = experiment.Options.Reduction.Subsample * duration / (simulated - 1);
        if (Math.Max(lag, Math.Ceiling((start / step) - 1e-9)) < frames) return;
        Add(
            experiment,
            "Evaluation.ForecastStart",
            $"expected a time before the end of the test runs at {Text(duration)}, found {Text(start)}: " +
            "no frame is left to forecast; start earlier or make test.duration longer");
    }

    private void CheckModes(Experiment experiment, Grid grid, int? trainFrames)
    {
        if (experiment.Options.Reduction.Modes is not { } modes) return;
        if (modes > grid.CellCount)
        {
            Add(
                experiment,
                "Reduction.Modes",
                $"expected at most as many modes as the grid has cells, {grid.Nx} × {grid.Ny} = {grid.CellCount}, " +
                $"found {modes}; use fewer");
        }
        if (trainFrames is { } frames && modes > (long)frames * experiment.TrainRuns.Count)
        {
            Add(
                experiment,
                "Reduction.Modes",
                "expected at most as many modes as there are snapshots, " +
                $"{experiment.TrainRuns.Count} runs × {frames} frames = {(long)frames * experiment.TrainRuns.Count}, " +
                $"found {modes}; use fewer modes or more runs");
        }
    }

    /// <summary>
    /// The basis alone has to fit: modes × cells doubles. Without a number of modes, one is enough to refuse a grid.
    /// </summary>
    private void CheckMemory(Experiment experiment, Grid grid)
    {
        long modes = experiment.Options.Reduction.Modes ?? 1;
        double bytes = (double)modes * grid.CellCount * sizeof(double);
        if (bytes <= machineMemory) return;
        Add(
            experiment,
            experiment.Options.Reduction.Modes is null ? "Density" : "Reduction.Modes",
            $"a basis of {modes} modes on {grid.Nx} × {grid.Ny} cells needs {Gigabytes(bytes)}, and this machine has " +
            $"{Gigabytes(machineMemory)}; use fewer modes or cells");
    }

    private static string Gigabytes(double bytes) =>
        (bytes / (1 << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB";

    private static string Text(double value) => StrictScalar.Format(value);

    private void Add(Experiment experiment, string member, string message)
    {
        (SourceLocation location, string path) = MemberLocation.Of(experiment.Document.Root, member);
        errors.Add(location, path, message);
    }

    private void Warn(Experiment experiment, string member, string message)
    {
        (SourceLocation location, string path) = MemberLocation.Of(experiment.Document.Root, member);
        warnings.Add(new ConfigurationWarning(location, path, message));
    }
}
