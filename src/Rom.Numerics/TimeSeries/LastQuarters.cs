using System.Numerics.Tensors;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// The mean state of the last quarters of trajectories, as the host's climatology has it, of all or without one, which
/// then does not know it. Immutable and thread-safe.
/// </summary>
public sealed class LastQuarters
{
    private readonly double[] sums; // of each trajectory [count, dimension]
    private readonly int[] states;  // in the last quarter of each [count]

    /// <summary>Adds up the last quarters.</summary>
    /// <param name="trajectories">The trajectories.</param>
    public LastQuarters(Trajectories trajectories)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        int r = trajectories.Dimension;
        int[] lengths = trajectories.Lengths();
        (sums, states) = (new double[lengths.Length * r], new int[lengths.Length]);
        for (int t = 0; t < lengths.Length; t++)
        {
            if (lengths[t] == 0) continue;
            states[t] = LastQuarter.Of(lengths[t]);
            var sum = sums.AsSpan(t * r, r);
            var last = trajectories.At(t)[^(states[t] * r)..];
            for (int start = 0; start < last.Length; start += r)
                TensorPrimitives.Add(sum, last.Slice(start, r), sum);
        }
    }

    /// <summary>Computes the mean of all, every state with the same weight.</summary>
    /// <param name="trajectories">The trajectories, at least one with a state.</param>
    /// <exception cref="ArgumentException">There are no states.</exception>
    public static double[] MeanOf(Trajectories trajectories)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        return LastQuarter.MeanOf(trajectories);
    }

    /// <summary>Computes the mean without a trajectory.</summary>
    /// <param name="trajectory">The trajectory, from 0.</param>
    /// <param name="mean">Receives the mean [dimension].</param>
    /// <returns>Whether there is another trajectory with states.</returns>
    public bool TryMeanWithout(int trajectory, Span<double> mean)
    {
        double count = states.Sum(n => (double)n) - states[trajectory];
        mean.Clear();
        for (int t = 0; t < states.Length && count > 0; t++)
        {
            if (t == trajectory) continue;
            TensorPrimitives.MultiplyAdd(sums.AsSpan(t * mean.Length, mean.Length), 1 / count, mean, mean);
        }
        return count > 0;
    }
}
