using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Validation;

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
    private readonly List<StageMemory> needs = [];

    /// <summary>A validator for this machine.</summary>
    public ExperimentValidator(Func<PluginRegistration, IServiceProvider> services)
        : this(services, MachineMemory.Bytes)
    {
    }

    /// <summary>Checks an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <returns>What is good to know of an experiment that can run.</returns>
    /// <exception cref="ConfigurationException">It cannot run; all reasons that were found.</exception>
    public Findings Validate(Experiment experiment)
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
        Domain? domain = simulator is null ? null : Create(experiment, "Simulator", () => simulator.Domain);
        Grid? grid = domain is null || estimator is null
            ? null
            : Create(experiment, "Density", () => estimator.GridOn(domain));
        int? trainFrames = Frames(experiment, simulator, experiment.Options.Train, "Train");
        int? testFrames = Frames(experiment, simulator, experiment.Options.Test, "Test");
        (int lag, string longest) = CheckModels(experiment, trainFrames);
        CheckWindows(experiment, lag, longest, RomFrames(experiment, trainFrames), "train");
        CheckWindows(experiment, lag, longest, RomFrames(experiment, testFrames), "test");
        if (experiment.Models.Count > 0) CheckForecastStart(experiment, lag, testFrames);
        else
        {
            Warn(
                experiment,
                "Models",
                "no model takes part: data, basis and latent data are made, and nothing is trained; "
                + "to train, add a model or set enabled: true");
        }
        if (simulator is not null) CheckRuns(experiment, simulator);
        if (domain is not null) CheckAlignment(experiment, domain);
        if (grid is not null)
        {
            CheckDensities(experiment, grid);
            CheckModes(experiment, grid, RomFrames(experiment, trainFrames));
            EnsembleSize train = SizeOf(experiment, "Train", experiment.TrainRuns.Count, trainFrames);
            EnsembleSize test = SizeOf(experiment, "Test", experiment.TestRuns.Count, testFrames);
            needs.AddRange(new ExperimentMemory(experiment, grid, train, test).Stages());
        }
        CheckMemory(experiment);
        if (experiment.TrainRuns.Count == 1 && experiment.Models.Count > 0)
        {
            Warn(
                experiment,
                "Train.InitialConditions",
                "there is one training run: none is left to validate a training on");
        }
        errors.ThrowIfAny();
        return new Findings(warnings, needs.Min(need => need.RunsAtOnce(machineMemory)));
    }

    private T? Create<T>(Experiment experiment, string member, Func<T> create) where T : class
    {
        try
        {
            return create() ?? throw new ContractBreachException($"the plugin gives no {typeof(T).Name} (null)");
        }
        catch (ContractBreachException e)
        {
            Add(experiment, member, PluginFailure.Message(e));
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Add(experiment, member, $"the plugin refuses these options: {(e is ArgumentException or ValidationException or InvalidDataException ? PluginFailure.Message(e) : PluginFailure.Describe(e))}");
            return null;
        }
    }

    /// <summary>
    /// Asks each model for the memory of its training and for its window: the longest, and where its model stands
    /// among the options.
    /// </summary>
    private (int Lag, string Model) CheckModels(Experiment experiment, int? trainFrames)
    {
        (int Lag, string Model) longest = (0, "Models");
        foreach (ModelPlan model in experiment.Models)
        {
            string member = $"Models[{IndexOf(experiment, model)}]";
            if (model is { TimeLimit: not null, Isolation: Isolation.None })
            {
                Warn(
                    experiment, experiment.Options.Models[IndexOf(experiment, model)].TimeLimit is null ? "TimeLimit" : $"{member}.TimeLimit",
                    "it ends a training that looks at its cancellation, and neither a loading nor a forecast; isolation: process ends all three");
            }
            int lag = 0;
            try
            {
                IRomModelTrainer trainer = model.Registration.Create(services(model.Registration), model.Options);
                using var _ = trainer as IDisposable;
                lag = trainer.MaxLag;
                if (lag < 1) throw new ContractBreachException($"MaxLag of the trainer: expected at least 1, found {lag}");
                AddNeed(member, trainer.MemoryFor(
                    experiment.TrainRuns.Count,
                    RomFrames(experiment, trainFrames) ?? 1,
                    experiment.Options.Reduction.Modes ?? 1));
            }
            catch (Exception e) when (e is ArgumentException or ValidationException or ArithmeticException)
            {
                Add(experiment, member, $"the plugin refuses these options: {PluginFailure.Message(e)}");
            }
            catch (ContractBreachException e)
            {
                Warn(experiment, member, $"the model cannot be made ({PluginFailure.Message(e)}); the others go on without it");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // What is wrong with the plugin itself, or with this machine, is no reason to give up the other models.
                Warn(experiment, member, $"the model cannot be made ({e.GetType().Name}: {PluginFailure.Message(e)}); the others go on without it");
            }
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

    /// <summary>Frames that a run is simulated for, or null where only the run will tell.</summary>
    private int? Frames(Experiment experiment, ISimulator? simulator, EnsembleOptions ensemble, string split)
    {
        if (simulator is null) return null;
        try
        {
            AddNeed("Simulator", simulator.MemoryFor(ensemble.Duration), isForEachRun: true);
            int? frames = simulator.FrameCount(ensemble.Duration);
            if (frames is null or >= 1) return frames;
            Add(experiment, $"{split}.Duration", $"FrameCount of the simulator: expected at least 1 frame, found {frames}");
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            Add(experiment, $"{split}.Duration", $"the simulator refuses it: {PluginFailure.Message(e)}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Add(experiment, $"{split}.Duration", $"the simulator failed: {PluginFailure.Describe(e)}");
        }
        return null;
    }

    /// <summary>Frames of a run at the models' step.</summary>
    private static int? RomFrames(Experiment experiment, int? frames) =>
        frames is { } count ? Kept(count, experiment.Options.Reduction.Subsample) : null;

    // Of a run whose length only the run will tell, one frame is certain.
    private static EnsembleSize SizeOf(Experiment experiment, string section, int runs, int? frames) => new(
        section, runs, Kept(frames ?? 1, experiment.Options.Density.Every!.Value), RomFrames(experiment, frames) ?? 1);

    private static int Kept(int frames, int stride) => (int)(((long)frames + stride - 1) / stride);

    private void CheckRuns(Experiment experiment, ISimulator simulator)
    {
        CheckAll("Train", experiment.TrainRuns, experiment.Options.Train.Duration);
        CheckAll("Test", experiment.TestRuns, experiment.Options.Test.Duration);

        void CheckAll(string split, IReadOnlyList<PlannedRun> runs, double duration)
        {
            foreach (string refusal in runs.Select(run => RefusalOf(run, duration)).OfType<string>().Distinct())
                Add(experiment, $"{split}.InitialConditions", refusal);
        }

        string? RefusalOf(PlannedRun run, double duration)
        {
            try
            {
                return simulator.RefusalOf(run.InitialCondition, duration);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return $"the simulator refuses it: {PluginFailure.Message(e)}";
            }
        }
    }

    private void CheckWindows(Experiment experiment, int lag, string model, int? frames, string split)
    {
        if (frames is not { } count || lag < count) return;
        Add(
            experiment,
            model,
            $"expected a lag below the {NumberText.Count(count, "frame")} of a {split} run (one of {experiment.Options.Reduction.Subsample} simulated), "
            + $"found {lag}; lower it or reduction.subsample, or raise {split}.duration");
    }

    private void CheckForecastStart(Experiment experiment, int lag, int? simulated)
    {
        if (simulated is not { } all || RomFrames(experiment, all) is not (> 1 and int frames)) return;
        if (lag >= frames) return; // the window is too long, whenever forecasts begin
        double start = experiment.Options.Evaluation.ForecastStart;
        double duration = experiment.Options.Test.Duration;
        double step = experiment.Options.Reduction.Subsample * duration / (all - 1);
        if (Math.Max(lag, Math.Ceiling((start / step) - 1e-9)) < frames) return;
        Add(
            experiment,
            "Evaluation.ForecastStart",
            $"expected a time before the end of the test runs at {Text(duration)}, found {Text(start)}: " +
            "no frame is left to forecast; start earlier or make test.duration longer");
    }

    // Densities are of single precision, from 1e-38 to 3e38, and their smooth tails and squares need room.
    private void CheckDensities(Experiment experiment, Grid grid)
    {
        const double Least = 1e-30, Most = 1e30;
        double density = 1 / grid.CellArea;
        if (density is >= Least and <= Most) return;
        Add(experiment, "Simulator", string.Create(
            CultureInfo.InvariantCulture,
            $"expected a unit of length in which a particle in a cell is a density from {Least:G6} to {Most:G6}, which single "
            + $"precision holds, found {density:G6} in cells of {grid.Dx:G6} × {grid.Dy:G6}; choose a "
            + $"{(density < Least ? "larger" : "smaller")} unit of length"));
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
                $"{NumberText.Count(experiment.TrainRuns.Count, "run")} × {NumberText.Count(frames, "frame")} = {(long)frames * experiment.TrainRuns.Count}, " +
                $"found {modes}; use fewer modes or more runs");
        }
    }

    /// <summary>Of several needs that one option is to blame for, the largest is enough to know.</summary>
    private void CheckMemory(Experiment experiment)
    {
        foreach (var ofOption in needs.Select(stage => stage.Need).GroupBy(need => need.Option))
        {
            string? refusal = ofOption.OrderByDescending(need => need.Bytes)
                .Select(need => need.RefusalWithin(machineMemory))
                .FirstOrDefault(found => found is not null);
            if (refusal is not null) Add(experiment, ofOption.Key, refusal);
        }
    }

    private void AddNeed(string section, MemoryNeed? need, bool isForEachRun = false)
    {
        if (need is null) return;
        string option = need.Option.Length == 0 ? section : $"{section}.{need.Option}";
        needs.Add(new StageMemory(need with { Option = option }, isForEachRun ? need.Bytes : 0));
    }

    private static string Text(double value) => ScalarValue.Format(value);

    private void Add(Experiment experiment, string member, string message)
    {
        (SourceLocation location, ConfigPath path) = MemberLocation.Of(experiment.Document.Root, member);
        errors.Add(location, path, message);
    }

    private void Warn(Experiment experiment, string member, string message)
    {
        (SourceLocation location, ConfigPath path) = MemberLocation.Of(experiment.Document.Root, member);
        warnings.Add(new ConfigurationWarning(location, path.ToString(), message));
    }
}
