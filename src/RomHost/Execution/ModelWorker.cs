using System.Collections.Concurrent;
using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Validation;

namespace RomHost.Execution;

/// <summary>
/// The other end of a <see cref="ModelProcess"/>: serves requests one after the other, until the pipe closes.
/// </summary>
/// <param name="open">Makes the experiment from its configuration.</param>
/// <param name="name">The model's name.</param>
/// <param name="messages">The pipes.</param>
internal sealed class ModelWorker(Func<string, ExperimentContext> open, string name, MessageStream messages)
{
    private readonly BlockingCollection<Action> requests = [];
    private readonly InThisProcess runtime = new();
    private ExperimentContext context = null!; // from the first request on
    private ModelPlan model = null!;
    private IRomModel? loaded;

    /// <summary>Serves requests until the host ends, which ends this process.</summary>
    public void Serve()
    {
        // Reading goes on while plugins load and the model works: the host's end is seen whatever they do.
        new Thread(ReadRequests) { IsBackground = true }.Start();
        foreach (var request in requests.GetConsumingEnumerable())
        {
            try
            {
                request();
            }
            catch (Exception e)
            {
                bool isRefusal = PluginFailure.IsRefusal(e), isDivergence = e is TrainingDivergedException;
                var (message, stack) = (
                    isRefusal || isDivergence ? PluginFailure.Message(e) : PluginFailure.Describe(e),
                    PluginFailure.StackOf(e));
                messages.Send(MessageKind.Failed, writer =>
                {
                    MessageStream.WriteText(writer, message);
                    MessageStream.WriteText(writer, stack);
                    writer.Write(isRefusal);
                    writer.Write(isDivergence);
                });
            }
        }
    }

    private void ReadRequests()
    {
        try
        {
            while (messages.Next() is { } kind) requests.Add(Read(kind));
        }
        finally
        {
            // Without an orderly exit, which a plugin can delay.
            Process.GetCurrentProcess().Kill();
        }
    }

    private Action Read(MessageKind kind)
    {
        switch (kind)
        {
            case MessageKind.Open:
                string configuration = messages.ReadText();
                return () => Open(configuration);
            case MessageKind.Prepare:
                return Prepare;
            case MessageKind.AskMemory:
                var size = new TrainingSize(
                    messages.ReadInt32(), messages.ReadInt32(), messages.ReadInt32(), ReadMany(messages.ReadText));
                return () => AskMemory(size);
            case MessageKind.Train:
                string folder = messages.ReadText();
                return () => Train(folder);
            case MessageKind.Fit:
                int heldOut = messages.ReadInt32();
                int[][] folds = ReadMany(() => ReadMany(messages.ReadInt32));
                return () => Fit(folds, heldOut);
            case MessageKind.Load:
                int dimension = messages.ReadInt32();
                return () => Load(dimension < 0 ? null : dimension);
            case MessageKind.Forecast:
                var (steps, window) = (messages.ReadInt32(), messages.ReadValues());
                return () => Forecast(window, steps);
            case MessageKind.ForecastEnsemble:
                var (length, members, seed) = (messages.ReadInt32(), messages.ReadInt32(), messages.ReadUInt64());
                double[] start = messages.ReadValues();
                return () => ForecastEnsemble(start, length, members, seed);
            default:
                throw new InvalidDataException($"expected a request, found {kind}");
        }
    }

    private T[] ReadMany<T>(Func<T> read) => [.. Enumerable.Range(0, messages.ReadInt32()).Select(_ => read())];

    private void Open(string configuration)
    {
        context = open(configuration);
        model = context.ModelNamed(name);
        messages.Send(MessageKind.Opened);
    }

    private void Prepare()
    {
        var trainer = context.Components.CreateTrainer(model);
        using var _ = trainer as IDisposable;
        int maxLag = trainer.MaxLag;
        messages.Send(MessageKind.Prepared, writer => writer.Write(maxLag));
    }

    private void AskMemory(TrainingSize size)
    {
        var trainer = context.Components.CreateTrainer(model);
        using var _ = trainer as IDisposable;
        var need = trainer.MemoryFor(size.Runs, size.Frames, size.Dimension);
        var refusal = size.RefusalOf(trainer);
        messages.Send(MessageKind.Memory, writer =>
        {
            writer.Write(need is not null);
            if (need is not null)
            {
                MessageStream.WriteText(writer, need.Purpose);
                writer.Write(need.Bytes);
                writer.Write(need.LongestArray);
                MessageStream.WriteText(writer, need.Cure);
                MessageStream.WriteText(writer, need.Option);
            }
            writer.Write(refusal is not null);
            if (refusal is null) return;
            MessageStream.WriteText(writer, refusal.ErrorMessage ?? "");
            MessageStream.WriteText(writer, refusal.MemberNames.FirstOrDefault() ?? "");
        });
    }

    private void Train(string folder)
    {
        var data = new TrainingData(context.Folder.LatentDataset, context.Cancellation);
        // The host enforces the time limit and ends this process.
        var outcome = runtime.Train(context, model with { TimeLimit = null }, data, folder, new Progress(messages));
        string facts = outcome.Facts.ToJson().ToJsonString();
        messages.Send(MessageKind.Trained, writer =>
        {
            MessageStream.WriteText(writer, facts);
            writer.Write(outcome.Seconds);
        });
    }

    private void Fit(int[][] folds, int heldOut)
    {
        var all = LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation);
        var data = new FoldedData(all.Select(context.Components.ChannelsOf(model)), folds);
        Keep(runtime.Fit(context, model with { TimeLimit = null }, data, heldOut)); // the host enforces the time limit
    }

    private void Load(int? dimension) => Keep(runtime.Load(context, model, dimension));

    private void Keep(IRomModel answered)
    {
        (loaded as IDisposable)?.Dispose();
        loaded = answered;
        string description = JsonText.Of(ModelDescription.Of(loaded));
        messages.Send(MessageKind.Loaded, writer => MessageStream.WriteText(writer, description));
    }

    private void Forecast(double[] window, int steps)
    {
        var states = new double[checked(steps * loaded!.LatentDimension)];
        loaded.Forecast(window, steps, states);
        messages.Send(MessageKind.States, writer => MessageStream.WriteValues(writer, states));
    }

    private void ForecastEnsemble(double[] window, int steps, int members, ulong seed)
    {
        var states = new double[checked(members * steps * loaded!.LatentDimension)];
        IWrappedModel.EnsembleOf(loaded)!.ForecastEnsemble(window, steps, members, seed, states);
        messages.Send(MessageKind.States, writer => MessageStream.WriteValues(writer, states));
    }

    private sealed class Progress(MessageStream messages) : IProgress<TrainingProgress>
    {
        // Reports are cheap but messages are not: intermediate reports are dropped.
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

        private long last;

        public void Report(TrainingProgress value)
        {
            long before = Interlocked.Read(ref last), now = Stopwatch.GetTimestamp();
            bool isDue = before == 0 || value.Completed >= value.Total
                || Stopwatch.GetElapsedTime(before, now) >= Interval;
            if (!isDue || Interlocked.CompareExchange(ref last, now, before) != before) return;
            messages.Send(MessageKind.Progress, writer =>
            {
                writer.Write(value.Completed);
                writer.Write(value.Total);
                MessageStream.WriteText(writer, value.Message);
            });
        }
    }
}
