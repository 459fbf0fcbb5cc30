namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Cuts windows of states, each with the state that follows it, from several trajectories: X [n, length·dimension], Y
/// [n, dimension]. No window crosses from one trajectory into the next.
/// </summary>
public sealed class Windows
{
    private Windows(double[] x, double[] y, int dimension, int length, int[] offsets) =>
        (X, Y, Dimension, Length, Offsets) = (x, y, dimension, length, offsets);

    /// <summary>
    /// The windows in rows [n, length·dimension]: states y_(k−length) … y_(k−1), the oldest first, trajectory after
    /// trajectory.
    /// </summary>
    public double[] X { get; }

    /// <summary>The target y_k of each window in rows [n, dimension].</summary>
    public double[] Y { get; }

    /// <summary>Values of a state.</summary>
    public int Dimension { get; }

    /// <summary>States of a window.</summary>
    public int Length { get; }

    /// <summary>Number n of windows.</summary>
    public int Count => Y.Length / Dimension;

    /// <summary>
    /// The index of the first window of each trajectory, and n at the end [trajectories + 1]; a trajectory that is too
    /// short has no windows.
    /// </summary>
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>Cuts windows.</summary>
    /// <param name="trajectories">The trajectories, each [steps, dimension], row-major.</param>
    /// <param name="dimension">Values of a state, at least 1.</param>
    /// <param name="length">States of a window, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// No trajectory has more states than a window, the length of one is not a multiple of the dimension, or there are
    /// more windows than an array holds.
    /// </exception>
    public static Windows Cut(IEnumerable<double[]> trajectories, int dimension, int length)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        double[][] all = [.. trajectories];
        var offsets = new int[all.Length + 1];
        long count = 0;
        for (int t = 0; t < all.Length; t++)
        {
            if (all[t].Length % dimension != 0)
                throw new ArgumentException(
                    $"trajectory {t}: expected states of {dimension} values, found {all[t].Length} values",
                    nameof(trajectories));
            count += Math.Max(0, all[t].Length / dimension - length);
            if (count * length > Array.MaxLength / dimension)
                throw new ArgumentException(
                    "expected windows that fit into an array, "
                    + $"found more than {count - 1} of {length} × {dimension} values", nameof(trajectories));
            offsets[t + 1] = (int)count;
        }
        if (count == 0)
        {
            int longest = all.Select(states => states.Length / dimension).DefaultIfEmpty().Max();
            throw new ArgumentException(
                $"expected a trajectory of more than {length} states, the longest of {all.Length} has {longest}",
                nameof(trajectories));
        }
        int width = length * dimension;
        var (x, y) = (new double[count * width], new double[count * dimension]);
        int row = 0;
        foreach (double[] states in all)
        {
            for (int start = 0; start + width < states.Length; start += dimension, row++)
            {
                states.AsSpan(start, width).CopyTo(x.AsSpan(row * width));
                states.AsSpan(start + width, dimension).CopyTo(y.AsSpan(row * dimension));
            }
        }
        return new Windows(x, y, dimension, length, offsets);
    }
}
