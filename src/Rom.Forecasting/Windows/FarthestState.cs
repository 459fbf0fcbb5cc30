using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Rom.Forecasting.Windows;

/// <summary>How far states of training runs are from their mean, and which states are none of such a run.</summary>
/// <param name="training">The training runs' states of the density's modes.</param>
/// <remarks>Densities do not show them: a correction of their mass scales them back.</remarks>
internal sealed class FarthestState(LatentDataset training)
{
    /// <summary>
    /// A state so many times as far from the mean as the farthest of all training runs is no state of such a run.
    /// </summary>
    public const double FarOut = 10;

    private readonly double limit = FarOut * NormOf(training);

    /// <summary>Returns the first of some states that is no state of such a run; null if all are.</summary>
    /// <param name="states">The states, one after the other, those of the density's modes first in each.</param>
    /// <param name="dimension">The length of a state.</param>
    /// <returns>Its index.</returns>
    public int? FirstBeyond(ReadOnlySpan<double> states, int dimension)
    {
        for (int k = 0; (k + 1) * dimension <= states.Length; k++)
        {
            double norm = TensorPrimitives.Norm(states.Slice(k * dimension, training.Dimension));
            if (!(norm <= limit)) return k; // true of NaN
        }
        return null;
    }

    private static double NormOf(LatentDataset data)
    {
        double largest = 0;
        for (int run = 0; run < data.RunCount; run++)
        {
            for (int t = 0; t < data.FrameCount(run); t++)
                largest = Math.Max(largest, TensorPrimitives.Norm(data.State(run, t)));
        }
        return largest;
    }
}
