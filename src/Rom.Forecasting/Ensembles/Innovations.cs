using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// The one-step errors of a model on runs, y_t − f(y_(t−w), …, y_(t−1)): what is new in each state. Immutable and
/// thread-safe.
/// </summary>
/// <remarks>
/// They are not centred: where a penalty biases a model, its ensemble is less biased than its forecast. Errors of the
/// runs that a model was trained on are too small by about the share of its parameters in their number.
/// </remarks>
internal sealed class Innovations
{
    private readonly double[] values; // [count, r], run after run
    private readonly int[] ends;      // the number of innovations up to and with each run that has any, ascending

    private Innovations(double[] values, int[] ends, int dimension) =>
        (this.values, this.ends, Dimension) = (values, ends, dimension);

    /// <summary>Latent dimension r.</summary>
    public int Dimension { get; }

    /// <summary>The number of innovations in all runs.</summary>
    public int Count => values.Length / Dimension;

    /// <summary>
    /// The length of blocks that is used unless another is given: the third root of the mean number of innovations of a
    /// run, rounded.
    /// </summary>
    /// <remarks>
    /// That is the rate at which blocks grow best for variances (Hall, Horowitz and Jing, Biometrika 82, 1995,
    /// 561–574).
    /// </remarks>
    public int DefaultBlock => Math.Max(1, (int)Math.Round(Math.Cbrt((double)Count / ends.Length)));

    /// <summary>Computes the innovations of runs. A run of no more frames than the model's window has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The runs, as a rule those that it was trained on.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <exception cref="ArgumentException">
    /// The runs are of another latent dimension, none is longer than the window, or a forecast is not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">The pass was cancelled.</exception>
    public static Innovations Of(IRomModel model, LatentDataset data, CancellationToken cancellation = default)
    {
        int lag = model.Lag, r = model.LatentDimension;
        if (data.Dimension != r)
            throw new ArgumentException(
                $"expected runs of latent dimension {r}, that of the model, found {data.Dimension}", nameof(data));
        int[] runs = [.. Enumerable.Range(0, data.RunCount).Where(run => data.FrameCount(run) > lag)];
        if (runs.Length == 0)
            throw new ArgumentException(
                $"expected a run of more than {lag} frames, the window of the model, found none among "
                + $"{data.RunCount}; use longer runs or a shorter window", nameof(data));
        var values = new double[runs.Sum(run => (data.FrameCount(run) - lag) * (long)r)];
        var ends = new int[runs.Length];
        int count = 0;
        for (int k = 0; k < runs.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int t = lag; t < data.FrameCount(runs[k]); t++, count++)
            {
                var innovation = values.AsSpan(count * r, r);
                model.Forecast(data.Window(runs[k], t, lag), 1, innovation);
                var state = data.State(runs[k], t);
                for (int i = 0; i < r; i++)
                {
                    innovation[i] = state[i] - innovation[i];
                    if (!double.IsFinite(innovation[i]))
                        throw new ArgumentException(
                            $"expected finite forecasts, found an error of {innovation[i]} at frame {t} of run "
                            + $"{runs[k]}; an ensemble needs a model that forecasts its own training runs",
                            nameof(model));
                }
            }
            ends[k] = count;
        }
        return new Innovations(values, ends, r);
    }

    /// <summary>
    /// Draws a block: innovations that follow one another in one run, from any place of any run with the same
    /// probability. After the last one of a run the first follows, so that each innovation is drawn as often as any
    /// other (circular blocks; Politis and Romano, in Exploring the Limits of Bootstrap, 1992, 263–270).
    /// </summary>
    /// <param name="random">Draws.</param>
    public InnovationBlock Draw(RandomStream random)
    {
        int at = random.NextInt32(Count), run = Array.BinarySearch(ends, at + 1);
        if (run < 0) run = ~run;
        return new InnovationBlock(values, Dimension, first: run == 0 ? 0 : ends[run - 1], end: ends[run], at);
    }
}
