using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using static TorchSharp.torch;

namespace Lstm.Training;

/// <summary>Scaled windows and the targets that follow them, as float tensors. Windows never cross runs.</summary>
/// <param name="X">Windows [n, w, r].</param>
/// <param name="Y">Targets [n, k, r]: the next k states.</param>
internal sealed record Windows(Tensor X, Tensor Y) : IDisposable
{
    /// <summary>Number of windows n.</summary>
    public long Count => X.shape[0];

    /// <summary>Cuts all windows of runs.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="lag">Lag w.</param>
    /// <param name="targets">Number k of states that must follow a window.</param>
    /// <param name="normalization">Scaling.</param>
    public static Windows Of(
        LatentDataset data, IReadOnlyList<int> runs, int lag, int targets, Normalization normalization) =>
        Sample(data, runs, lag, targets, normalization, int.MaxValue, new RandomStream(0));

    /// <summary>
    /// Cuts windows of runs. Where there are more than are wanted, a stratified sample of the sequence of all is
    /// taken, run after run: every run and every part of it has its share.
    /// </summary>
    /// <param name="data">The dataset.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="lag">Lag w.</param>
    /// <param name="targets">Number k of states that must follow a window.</param>
    /// <param name="normalization">Scaling.</param>
    /// <param name="most">The most windows.</param>
    /// <param name="random">Draws; not used where all windows are taken.</param>
    public static Windows Sample(
        LatentDataset data, IReadOnlyList<int> runs, int lag, int targets, Normalization normalization, int most,
        RandomStream random)
    {
        int r = data.Dimension, width = lag * r;
        int CountIn(int run) => Math.Max(0, data.FrameCount(run) - lag - targets + 1);
        long[] drawn = StratifiedSample.Draw(runs.Sum(run => (long)CountIn(run)), most, random);
        var (x, y) = (new float[(long)drawn.Length * width], new float[(long)drawn.Length * targets * r]);
        long before = 0; // windows of earlier runs
        for (int n = 0, at = 0; n < drawn.Length; n++) // rising
        {
            while (drawn[n] - before >= CountIn(runs[at])) before += CountIn(runs[at++]);
            var states = data.Run(runs[at]);
            int first = (int)(drawn[n] - before);
            Scale(states.Slice(first * r, width), normalization, x.AsSpan(n * width, width));
            Scale(
                states.Slice((first + lag) * r, targets * r), normalization,
                y.AsSpan(n * targets * r, targets * r));
        }
        return new Windows(tensor(x, [drawn.Length, lag, r]), tensor(y, [drawn.Length, targets, r]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        X.Dispose();
        Y.Dispose();
    }

    private static void Scale(ReadOnlySpan<double> states, Normalization normalization, Span<float> scaled)
    {
        int r = normalization.Mean.Length;
        for (int i = 0; i < states.Length; i++)
            scaled[i] = (float)((states[i] - normalization.Mean[i % r]) / normalization.Std[i % r]);
    }
}
