using Rom.Abstractions;

namespace RomHost.Models;

/// <summary>Takes parts of latent trajectories.</summary>
internal static class LatentPart
{
    /// <summary>Returns the first frames of the first runs.</summary>
    /// <param name="data">The trajectories.</param>
    /// <param name="frames">The most frames over all runs.</param>
    public static LatentDataset Beginning(LatentDataset data, int frames)
    {
        var runs = new List<double[]>();
        for (int run = 0, left = frames; run < data.RunCount && left > 0; run++)
        {
            int kept = Math.Min(left, data.FrameCount(run));
            runs.Add(data.Run(run)[..(kept * data.Dimension)].ToArray());
            left -= kept;
        }
        return new LatentDataset(data.Dimension, data.TimeStep, runs, data.Channels);
    }

    /// <summary>Returns some of the runs.</summary>
    /// <param name="data">The trajectories.</param>
    /// <param name="runs">The wanted runs, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such run.</exception>
    public static LatentDataset Runs(LatentDataset data, IEnumerable<int> runs) =>
        new(data.Dimension, data.TimeStep, runs.Select(run =>
        {
            ArgumentOutOfRangeException.ThrowIfNegative(run);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(run, data.RunCount);
            return data.Run(run).ToArray();
        }), data.Channels);

    /// <summary>Returns the first d coordinates: those of the POD modes with the most energy.</summary>
    /// <param name="data">The trajectories.</param>
    /// <param name="dimension">The number of coordinates d.</param>
    public static LatentDataset Leading(LatentDataset data, int dimension)
    {
        var runs = Enumerable.Range(0, data.RunCount).Select(run =>
        {
            var kept = new double[data.FrameCount(run) * dimension];
            for (int t = 0; t < data.FrameCount(run); t++)
                data.State(run, t)[..dimension].CopyTo(kept.AsSpan(t * dimension, dimension));
            return kept;
        });
        return new LatentDataset(
            dimension, data.TimeStep, runs,
            [
                .. data.Channels.Where(channel => channel.Offset < dimension).Select(channel => channel with
                {
                    Length = Math.Min(channel.Length, dimension - channel.Offset),
                }),
            ]);
    }
}
