using System.Numerics.Tensors;

namespace Rom.Numerics.TimeSeries;

/// <summary>Means of the last quarter of trajectories and forecasts, as the host's climatology has it.</summary>
internal static class LastQuarter
{
    /// <summary>Returns the number of states in the last quarter of some: at least one.</summary>
    /// <param name="states">Their number.</param>
    public static int Of(int states) => Math.Max(1, states / 4);

    /// <summary>Computes the mean of the last quarter of all trajectories, every state with the same weight.</summary>
    /// <param name="trajectories">The trajectories, at least one with a state.</param>
    /// <exception cref="ArgumentException">There are no states.</exception>
    public static double[] MeanOf(Trajectories trajectories)
    {
        int r = trajectories.Dimension;
        double count = trajectories.Lengths().Sum(length => length == 0 ? 0L : Of(length));
        if (count == 0) throw new ArgumentException("expected states, found none", nameof(trajectories));
        var mean = new double[r];
        for (int t = 0; t < trajectories.Count; t++)
        {
            var states = trajectories.At(t);
            for (int start = states.Length - (states.IsEmpty ? 0 : Of(states.Length / r) * r);
                 start < states.Length; start += r)
                TensorPrimitives.MultiplyAdd<double>(states.Slice(start, r), 1 / count, mean, mean);
        }
        return mean;
    }

    /// <summary>Computes the mean of the last quarter of states.</summary>
    /// <param name="states">The states [n, dimension].</param>
    /// <param name="mean">Receives the mean [dimension].</param>
    public static void WriteMean(ReadOnlySpan<double> states, Span<double> mean)
    {
        int r = mean.Length;
        var last = states[^(Of(states.Length / r) * r)..];
        mean.Clear();
        for (int start = 0; start < last.Length; start += r)
            TensorPrimitives.MultiplyAdd(last.Slice(start, r), (double)r / last.Length, mean, mean);
    }
}
