using Rom.Abstractions;

namespace Lstm;

/// <summary>Scaling of each latent coordinate: (y − mean) / std.</summary>
/// <param name="Mean">Means [r].</param>
/// <param name="Std">Standard deviations [r], 1 where a coordinate is constant.</param>
internal sealed record Normalization(double[] Mean, double[] Std)
{
    /// <summary>No scaling.</summary>
    /// <param name="r">Latent dimension.</param>
    public static Normalization None(int r) => new(new double[r], [.. Enumerable.Repeat(1.0, r)]);

    /// <summary>Mean and standard deviation of the frames of some runs.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="runs">The runs that count: those trained on.</param>
    public static Normalization Of(LatentDataset data, IReadOnlyList<int> runs)
    {
        int r = data.Dimension;
        var (mean, std) = (new double[r], new double[r]);
        long frames = runs.Sum(run => (long)data.FrameCount(run));
        ForEachState((run, t) => Accumulate(data.State(run, t), (i, value) => mean[i] += value / frames));
        ForEachState((run, t) => Accumulate(data.State(run, t), (i, value) => std[i] += (value - mean[i]) * (value - mean[i]) / frames));
        for (int i = 0; i < r; i++) std[i] = std[i] > 0 ? Math.Sqrt(std[i]) : 1;
        return new Normalization(mean, std);

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
