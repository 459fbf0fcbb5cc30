using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace Rom.Forecasting.Windows;

/// <summary>The training window that is nearest to another, by the distance of all its latent states.</summary>
/// <param name="Run">Its run, from 0.</param>
/// <param name="Target">The frame after it, at most the number of frames of the run.</param>
/// <param name="Distance">The Euclidean distance.</param>
internal sealed record NearestWindow(int Run, int Target, double Distance)
{
    /// <summary>
    /// Returns the continuation in the run, and after its end one more state: the mean of its last quarter.
    /// </summary>
    /// <param name="data">The training runs.</param>
    /// <returns>The states [steps, r].</returns>
    public double[] Continuation(LatentDataset data)
    {
        int r = data.Dimension, frames = data.FrameCount(Run);
        var states = new double[(frames - Target + 1) * r];
        data.Run(Run)[(Target * r)..].CopyTo(states);
        var tail = states.AsSpan((frames - Target) * r);
        int first = Climatology.FirstFrame(frames);
        for (int t = first; t < frames; t++) TensorPrimitives.Add(tail, data.State(Run, t), tail);
        TensorPrimitives.Divide(tail, frames - first, tail);
        return states;
    }
}
