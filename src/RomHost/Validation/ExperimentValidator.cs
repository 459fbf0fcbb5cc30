using Rom.Abstractions;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;

namespace RomHost.Validation;

/// <summary>
/// Finds faults of an experiment before anything is computed: it creates the plugins and asks them for frames, grid and
/// windows. Where a simulator cannot know its number of frames, checks that need it are left out.
/// </summary>
/// <param name="services">The services that the plugins' constructors may take.</param>
/// <param name="machineMemory">Bytes of memory that the machine has.</param>
/// <param name="askElsewhere">
/// Asks the trainer of a model with <c>isolation: process</c>, in a process of its own; null asks every trainer in this
/// one.
/// </param>
internal sealed class ExperimentValidator(
    Func<PluginRegistration, IServiceProvider> services, long machineMemory,
    Func<Experiment, ModelPlan, TrainingSize, TrainerStatement>? askElsewhere = null)
{
    /// <summary>Creates a validator for this machine.</summary>
    public ExperimentValidator(Func<PluginRegistration, IServiceProvider> services)
        : this(services, MachineMemory.Bytes)
    {
    }

    /// <summary>Checks an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <returns>Warnings and limits for an experiment that can run.</returns>
    /// <exception cref="ConfigurationException">The experiment cannot run; lists all reasons.</exception>
    public Findings Validate(Experiment experiment)
    {
        var log = new ValidationLog(experiment);
        var memory = new MemoryCheck(log, machineMemory);
        var (simulator, domain, grid, fields) = CreatedPlugins.Create(experiment, services, log);
        RunCheck? runs = simulator is null ? null : new RunCheck(experiment, simulator, log);
        var train = FrameCounts.Of(experiment, runs?.FramesOf(experiment.Options.Train, "Train", memory));
        var test = FrameCounts.Of(experiment, runs?.FramesOf(experiment.Options.Test, "Test", memory));

        int replicas = runs?.CheckReplicas() ?? 0;
        runs?.CheckCalibration();

        var channels = FieldCheck.ChannelsOf(experiment, fields ?? []);
        var models = new ModelCheck(experiment, services, channels, askElsewhere, log);
        (int lag, string model) = models.Check(train.Rom, memory);
        new SelectionCheck(experiment, log).Check();
        new MemberCheck(experiment, services, channels, log).Check();
        if (fields is not null) new FieldCheck(experiment, fields, channels, log).Check();
        var forecast = new ForecastCheck(experiment, log, lag, model);
        forecast.CheckWindow(train, "train");
        forecast.CheckWindow(test, "test");
        if (experiment.Models.Count > 0) forecast.CheckStart(test);
        else
        {
            log.Warn(
                "Models",
                "no model takes part: data, basis and latent data are made, and nothing is trained; "
                + "to train, add a model or set enabled: true");
        }

        runs?.CheckInitialConditions();
        var reduction = new ReductionCheck(experiment, log);
        if (domain is not null) reduction.CheckAlignment(domain);
        if (grid is not null)
        {
            reduction.CheckDensities(grid);
            reduction.CheckModes(grid, train.Rom);
            EnsembleSize trainSize = train.SizeOf("Train", experiment.TrainRuns.Count);
            memory.Add(new ExperimentMemory(
                experiment, grid, trainSize, test.SizeOf("Test", experiment.TestRuns.Count), replicas));
        }
        memory.Check();
        if (experiment.TrainRuns.Count == 1 && experiment.Models.Count > 0)
            log.Warn("Train.InitialConditions", "there is one training run: none is left to validate a training on");
        log.ThrowIfAny();
        return new Findings(log.Warnings, memory.MostRunsAtOnce, Math.Max(1, lag), models.Lags);
    }
}
