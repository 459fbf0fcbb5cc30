using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Processes;

namespace RomHost.Execution;

/// <summary>
/// A process of one model (<c>romhost work</c>), which trains, loads and forecasts when it is asked to. It ends with this object,
/// and with this process, however that ends. Not thread-safe.
/// </summary>
internal sealed class ModelProcess : IDisposable
{
    // For what a process still does at its end, and for its start on a slow machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly ModelPlan model;
    private readonly CancellationToken cancellation;
    private readonly Process process;
    private readonly ChildProcess.Noted noted;
    private readonly MessageStream messages;
    private readonly LastWords lastWords;

    /// <summary>Starts the process.</summary>
    /// <param name="context">The experiment, with its configuration written already.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ModelProcessException">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public ModelProcess(ExperimentContext context, ModelPlan model)
    {
        (this.model, cancellation) = (model, context.Cancellation);
        var (host, first) = HostProgram.Find();
        process = ChildProcess.Start(host, [.. first, "work", context.Folder.Root, "--model", model.Name, .. context.Components.Catalog.Arguments]);
        noted = new ChildProcess.Noted(process);
        messages = new MessageStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        lastWords = new LastWords(process.StandardError);
        try
        {
            Exchange("start", LongestStart, () => { }, kind => kind == MessageKind.Ready ? this : null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private TimeSpan? TimeLimit => model.TimeLimit is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Trains the model.</summary>
    /// <param name="folder">An empty folder, which receives the model's files.</param>
    /// <param name="progress">Receives reports.</param>
    /// <exception cref="ModelProcessException">The process ended, or took longer than the model's limit.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public TrainingOutcome Train(string folder, IProgress<TrainingProgress> progress) => Exchange(
        "training", TimeLimit, () => messages.Send(MessageKind.Train, writer => MessageStream.WriteText(writer, folder)), kind =>
        {
            if (kind == MessageKind.Trained)
                return new TrainingOutcome(TrainingFacts.FromJson(Facts()), messages.ReadDouble());
            if (kind == MessageKind.Progress) progress.Report(new(messages.ReadDouble(), messages.ReadDouble(), messages.ReadText()));
            return null;
        });

    /// <summary>Loads the model from its folder.</summary>
    /// <param name="dimension">Latent dimension of the data; null where it is not known.</param>
    /// <returns>What it says of itself.</returns>
    /// <exception cref="ModelProcessException">The plugin threw, or the process ended or took longer than the model's limit.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public ModelDescription Load(int? dimension) => Exchange(
        "loading", TimeLimit,
        () => messages.Send(MessageKind.Load, writer => writer.Write(dimension ?? -1)),
        kind => kind == MessageKind.Loaded ? JsonText.Parse<ModelDescription>(messages.ReadText()) : null);

    /// <summary>Forecasts with the loaded model.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">Number of states.</param>
    /// <param name="forecast">Receives them [steps, r].</param>
    /// <exception cref="ModelProcessException">The plugin threw, or the process ended or took longer than the model's limit.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        double[] sent = window.ToArray();
        double[] states = Exchange(
            "forecast", TimeLimit,
            () => messages.Send(MessageKind.Forecast, writer =>
            {
                writer.Write(steps);
                MessageStream.WriteValues(writer, sent);
            }),
            kind => kind == MessageKind.States ? messages.ReadValues() : null);
        if (states.Length != forecast.Length)
            throw new ModelProcessException($"expected {forecast.Length} values of a forecast, found {states.Length}", "");
        states.CopyTo(forecast);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        noted.Dispose();
        process.Dispose();
    }

    private T Exchange<T>(string what, TimeSpan? limit, Action ask, Func<MessageKind, T?> read) where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is { } most) stop.CancelAfter(most);
        using (stop.Token.Register(Kill))
        {
            try
            {
                ask();
                while (messages.Next() is { } kind)
                {
                    if (kind == MessageKind.Failed) throw new ModelProcessException(messages.ReadText(), messages.ReadText());
                    if (read(kind) is { } answer) return answer;
                }
            }
            catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
            {
                // A pipe broke: why the process ended says more than that.
            }
        }
        cancellation.ThrowIfCancellationRequested();
        throw stop.IsCancellationRequested
            ? new ModelProcessException($"its {what} took longer than {Seconds(limit!.Value)}{Key(what)}; its process was ended", "") { HasEnded = true }
            : End(what);
    }

    private static string Seconds(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.###} s");

    private static string Key(string what) => what == "start" ? "" : ", its time_limit";

    private ModelProcessException End(string what)
    {
        if (!process.WaitForExit(Patience)) Kill();
        process.WaitForExit(Patience);
        string said = lastWords.Read(Patience);
        string code = process.HasExited ? $"exit code {process.ExitCode}{SignalOf(process.ExitCode)}" : "its pipe closed";
        return new ModelProcessException($"its process ended during its {what} with {code}: {LastWords.CauseIn(said)}", said) { HasEnded = true };
    }

    private static string SignalOf(int exitCode) => exitCode switch
    {
        128 + 6 => " (SIGABRT)",
        128 + 9 => " (SIGKILL: was there memory enough?)",
        128 + 11 => " (SIGSEGV)",
        unchecked((int)0xC00000FD) => " (stack overflow)",
        unchecked((int)0xC0000005) => " (access violation)",
        _ => "",
    };

    private JsonObject Facts() => JsonNode.Parse(messages.ReadText())?.AsObject() ?? throw new InvalidDataException("expected facts");

    private void Kill() => ChildProcess.Kill(process);
}
