namespace Rom.Numerics.TimeSeries;

/// <summary>Several trajectories of one dimension, which stay where they are.</summary>
/// <param name="dimension">Values of a state, at least 1.</param>
/// <param name="count">The number of trajectories.</param>
/// <param name="at">The states of a trajectory, counted from 0 [steps, dimension], row-major, finite.</param>
public sealed class Trajectories(int dimension, int count, Func<int, ReadOnlySpan<double>> at)
{
    /// <summary>Values of a state.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>The number of trajectories.</summary>
    public int Count { get; } = count;

    /// <summary>Returns the states of a trajectory [steps, dimension].</summary>
    /// <param name="index">The trajectory, from 0.</param>
    public ReadOnlySpan<double> At(int index) => at(index);

    /// <summary>Returns the number of states of each trajectory [count].</summary>
    public int[] Lengths() => [.. Enumerable.Range(0, Count).Select(t => At(t).Length / Dimension)];
}
