using System.Numerics.Tensors;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;

namespace RomHost.Evaluation;

/// <summary>
/// Sums the products of forecast errors over runs, in blocks of leads that double in length: 1 step, 2 and 3 steps, 4
/// to 7, and so on, then all steps beyond the runs.
/// </summary>
/// <remarks>
/// Beyond its end a run is taken to go on as it was in its last quarter, so a forecast of that time is compared with
/// those frames.
/// </remarks>
/// <param name="dimension">The latent dimension r.</param>
/// <param name="steps">The most steps from the forecast's start to the end of a run, at least 1.</param>
internal sealed class ForecastErrors(int dimension, int steps)
{
    private readonly int blocks = BlockOf(steps - 1) + 1;
    private readonly double[] sums = new double[checked((BlockOf(steps - 1) + 2) * dimension * dimension)];
    private readonly long[] counts = new long[BlockOf(steps - 1) + 2];
    private readonly double[] error = new double[dimension];

    /// <summary>Returns the steps that are forecast beyond a run.</summary>
    /// <param name="steps">The steps to the end of the run, at least 1.</param>
    public static int BeyondOf(int steps) => steps - Climatology.FirstFrame(steps);

    /// <summary>Adds a run.</summary>
    /// <param name="truth">Its states from the forecast's start [steps, stride].</param>
    /// <param name="forecast">The forecast, which goes on beyond them [steps + <see cref="BeyondOf"/>, stride].</param>
    /// <param name="stride">The length of a state, whose leading r coordinates count.</param>
    public void Add(ReadOnlySpan<double> truth, ReadOnlySpan<double> forecast, int stride)
    {
        int length = truth.Length / stride, beyond = BeyondOf(length);
        for (int k = 0; k < length + beyond; k++)
        {
            int compared = k < length ? k : k - beyond;
            TensorPrimitives.Subtract(
                forecast.Slice(k * stride, dimension), truth.Slice(compared * stride, dimension), error);
            int block = k < length ? BlockOf(k) : blocks;
            ProductSum.Add(error, sums.AsSpan(block * dimension * dimension, dimension * dimension));
            counts[block]++;
        }
    }

    /// <summary>Returns the mean products.</summary>
    public ForecastVariance Mean()
    {
        int square = dimension * dimension;
        var means = new double[sums.Length];
        for (int block = 0; block <= blocks; block++)
        {
            TensorPrimitives.Divide(
                sums.AsSpan(block * square, square), counts[block], means.AsSpan(block * square, square));
        }
        int[] last = [.. Enumerable.Range(1, blocks).Select(block => Math.Min((1 << block) - 1, steps))];
        return new ForecastVariance(dimension, last, means);
    }

    // Of a step, from 0.
    private static int BlockOf(int step) => int.Log2(step + 1);
}
