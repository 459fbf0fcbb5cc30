using Rom.Numerics.Statistics;

namespace Rom.Numerics.TimeSeries;

/// <summary>
/// Copies of several trajectories in which each coordinate has mean 0 and standard deviation 1 over all of them. A
/// coordinate that is constant, or varies by no more than rounding beside the others, is 0. Immutable and thread-safe.
/// </summary>
public sealed class StandardisedTrajectories
{
    // Coordinates of directions in which the data do not differ (modes beyond their rank) are rounding of the others.
    // In units of their own they would weigh as much as these, and a state that does lie there would be a giant.
    private const double Negligible = 1e-12;

    private readonly double[] states;
    private readonly int[] offsets; // the first value of each trajectory, and the end [count + 1]

    private StandardisedTrajectories(double[] states, int[] offsets, Standardisation units) =>
        (this.states, this.offsets, Units) = (states, offsets, units);

    /// <summary>The means and scales; the scale of a coordinate that is 0 is 1.</summary>
    public Standardisation Units { get; }

    /// <summary>Values of a state.</summary>
    public int Dimension => Units.Mean.Length;

    /// <summary>Number of trajectories.</summary>
    public int Count => offsets.Length - 1;

    /// <summary>The states of all trajectories, one after the other [steps, dimension].</summary>
    public ReadOnlySpan<double> All => states;

    /// <summary>Standardises copies of trajectories.</summary>
    /// <param name="dimension">Values of a state, at least 1.</param>
    /// <param name="count">Number of trajectories.</param>
    /// <param name="at">Returns the states of a trajectory, counted from 0 [steps, dimension].</param>
    /// <exception cref="ArgumentException">
    /// There is no state, a length is not a multiple of the dimension, the states do not fit into an array, or the
    /// values of a coordinate are so far apart that their difference is not finite.
    /// </exception>
    public static StandardisedTrajectories Create(int dimension, int count, Func<int, ReadOnlySpan<double>> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var offsets = new int[count + 1];
        long end = 0;
        for (int t = 0; t < count; t++)
        {
            int length = at(t).Length;
            if (length % dimension != 0)
                throw new ArgumentException(
                    $"trajectory {t}: expected states of {dimension} values, found {length} values", nameof(at));
            end += length;
            if (end > Array.MaxLength)
                throw new ArgumentException(
                    $"expected states that fit into an array, found more than {Array.MaxLength} values", nameof(at));
            offsets[t + 1] = (int)end;
        }
        var states = new double[end];
        for (int t = 0; t < count; t++) at(t).CopyTo(states.AsSpan(offsets[t]));
        var units = Standardisation.Fit(states, dimension);
        units.Transform(states);
        return new StandardisedTrajectories(states, offsets, WithoutNegligible(units, states));
    }

    /// <summary>Returns the number of states of a trajectory.</summary>
    /// <param name="trajectory">The trajectory, from 0.</param>
    public int Length(int trajectory) => (offsets[trajectory + 1] - offsets[trajectory]) / Dimension;

    /// <summary>Returns successive states of a trajectory [count, dimension].</summary>
    /// <param name="trajectory">The trajectory, from 0.</param>
    /// <param name="first">The first of the states, from 0.</param>
    /// <param name="count">Their number.</param>
    public ReadOnlySpan<double> States(int trajectory, int first, int count) =>
        states.AsSpan(offsets[trajectory]..offsets[trajectory + 1]).Slice(first * Dimension, count * Dimension);

    // Sets coordinates that vary by no more than rounding of the one that varies most to 0, and their scales to 1.
    private static Standardisation WithoutNegligible(Standardisation units, Span<double> standardised)
    {
        double[] scale = units.Scale.ToArray(), squares = new double[scale.Length];
        for (int i = 0; i < standardised.Length; i++) squares[i % scale.Length] += standardised[i] * standardised[i];
        // A constant has no unit: its scale says nothing beside those of the others.
        double states = standardised.Length / scale.Length;
        double largest = scale.Where((_, j) => squares[j] > states / 2).DefaultIfEmpty(0).Max();
        for (int j = 0; j < scale.Length; j++)
        {
            if (scale[j] >= Negligible * largest || squares[j] <= states / 2) continue;
            scale[j] = 1;
            for (int i = j; i < standardised.Length; i += scale.Length) standardised[i] = 0;
        }
        return new Standardisation(units.Mean, scale);
    }
}
