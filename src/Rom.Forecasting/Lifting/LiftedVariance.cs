using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;

namespace Rom.Forecasting.Lifting;

/// <summary>
/// The variance of snapshots about those of a model's forecasts, in each cell and by lead: that of the modes and that
/// of what the modes leave out. Immutable: threads share it.
/// </summary>
internal sealed class LiftedVariance
{
    private readonly IReadOnlyList<int> lastSteps;
    private readonly double[] variances; // [B + 1, cells]
    private readonly int cells;

    /// <summary>Lifts the covariances of a model's forecasts.</summary>
    /// <remarks>
    /// What the modes leave out does not depend on the model. It is what climatology, whose mean density is known,
    /// leaves beside the covariance of the modes: Var = U·C·Uᵀ + (total − U·S·Uᵀ), with S the covariance of states in
    /// the last quarters of training runs. A model whose forecasts are climatology has C = S, and so climatology's
    /// density. A variance above the total one is that of a wrong forecast rather than an uncertain one, so the total
    /// one is the largest.
    /// </remarks>
    /// <param name="forecasts">The covariances about the model's forecasts.</param>
    /// <param name="states">The training runs' latent trajectories.</param>
    /// <param name="climatology">The means of their last quarters.</param>
    /// <param name="reducer">The reduction of the experiment, in one thread's use.</param>
    public LiftedVariance(
        ForecastVariance forecasts, LatentDataset states, Climatology climatology, Reducer reducer)
    {
        cells = climatology.Density.Length;
        lastSteps = forecasts.LastSteps;
        variances = new double[checked((lastSteps.Count + 1) * cells)];
        var (total, rest) = (new double[cells], new double[cells]);
        reducer.VarianceOf(climatology.Latent, climatology.Density, total);
        reducer.LiftVariance(CovarianceOf(states, climatology), rest);
        TensorPrimitives.Subtract(total, rest, rest);
        TensorPrimitives.Max(rest, 0.0, rest);
        for (int block = 0; block <= lastSteps.Count; block++)
        {
            var variance = variances.AsSpan(block * cells, cells);
            reducer.LiftVariance(forecasts.Of(block), variance);
            TensorPrimitives.Add(variance, rest, variance);
            TensorPrimitives.Min(variance, total, variance);
        }
    }

    /// <summary>The variance at a lead [cells].</summary>
    /// <param name="step">The step of the forecast, from 0.</param>
    public ReadOnlySpan<double> At(int step)
    {
        int block = 0;
        while (block < lastSteps.Count && step >= lastSteps[block]) block++;
        return variances.AsSpan(block * cells, cells);
    }

    // About climatology's mean, over the same frames [r, r].
    private static double[] CovarianceOf(LatentDataset states, Climatology climatology)
    {
        int r = states.Dimension;
        var sum = new double[r * r];
        var deviation = new double[r];
        long count = 0;
        for (int run = 0; run < states.RunCount; run++)
        {
            for (int t = Climatology.FirstFrame(states.FrameCount(run)); t < states.FrameCount(run); t++, count++)
            {
                TensorPrimitives.Subtract(states.State(run, t), climatology.Latent, deviation);
                ProductSum.Add(deviation, sum);
            }
        }
        TensorPrimitives.Divide(sum, count, sum);
        return sum;
    }
}
