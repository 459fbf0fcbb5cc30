using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;
using Rom.Numerics.Files;
using Rom.Numerics.Svd;
using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>
/// Builds the bases of further fields' channels: POD of the fields themselves, without transform, in the aligned frame
/// of the density.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="frames">The training fields.</param>
/// <param name="shifts">Returns the shift of each frame of a run, as it was found on the density.</param>
internal sealed class FurtherBases(ExperimentContext context, TrainingFrames frames, Func<int, Shift[]> shifts)
{
    /// <summary>Writes a basis for each channel that has modes, and removes those of former channels.</summary>
    public IReadOnlyList<ChannelFacts> Make()
    {
        foreach (string former in context.Folder.ChannelBases()) AtomicFile.Delete(former);
        return [.. context.Components.Channels.Select(Make)];
    }

    private ChannelFacts Make(FieldChannel channel)
    {
        var rows = new ChannelRows(frames, channel, shifts);
        if (rows.IsConstant(context.Cancellation))
        {
            context.Display.Warn(
                $"channel {channel.Name}: {ListText.Of(channel.Fields)} "
                + $"{NumberText.Noun(channel.Fields.Count, "is", "are")} the same in all training frames: it has no "
                + "modes and says nothing");
            return new ChannelFacts(channel.Name, channel.Fields, 0, null);
        }
        long snapshots = Enumerable.Range(0, rows.BlockCount).Sum(run => (long)rows.RowCount(run));
        int wanted = context.Experiment.Options.Reduction.ChannelModes;
        var pod = Decompose(channel, rows, (int)Math.Min(wanted, Math.Min(snapshots, rows.ColumnCount)));
        if (RankOf(pod) is var rank && rank < pod.Rank) pod = Decompose(channel, rows, rank);
        if (pod.Rank < wanted)
        {
            context.Display.Warn(
                $"channel {channel.Name}: its {snapshots} snapshots differ in "
                + $"{NumberText.Count(pod.Rank, "direction")}: {NumberText.Count(pod.Rank, "mode")} in place of "
                + $"reduction.channel_modes, {wanted}");
        }
        PodBasis.Write(context.Folder.ChannelBasis(channel.Name), pod, context.Experiment.Compress);
        return new ChannelFacts(channel.Name, channel.Fields, pod.Rank, pod.EnergyRatio);
    }

    private TruncatedSvd Decompose(FieldChannel channel, ChannelRows rows, int modes)
    {
        using var task = context.Display.Begin($"POD of {channel.Name}", 1, "");
        TruncatedSvd pod;
        try
        {
            pod = StreamedSvd.Compute(
                rows, new RankRule.FixedRank(modes), new StreamedSvdOptions { Threads = context.Threads },
                context.Cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(
                $"there is no POD of the channel {channel.Name} ({ListText.Of(channel.Fields)}): {e.Message} (rows are "
                + "frames, run after run; columns are the cells of its fields)", e);
        }
        PodBasis.Check(pod);
        task.Report(
            1,
            $"{NumberText.Count(pod.Rank, "mode")} of {NumberText.Count(pod.Rows, "snapshot")}, with "
            + $"{NumberText.Percent(pod.EnergyRatio)} of the energy");
        return pod;
    }

    /// <summary>The number of directions in which the snapshots differ but for rounding.</summary>
    /// <param name="pod">Their decomposition.</param>
    internal static int RankOf(TruncatedSvd pod)
    {
        // The rule of numpy.linalg.matrix_rank.
        double rounding = Math.Max(pod.Rows, pod.Mean.Length) * Math.ScaleB(pod.SingularValues[0], -52);
        return pod.SingularValues.Count(sigma => sigma > rounding);
    }
}
