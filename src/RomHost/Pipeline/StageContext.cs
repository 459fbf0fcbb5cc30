using Rom.Abstractions;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Ending;
using RomHost.Models;
using RomHost.Plugins;
using RomHost.Progress;
using RomHost.Reduction;

namespace RomHost.Pipeline;

/// <summary>What a stage works with besides the artifacts.</summary>
/// <param name="Experiment">The experiment, checked.</param>
/// <param name="Folder">Where its artifacts are.</param>
/// <param name="Catalog">The plugins.</param>
/// <param name="Display">Where progress is shown.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Threads">How many runs may be worked on at once; no artifact depends on it.</param>
/// <param name="Force">Whether everything is made again.</param>
/// <param name="Cancellation">Ends the stage at the next run, epoch or trial.</param>
internal sealed record StageContext(
    Experiment Experiment,
    ExperimentFolder Folder,
    PluginCatalog Catalog,
    IProgressDisplay Display,
    TimeProvider Clock,
    int Threads,
    bool Force,
    CancellationToken Cancellation)
{
    /// <summary>What the files hold that runs are made from.</summary>
    public InputFileDigests InputFiles { get; } = new();

    /// <summary>This process's turn on the experiment; null where it writes nothing there.</summary>
    public ExperimentTurn? Turn { get; init; }

    /// <summary>Whether the stacks of failures are shown.</summary>
    public bool Verbose { get; init; }

    /// <summary>Whether this process keeps the experiment's records; one that was started to measure or to train a model does not.</summary>
    public bool KeepsRecords { get; init; } = true;

    /// <summary>Runs the models whose plan asks for a process of their own.</summary>
    public IModelRuntime Isolated { get; init; } = new InThisProcess();

    /// <summary>Where the code of a model runs.</summary>
    /// <param name="model">The model.</param>
    public IModelRuntime RuntimeOf(ModelPlan model) => model.Isolation == Isolation.Process ? Isolated : new InThisProcess();

    /// <summary>Whether a model runs in another process than this one.</summary>
    /// <param name="model">The model.</param>
    public bool IsElsewhere(ModelPlan model) => RuntimeOf(model) is not InThisProcess;

    /// <summary>Whether arrays are deflated.</summary>
    public bool Compress => Experiment.Options.Output.Compress;

    /// <summary>Every how many simulated frames a density is kept.</summary>
    public int DensityEvery => Experiment.Options.Density.Every ?? Experiment.Options.Reduction.Subsample;

    /// <summary>Every how many kept densities are ROM frames.</summary>
    private int RomFrameStride => Experiment.Options.Reduction.Subsample / DensityEvery;

    /// <summary>Everything of plugins that the experiment uses.</summary>
    public IEnumerable<PluginRegistration> Registrations =>
        [Experiment.Simulator, Experiment.DensityEstimator, .. Experiment.Models.Select(model => model.Registration)];

    /// <summary>The plugins that the experiment uses.</summary>
    public IEnumerable<LoadedPlugin> Plugins => Registrations.Select(Catalog.OwnerOf).Distinct();

    /// <summary>The runs of an ensemble.</summary>
    /// <param name="split">Which one.</param>
    public IReadOnlyList<PlannedRun> RunsOf(Split split) => split == Split.Train ? Experiment.TrainRuns : Experiment.TestRuns;

    /// <summary>How long the runs of an ensemble are [time units].</summary>
    /// <param name="split">Which one.</param>
    public double DurationOf(Split split) => (split == Split.Train ? Experiment.Options.Train : Experiment.Options.Test).Duration;

    /// <summary>Makes the simulator.</summary>
    /// <param name="run">The run that it is for, as messages name it; null where it is for none.</param>
    public ISimulator CreateSimulator(string? run = null) =>
        WatchedOffer.Named(Experiment.Simulator.Create(ServicesOf(Experiment.Simulator), Experiment.SimulatorOptions), run);

    /// <summary>Makes the density estimator.</summary>
    /// <param name="run">The run that it is for, as messages name it; null where it is for none.</param>
    public IDensityEstimator CreateDensityEstimator(string? run = null) => WatchedOffer.Named(
        Experiment.DensityEstimator.Create(ServicesOf(Experiment.DensityEstimator), Experiment.DensityEstimatorOptions), run);

    /// <summary>The grid of densities.</summary>
    public Grid Grid => CreateDensityEstimator().GridOn(CreateSimulator().Domain);

    /// <summary>Reads a run's density at the ROM frames.</summary>
    /// <param name="folder">The run.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or on another grid.</exception>
    public DensityMovie ReadDensity(RunFolder folder) =>
        DensityFile.Read(folder.Density, Grid, RomFrameStride);

    /// <summary>The training densities at the ROM frames, run by run.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged or on another grid.</exception>
    public TrainingFrames TrainingFrames() => new(Folder, Grid, RomFrameStride, Experiment.TrainRuns.Count);

    /// <summary>Makes a model's trainer.</summary>
    /// <param name="model">The model.</param>
    public IRomModelTrainer CreateTrainer(ModelPlan model) =>
        WatchedOffer.Named(model.Registration.Create(ServicesOf(model.Registration), model.Options), model.Name);

    /// <summary>Begins work that a model's code does.</summary>
    /// <param name="what">The work: <c>the forecast</c>, say.</param>
    /// <param name="model">The model.</param>
    /// <param name="of">What it does it for, as messages name it: <c> for test run 0 (ring)</c>, say.</param>
    public WorkUnderWay Begin(string what, ModelPlan model, string of = "") =>
        WorkUnderWay.Begin($"{what} of {model.Name}{of}", Catalog.OwnerOf(model.Registration).Name);

    /// <summary>Warns of what a plugin threw; with <see cref="Verbose"/>, where.</summary>
    /// <param name="message">One line.</param>
    /// <param name="stack">The exception with its stack.</param>
    public void WarnOfFailure(string message, string? stack) =>
        Display.Warn(Verbose && stack is not null ? message + Environment.NewLine + stack : message);

    /// <summary>Works on many items, several at once, until cancelled.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="work">Works on one, given its index.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void ForEach(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation }, work);
        }
        catch (AggregateException e)
        {
            Cancellation.ThrowIfCancellationRequested();
            // One failure is enough to know; the stage fails with it as it would have alone.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>Why artifacts have to be made.</summary>
    /// <param name="recordPath">Their record.</param>
    /// <param name="inputs">What they would be made from today.</param>
    /// <param name="record">The record, when they are current.</param>
    /// <returns>Null when they are current, else the reason.</returns>
    public string? ReasonToMake(string recordPath, IReadOnlyDictionary<string, string> inputs, out ArtifactRecord? record)
    {
        record = null;
        string? reason = Force ? "forced" : ArtifactRecord.ReasonToMake(recordPath, inputs, out record);
        if (reason is not null) Turn?.Check();
        // From here on the summary would describe other artifacts than those beside it.
        if (reason is not null) AtomicFile.Delete(Folder.Summary);
        return reason;
    }

    private IServiceProvider ServicesOf(PluginRegistration registration) => Catalog.OwnerOf(registration).Services;
}
