using Rom.Abstractions;

namespace Lstm;

/// <summary>Scaling of each latent coordinate: (y − mean) / std.</summary>
/// <param name="Mean">Means [r].</param>
/// <param name="Std">Standard deviations [r], 1 where a coordinate is constant.</param>
internal sealed record Normalization(double[] Mean, double[] Std)
{
    // A coordinate that varies by less is constant: scaling would turn its rounding errors into a signal.
    private const double Rounding = 1e-12;

    /// <summary>Root of the mean variance of all coordinates; 1 where none varies.</summary>
    public double Unit { get; private init; } = 1;

    /// <summary>No scaling.</summary>
    /// <param name="r">Latent dimension.</param>
    public static Normalization None(int r) => new(new double[r], [.. Enumerable.Repeat(1.0, r)]);

    /// <summary>Computes mean and standard deviation of the frames of runs.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="runs">The training runs.</param>
    public static Normalization Of(LatentDataset data, IReadOnlyList<int> runs)
    {
        int r = data.Dimension;
        var (mean, std) = (new double[r], new double[r]);
        long frames = runs.Sum(run => (long)data.FrameCount(run));
        // Differences from the first state, so that the mean of a constant is that constant to the last bit.
        double[] first = data.State(runs[0], 0).ToArray();
        ForEachState((run, t) => Accumulate(data.State(run, t), (i, value) => mean[i] += (value - first[i]) / frames));
        for (int i = 0; i < r; i++) mean[i] += first[i];
        ForEachState((run, t) =>
            Accumulate(data.State(run, t), (i, value) => std[i] += (value - mean[i]) * (value - mean[i]) / frames));
        double variance = 0;
        for (int i = 0; i < r; i++)
        {
            std[i] = Math.Sqrt(std[i]);
            if (std[i] > Rounding * Math.Abs(mean[i])) variance += std[i] * std[i] / r;
            else std[i] = 1;
        }
        return new Normalization(mean, std) { Unit = variance > 0 ? Math.Sqrt(variance) : 1 };

        void ForEachState(Action<int, int> visit)
        {
            foreach (int run in runs)
            {
                for (int t = 0; t < data.FrameCount(run); t++) visit(run, t);
            }
        }

        static void Accumulate(ReadOnlySpan<double> state, Action<int, double> add)
        {
            for (int i = 0; i < state.Length; i++) add(i, state[i]);
        }
    }
}
