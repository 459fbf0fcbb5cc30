using System.Collections.Concurrent;
using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Execution;

/// <summary>The other end of a <see cref="ModelProcess"/>: does what it is asked to, one after the other, until the pipe closes.</summary>
/// <param name="context">The experiment.</param>
/// <param name="model">The model.</param>
/// <param name="messages">The pipes.</param>
internal sealed class ModelWorker(ExperimentContext context, ModelPlan model, MessageStream messages)
{
    private readonly BlockingCollection<Action> requests = [];
    private readonly InThisProcess runtime = new();
    private IRomModel? loaded;

    /// <summary>Serves until the host ends, which ends this process.</summary>
    public void Serve()
    {
        // Reading goes on while the model works: the host's end is seen whatever the model does.
        new Thread(ReadRequests) { IsBackground = true }.Start();
        messages.Send(MessageKind.Ready);
        foreach (var request in requests.GetConsumingEnumerable())
        {
            try
            {
                request();
            }
            catch (Exception e)
            {
                messages.Send(MessageKind.Failed, writer =>
                {
                    MessageStream.WriteText(writer, PluginFailure.Describe(e));
                    MessageStream.WriteText(writer, PluginFailure.StackOf(e));
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
            // Not by an orderly exit, which a plugin can delay.
            Process.GetCurrentProcess().Kill();
        }
    }

    private Action Read(MessageKind kind)
    {
        switch (kind)
        {
            case MessageKind.Train:
                string folder = messages.ReadText();
                return () => Train(folder);
            case MessageKind.Load:
                int dimension = messages.ReadInt32();
                return () => Load(dimension < 0 ? null : dimension);
            case MessageKind.Forecast:
                var (steps, window) = (messages.ReadInt32(), messages.ReadValues());
                return () => Forecast(window, steps);
            default:
                throw new InvalidDataException($"expected a request, found {kind}");
        }
    }

    private void Train(string folder)
    {
        var data = new Lazy<TrainingData>(() => new TrainingData(context.Folder.LatentDataset, context.Cancellation));
        // The time limit is the host's, which ends this process.
        var outcome = runtime.Train(context, model with { TimeLimit = null }, data, folder, new Progress(messages));
        messages.Send(MessageKind.Trained, writer =>
        {
            MessageStream.WriteText(writer, outcome.Facts.ToJson().ToJsonString());
            writer.Write(outcome.Seconds);
        });
    }

    private void Load(int? dimension)
    {
        (loaded as IDisposable)?.Dispose();
        loaded = runtime.Load(context, model, dimension);
        string description = JsonText.Of(ModelDescription.Of(loaded));
        messages.Send(MessageKind.Loaded, writer => MessageStream.WriteText(writer, description));
    }

    private void Forecast(double[] window, int steps)
    {
        var states = new double[checked(steps * loaded!.LatentDimension)];
        loaded.Forecast(window, steps, states);
        messages.Send(MessageKind.States, writer => MessageStream.WriteValues(writer, states));
    }

    private sealed class Progress(MessageStream messages) : IProgress<TrainingProgress>
    {
        // Reports are cheap to make, and messages are not: those between are not missed.
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

        private long last;

        public void Report(TrainingProgress value)
        {
            long before = Interlocked.Read(ref last), now = Stopwatch.GetTimestamp();
            bool isDue = before == 0 || value.Completed >= value.Total || Stopwatch.GetElapsedTime(before, now) >= Interval;
            if (!isDue || Interlocked.CompareExchange(ref last, now, before) != before) return;
            messages.Send(MessageKind.Progress, writer =>
            {
                writer.Write(value.Completed);
                writer.Write(value.Total);
                MessageStream.WriteText(writer, value.Message ?? "");
            });
        }
    }
}
