using Rom.Abstractions;
using static TorchSharp.torch;

namespace Lstm.Training;

/// <summary>Scaled windows and the targets that follow them, as float tensors. Windows never cross runs.</summary>
/// <param name="X">Windows [n, w, r].</param>
/// <param name="Y">Targets [n, k, r]: the next k states.</param>
internal sealed record Windows(Tensor X, Tensor Y) : IDisposable
{
    /// <summary>Number of windows n.</summary>
    public long Count => X.shape[0];

    /// <summary>Cuts the windows of runs.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="lag">Lag w.</param>
    /// <param name="targets">Number k of states that must follow a window.</param>
    /// <param name="normalization">Scaling.</param>
    public static Windows Of(
        LatentDataset data, IReadOnlyList<int> runs, int lag, int targets, Normalization normalization)
    {
        int r = data.Dimension, width = lag * r;
        int count = runs.Sum(run => Math.Max(0, data.FrameCount(run) - lag - targets + 1));
        var (x, y) = (new float[(long)count * width], new float[(long)count * targets * r]);
        int n = 0;
        foreach (int run in runs)
        {
            var states = data.Run(run);
            for (int target = lag; target + targets <= data.FrameCount(run); target++, n++)
            {
                Scale(states.Slice((target - lag) * r, width), normalization, x.AsSpan(n * width, width));
                Scale(states.Slice(target * r, targets * r), normalization, y.AsSpan(n * targets * r, targets * r));
            }
        }
        return new Windows(tensor(x, [count, lag, r]), tensor(y, [count, targets, r]));
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
