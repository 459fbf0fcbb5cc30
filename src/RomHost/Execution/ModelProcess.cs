using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Processes;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Processes;
using RomHost.Validation;

namespace RomHost.Execution;

/// <summary>
/// A process of one model (<c>romhost work</c>), which makes its trainer, trains, loads and forecasts when it is asked
/// to. It ends with this object, and with this process, however that ends. Not thread-safe.
/// </summary>
internal sealed class ModelProcess : IDisposable
{
    // Time for a process's last work at its end, and for its start on a slow machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly ModelPlan model;
    private readonly CancellationToken cancellation;
    private readonly StartedProgram program;
    private readonly MessageStream messages;
    private readonly LastWords lastWords;

    /// <summary>Starts the process, and makes the model's trainer in it.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">Where its artifacts are, or will be.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="model">The model.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="ModelProcessException">It could not be started, or the trainer could not be made.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ModelProcess(
        Experiment experiment, ExperimentFolder folder, PluginCatalog catalog, ModelPlan model,
        CancellationToken cancellation)
    {
        (this.model, this.cancellation) = (model, cancellation);
        var (host, first) = HostProgram.Find();
        program = ChildProcess.Start(
            host, [.. first, "work", folder.Root, "--model", model.Name, .. catalog.Arguments],
            new() { HasInput = true });
        messages = new MessageStream(program.Output, program.Input);
        lastWords = new LastWords(program.Complaints);
        try
        {
            Open(experiment);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Starts the process for a model of a stage.</summary>
    /// <param name="context">The stage's context.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ModelProcessException">It could not be started, or the trainer could not be made.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public ModelProcess(ExperimentContext context, ModelPlan model)
        : this(context.Experiment, context.Folder, context.Components.Catalog, model, context.Cancellation)
    {
    }

    /// <summary>The trainer's longest window [frames].</summary>
    public int MaxLag { get; private set; }

    private TimeSpan? TimeLimit => model.TimeLimit is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Makes the model's trainer anew, with other options of the same experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="ModelProcessException">
    /// The trainer could not be made, or the process ended or took longer than the model's limit.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Open(Experiment experiment)
    {
        string configuration = ConfigurationWriter.WriteResolved(experiment);
        Exchange(
            "start", LongestStart,
            () => messages.Send(MessageKind.Open, writer => MessageStream.WriteText(writer, configuration)),
            kind => kind == MessageKind.Opened ? this : null);
        MaxLag = Exchange(
            "preparation", TimeLimit ?? LongestStart, () => messages.Send(MessageKind.Prepare),
            kind => kind == MessageKind.Prepared ? new Answer<int>(messages.ReadInt32()) : null).Value;
    }

    /// <summary>Asks the trainer for the memory of a training, and for what makes it impossible.</summary>
    /// <param name="size">The size and channels of the training data.</param>
    /// <exception cref="ModelProcessException">
    /// The plugin threw, or the process ended or took longer than the model's limit.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainerStatement Ask(TrainingSize size) => Exchange(
        "preparation", TimeLimit ?? LongestStart,
        () => messages.Send(MessageKind.AskMemory, writer =>
        {
            writer.Write(size.Runs);
            writer.Write(size.Frames);
            writer.Write(size.Dimension);
            writer.Write(size.Channels.Count);
            foreach (string channel in size.Channels) MessageStream.WriteText(writer, channel);
        }),
        kind => kind == MessageKind.Memory
            ? new TrainerStatement(
                MaxLag, messages.ReadFlag() ? ReadNeed() : null, messages.ReadFlag() ? ReadRefusal() : null)
            : null);

    /// <summary>Trains the model.</summary>
    /// <param name="folder">An empty folder, which receives the model's files.</param>
    /// <param name="progress">Receives reports.</param>
    /// <exception cref="ModelProcessException">The process ended, or exceeded the model's time limit.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public TrainingOutcome Train(string folder, IProgress<TrainingProgress> progress) => Exchange(
        "training", TimeLimit,
        () => messages.Send(MessageKind.Train, writer => MessageStream.WriteText(writer, folder)),
        kind =>
        {
            if (kind == MessageKind.Trained)
                return new TrainingOutcome(TrainingFacts.FromJson(Facts()), messages.ReadDouble());
            if (kind == MessageKind.Progress)
                progress.Report(new(messages.ReadDouble(), messages.ReadDouble(), messages.ReadText()));
            return null;
        });

    /// <summary>Trains the model without some of the runs, and keeps it in the process.</summary>
    /// <param name="folds">The runs of each fold, from 0.</param>
    /// <param name="heldOut">The fold that is held out, from 0.</param>
    /// <exception cref="ModelProcessException">
    /// The plugin threw, or the process ended or exceeded the model's time limit.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The training ended without a finite model.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public ModelDescription Fit(IReadOnlyList<IReadOnlyList<int>> folds, int heldOut) => Exchange(
        "training", TimeLimit,
        () => messages.Send(MessageKind.Fit, writer =>
        {
            writer.Write(heldOut);
            writer.Write(folds.Count);
            foreach (var fold in folds)
            {
                writer.Write(fold.Count);
                foreach (int run in fold) writer.Write(run);
            }
        }),
        kind => kind == MessageKind.Loaded ? JsonText.Parse<ModelDescription>(messages.ReadText()) : null);

    /// <summary>Loads the model from its folder.</summary>
    /// <param name="dimension">Latent dimension of the data; null where it is not known.</param>
    /// <exception cref="ModelProcessException">
    /// The plugin threw, or the process ended or exceeded the model's time limit.
    /// </exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public ModelDescription Load(int? dimension) => Exchange(
        "loading", TimeLimit,
        () => messages.Send(MessageKind.Load, writer => writer.Write(dimension ?? -1)),
        kind => kind == MessageKind.Loaded ? JsonText.Parse<ModelDescription>(messages.ReadText()) : null);

    /// <summary>Forecasts with the loaded model.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">Number of states.</param>
    /// <param name="forecast">Receives the states [steps, r].</param>
    /// <exception cref="ModelProcessException">
    /// The plugin threw, or the process ended or exceeded the model's time limit.
    /// </exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        double[] sent = window.ToArray();
        Receive(forecast, () => messages.Send(MessageKind.Forecast, writer =>
        {
            writer.Write(steps);
            MessageStream.WriteValues(writer, sent);
        }));
    }

    /// <summary>Forecasts an ensemble with the loaded model, which forecasts them itself.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">Number of states.</param>
    /// <param name="members">Number m of members.</param>
    /// <param name="seed">Seed of all that is drawn.</param>
    /// <param name="ensemble">Receives the states [m, steps, r].</param>
    /// <exception cref="ModelProcessException">
    /// The plugin threw, or the process ended or exceeded the model's time limit.
    /// </exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        double[] sent = window.ToArray();
        Receive(ensemble, () => messages.Send(MessageKind.ForecastEnsemble, writer =>
        {
            writer.Write(steps);
            writer.Write(members);
            writer.Write(seed);
            MessageStream.WriteValues(writer, sent);
        }));
    }

    /// <inheritdoc/>
    public void Dispose() => program.Dispose();

    private void Receive(Span<double> forecast, Action ask)
    {
        double[] states = Exchange(
            "forecast", TimeLimit, ask, kind => kind == MessageKind.States ? messages.ReadValues() : null);
        if (states.Length != forecast.Length)
            throw new ModelProcessException(
                $"expected {NumberText.Count(forecast.Length, "value")} of a forecast, found {states.Length}", "");
        states.CopyTo(forecast);
    }

    private T Exchange<T>(string what, TimeSpan? limit, Action ask, Func<MessageKind, T?> read) where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is { } most) stop.CancelAfter(most);
        T? answer = null;
        using (stop.Token.Register(program.Kill))
        {
            try
            {
                ask();
                while (answer is null && messages.Next() is { } kind)
                {
                    if (kind == MessageKind.Failed) throw Failure();
                    answer = read(kind);
                }
            }
            catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
            {
                // A pipe broke: the cause of the process's end takes precedence.
            }
        }
        cancellation.ThrowIfCancellationRequested();
        // Also where the answer came while the limit ended: the process is gone, and the next question would blame it.
        if (stop.IsCancellationRequested) throw TookTooLong(what, limit!.Value);
        return answer ?? throw End(what);
    }

    private Exception Failure()
    {
        var thrown = new ModelProcessException(messages.ReadText(), messages.ReadText())
        {
            IsRefusal = messages.ReadFlag(),
        };
        return messages.ReadFlag() ? new TrainingDivergedException(thrown.Message) : thrown;
    }

    private ModelProcessException TookTooLong(string what, TimeSpan limit)
    {
        program.Kill();
        string excess = limit == TimeLimit
            ? model.ExcessOf(what)
            : $"its {what} took longer than {NumberText.Time(limit.TotalSeconds)}";
        return new ModelProcessException($"{excess}; its process was ended", "") { HasEnded = true };
    }

    private ModelProcessException End(string what)
    {
        if (!program.Exit.Wait(Patience, CancellationToken.None)) program.Kill();
        bool hasEnded = program.Exit.Wait(Patience, CancellationToken.None);
        program.Kill(); // what it started and left would keep its streams open
        string said = lastWords.Read(Patience);
        if (hasEnded) ChildProcess.ThrowIfStopped(program.Exit.Result, cancellation);
        string code = hasEnded ? $"exit code {program.Exit.Result}{SignalOf(program.Exit.Result)}" : "its pipe closed";
        return new ModelProcessException(
            $"its process ended during its {what} with {code}: {LastWords.CauseIn(said)}", said)
        { HasEnded = true };
    }

    private static string SignalOf(int exitCode) => exitCode switch
    {
        128 + 6 => " (SIGABRT)",
        128 + 9 => " (SIGKILL: was there memory enough?)",
        128 + 11 => " (SIGSEGV)",
        128 + 15 => " (SIGTERM)",
        unchecked((int)0xC00000FD) => " (stack overflow)",
        unchecked((int)0xC0000005) => " (access violation)",
        _ => "",
    };

    private JsonObject Facts() =>
        JsonNode.Parse(messages.ReadText())?.AsObject() ?? throw new InvalidDataException("expected facts");

    private MemoryNeed ReadNeed() => new()
    {
        Purpose = messages.ReadText(),
        Bytes = messages.ReadDouble(),
        LongestArray = messages.ReadDouble(),
        Cure = messages.ReadText(),
        Option = messages.ReadText(),
    };

    private ValidationResult ReadRefusal() => new(messages.ReadText(), [messages.ReadText()]);

    private sealed record Answer<T>(T Value);
}
