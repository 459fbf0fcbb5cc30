using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// Trains and loads a combined model with its members, and so makes it a model as any other: its folder holds its
/// members too, and it depends on no other model's files.
/// </summary>
/// <remarks>
/// A member is trained anew with the seed of the experiment's own model of this name, so it is the same model.
/// Trainings follow one another: the contract does not say that two may go on at once in one process.
/// </remarks>
/// <param name="inner">The trainer of the combined model.</param>
/// <param name="members">The members, in order; at least one.</param>
internal sealed class CombinedTrainer(ICombiningTrainer inner, IReadOnlyList<PlannedMember> members) : IRomModelTrainer
{
    /// <summary>The folder of the members, within that of the model.</summary>
    public const string MembersFolder = "members";

    // Separates the stream from those of runs, trainings and selection.
    private const ulong FoldStream = 0x73746163;

    /// <inheritdoc/>
    public int MaxLag => members.Max(member => member.Create().MaxLag);

    /// <inheritdoc/>
    public MemoryNeed? MemoryFor(int runs, int frames, int dimension) => members
        .Select(member => member.Create().MemoryFor(runs, frames, dimension)).OfType<MemoryNeed>()
        .MaxBy(need => need.Bytes);

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        if (data.RunCount < 2)
        {
            throw new ArgumentException(
                $"expected at least 2 training runs, so that members forecast runs that they do not know, found "
                + $"{data.RunCount}; train on more runs");
        }
        var trained = new IRomModel[members.Count];
        var fitted = new FittedMember[members.Count];
        int start = MaxLag, folds = Math.Clamp(inner.Folds, 2, data.RunCount);
        int[][] heldOut = RunFolds.Of(
            data.RunCount, folds, new RandomStream(RandomStream.DeriveSeed(context.Seed, FoldStream)));
        int done = 0;
        try
        {
            for (int m = 0; m < members.Count; m++)
            {
                trained[m] = TrainMember(m, data, context, done++);
                var rollouts = new double[data.RunCount][];
                foreach (int[] fold in heldOut)
                {
                    // Doubts about a part of the data would repeat those about all of it.
                    var others = context with { Warnings = null };
                    var model = TrainMember(m, Without(data, fold), others, done++);
                    foreach (int run in fold) rollouts[run] = Rollout(model, data, run, start);
                    (model as IDisposable)?.Dispose();
                }
                fitted[m] = new FittedMember(members[m].Name, trained[m], rollouts);
            }
            var combined = inner.Train(data, fitted, start, context);
            return new CombinedModel(combined, [.. members.Select((member, m) => (member.Name, trained[m]))]);
        }
        catch
        {
            foreach (var model in trained) (model as IDisposable)?.Dispose();
            throw;
        }

        IRomModel TrainMember(int m, LatentDataset part, TrainingContext training, int before)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (name, create, channels) = members[m];
            var progress = new MemberProgress(context.Progress, name, before, members.Count * (folds + 1));
            var warnings = training.Warnings is { } whole ? new MemberWarnings(whole, name) : null;
            try
            {
                var model = create().Train(
                        part.Select(channels), training with { Progress = progress, Warnings = warnings })
                    ?? throw new ContractBreachException("Train: expected a model, found null");
                return LeadingChannelsModel.Of(model, data.Dimension);
            }
            catch (TrainingDivergedException e)
            {
                throw new TrainingDivergedException($"its member {name} diverged: {PluginFailure.Message(e)}");
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
            {
                throw new InvalidOperationException($"its member {name} failed: {PluginFailure.Describe(e)}", e);
            }
        }
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory)
    {
        IRomModel[] alone =
            [.. members.Select(member => member.Create().Load(Path.Combine(directory, MembersFolder, member.Name)))];
        int dimension = alone.Max(model => model.LatentDimension);
        (string Name, IRomModel Model)[] loaded =
            [.. members.Select((member, m) => (member.Name, LeadingChannelsModel.Of(alone[m], dimension)))];
        return new CombinedModel(inner.Load(directory, [.. loaded.Select(member => member.Model)]), loaded);
    }

    private static LatentDataset Without(LatentDataset data, int[] heldOut) => new(
        data.Dimension, data.TimeStep,
        Enumerable.Range(0, data.RunCount).Except(heldOut).Select(run => data.Run(run).ToArray()), data.Channels);

    private static double[] Rollout(IRomModel model, LatentDataset data, int run, int start)
    {
        int steps = data.FrameCount(run) - start;
        if (steps < 1) return [];
        var forecast = new double[steps * data.Dimension];
        // A copy: a read-only span does not prevent a plugin from writing.
        model.Forecast(data.Window(run, start, model.Lag).ToArray(), steps, forecast);
        return forecast;
    }

    private sealed class MemberProgress(IProgress<TrainingProgress> whole, string member, int done, int trainings)
        : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(new TrainingProgress(
            done + (value.Completed / value.Total), trainings, $"{member}: {value.Message}"));
    }

    // The model that doubts is one of several, and its options are not those of the whole.
    private sealed class MemberWarnings(IProgress<string> whole, string member) : IProgress<string>
    {
        public void Report(string value) => whole.Report($"its member {member}: {value}");
    }
}
