using System.Collections.Concurrent;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Work;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>The context of all work on an experiment.</summary>
/// <param name="Experiment">The validated experiment.</param>
/// <param name="Folder">The folder of its artifacts.</param>
/// <param name="Components">Creates the experiment's plugins.</param>
/// <param name="Store">Its artifacts.</param>
/// <param name="Display">The display of progress.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Threads">The most concurrent runs; artifacts do not depend on it.</param>
/// <param name="Cancellation">Ends the work before the next run, epoch or trial.</param>
internal sealed record ExperimentContext(
    Experiment Experiment,
    ExperimentFolder Folder,
    ExperimentComponents Components,
    ArtifactStore Store,
    IProgressDisplay Display,
    TimeProvider Clock,
    int Threads,
    CancellationToken Cancellation)
{
    /// <summary>Whether stack traces of failures are shown.</summary>
    public bool Verbose { get; init; }

    /// <summary>
    /// The longest window of all models whose trainer can be made [frames], as validation found it; 1 where there is
    /// none.
    /// </summary>
    public int LongestLag { get; init; } = 1;

    /// <summary>
    /// The longest window of each model over all of its candidates [frames], as validation found it; without an entry
    /// where no trainer can be made.
    /// </summary>
    public IReadOnlyDictionary<string, int> Lags { get; init; } = new Dictionary<string, int>();

    /// <summary>The runs and models of which a stage makes its artifacts.</summary>
    public Part Part { get; init; } = Part.Whole;

    /// <summary>
    /// Names of the models of which options are still to be chosen; empty in a run, which chooses them first.
    /// </summary>
    public IReadOnlySet<string> Undecided { get; init; } = new HashSet<string>();

    /// <summary>Returns the context of the same experiment with other options of its models.</summary>
    /// <param name="other">The experiment.</param>
    public ExperimentContext For(Experiment other)
    {
        var components = new ExperimentComponents(other, Components.Catalog);
        return this with { Experiment = other, Components = components, Store = Store.For(other, components) };
    }

    /// <summary>Finds a model by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidDataException">The experiment has no such model.</exception>
    public ModelPlan ModelNamed(string name) =>
        Experiment.Models.FirstOrDefault(model => model.Name == name)
        ?? throw new InvalidDataException($"expected a model of {Folder.Root}, found '{name}'");

    /// <summary>Reads a run's density at the ROM frames.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or on another grid.</exception>
    public DensityMovie ReadDensity(RunFolder run) =>
        DensityFile.Read(run.Density, Components.Grid, Experiment.RomFrameStride, Cancellation);

    /// <summary>Reads a run's density and further fields at the ROM frames.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged, on another grid or without one of the fields.
    /// </exception>
    public FieldMovie ReadFields(RunFolder run) => DensityFile.Read(
        run.Density, Components.Grid, Experiment.RomFrameStride,
        [.. Components.Channels.SelectMany(channel => channel.Fields)], Cancellation);

    /// <summary>Warns of a plugin's exception; with <see cref="Verbose"/>, also shows its stack.</summary>
    /// <param name="message">One line.</param>
    /// <param name="stack">The exception with its stack.</param>
    public void WarnOfFailure(string message, string? stack) =>
        Display.Warn(Verbose && stack is not null ? message + Environment.NewLine + stack : message);

    /// <summary>
    /// Works on many items concurrently, until cancelled; items that another process works on are left for the end.
    /// </summary>
    /// <param name="count">The number of items.</param>
    /// <param name="work">
    /// Processes one item, given its index; called again where it throws <see cref="ArtifactClaimedException"/>.
    /// </param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void ForEach(int count, Action<int> work) => Store.Patience.UntilAll(count, items =>
    {
        var claimed = new ConcurrentDictionary<int, ArtifactClaimedException>();
        // One failure is enough: the stage fails with it.
        ConcurrentWork.For(items.Count, Threads, k =>
        {
            try
            {
                work(items[k]);
            }
            catch (ArtifactClaimedException e)
            {
                claimed[items[k]] = e;
            }
        }, Cancellation);
        return ([.. claimed.Keys.Order()], claimed.Values.FirstOrDefault());
    });

    /// <summary>Works on items one after the other, in the same way.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">Processes one item.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void ForEachInTurn<T>(IReadOnlyList<T> items, Action<T> work) =>
        (this with { Threads = 1 }).ForEach(items.Count, i => work(items[i]));
}
