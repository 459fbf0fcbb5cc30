using System.Numerics;
using Rom.Abstractions;

namespace RomHost.Selection;

/// <summary>
/// Says where a forecast leaves the training data: a coordinate y_c is bounded while
/// |y_c − m_c| ≤ margin · max |x_c − m_c|, m_c its mean and the maximum over the training data x (the rule of the
/// package opinf; McQuarrie, Huang, Willcox, J. R. Soc. N. Z. 51, 2021).
/// </summary>
internal sealed class StabilityBound
{
    // A coordinate that is constant but for rounding has a range of rounding errors, which any forecast leaves.
    private const double LeastShareOfLargest = 1e-8;

    private readonly double[] mean;
    private readonly double[] largest;

    private StabilityBound(double[] mean, double[] largest) => (this.mean, this.largest) = (mean, largest);

    /// <summary>m [r].</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>The largest distance from m that is within the bound [r].</summary>
    public ReadOnlySpan<double> Largest => largest;

    /// <summary>Computes the bound.</summary>
    /// <param name="data">The latent trajectories.</param>
    /// <param name="runs">The runs that are trained on, at least one frame.</param>
    /// <param name="margin">The factor of the training data's largest distance from their mean.</param>
    public static StabilityBound Of(LatentDataset data, IReadOnlyList<int> runs, double margin)
    {
        int r = data.Dimension;
        var (mean, largest) = (new double[r], new double[r]);
        double frames = runs.Sum(run => (double)data.FrameCount(run));
        foreach (int run in runs)
        {
            var states = data.Run(run);
            for (int i = 0; i < states.Length; i++) mean[i % r] += states[i] / frames;
        }
        foreach (int run in runs)
        {
            var states = data.Run(run);
            for (int i = 0; i < states.Length; i++)
                largest[i % r] = Math.Max(largest[i % r], Math.Abs(states[i] - mean[i % r]));
        }
        double least = LeastShareOfLargest * largest.Max();
        for (int c = 0; c < r; c++) largest[c] = margin * Math.Max(largest[c], least);
        return new StabilityBound(mean, largest);
    }

    /// <summary>Returns the first value of a forecast beyond the bound.</summary>
    /// <param name="states">The forecast states [steps, r].</param>
    /// <returns>Step and coordinate, from 0; null where all are within it. A non-finite value is beyond it.</returns>
    public (int Step, int Coordinate)? FirstBeyond(ReadOnlySpan<double> states)
    {
        int r = mean.Length;
        for (int step = 0; step * r < states.Length; step++)
        {
            var state = states.Slice(step * r, r);
            if (IsWithin(state)) continue;
            for (int c = 0; c < r; c++)
            {
                if (!(Math.Abs(state[c] - mean[c]) <= largest[c])) return (step, c); // also for NaN
            }
        }
        return null;
    }

    private bool IsWithin(ReadOnlySpan<double> state)
    {
        int c = 0;
        for (; c <= state.Length - Vector<double>.Count; c += Vector<double>.Count)
        {
            var distance = Vector.Abs(new Vector<double>(state[c..]) - new Vector<double>(mean, c));
            if (!Vector.LessThanOrEqualAll(distance, new Vector<double>(largest, c))) return false; // also for NaN
        }
        for (; c < state.Length; c++)
        {
            if (!(Math.Abs(state[c] - mean[c]) <= largest[c])) return false;
        }
        return true;
    }
}
