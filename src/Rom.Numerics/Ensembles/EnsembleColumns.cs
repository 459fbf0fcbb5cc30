using System.Numerics;
using System.Runtime.InteropServices;

namespace Rom.Numerics.Ensembles;

/// <summary>
/// The scores of many quantities that are forecast by one ensemble, such as the cells of a density: those of a
/// <see cref="SortedEnsemble"/> of each, a vector of quantities at a time. Not thread-safe.
/// </summary>
internal sealed class EnsembleColumns
{
    private readonly int members;
    private readonly int columns;
    private readonly int padded; // columns of the buffers, a multiple of a vector
    private readonly double[] sorted; // [m, padded]
    private readonly double[] truths;
    private readonly double[] crps;
    private readonly double[] variance;
    private readonly double[] squaredError;
    private readonly double[] below;
    private readonly double[] ties;

    /// <summary>Creates buffers.</summary>
    /// <param name="members">The number m of members, at least two.</param>
    /// <param name="columns">The number d of quantities, at least one.</param>
    public EnsembleColumns(int members, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (this.members, this.columns) = (members, columns);
        int vector = Vector<double>.Count;
        padded = (columns + vector - 1) / vector * vector;
        sorted = new double[checked(members * padded)];
        (truths, crps, variance) = (new double[padded], new double[padded], new double[padded]);
        (squaredError, below, ties) = (new double[padded], new double[padded], new double[padded]);
    }

    /// <summary>The fair CRPS of each quantity [d].</summary>
    public ReadOnlySpan<double> FairCrps => crps.AsSpan(0, columns);

    /// <summary>The unbiased variance of the members of each quantity [d].</summary>
    public ReadOnlySpan<double> Variance => variance.AsSpan(0, columns);

    /// <summary>The unbiased squared error of their mean [d].</summary>
    public ReadOnlySpan<double> UnbiasedSquaredError => squaredError.AsSpan(0, columns);

    /// <summary>Scores an ensemble, O(d m log² m), without allocation.</summary>
    /// <param name="ensemble">The members [m, d], finite.</param>
    /// <param name="truth">The truth [d], finite.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public void Score(ReadOnlySpan<double> ensemble, ReadOnlySpan<double> truth)
    {
        if (EnsembleMatrix.CountOf(ensemble, truth) != members || truth.Length != columns)
            throw new ArgumentException(
                $"expected {members} members of {columns} values, found {ensemble.Length} values and "
                + $"{truth.Length} truths", nameof(ensemble));
        for (int m = 0; m < members; m++)
            ensemble.Slice(m * columns, columns).CopyTo(sorted.AsSpan(m * padded));
        truth.CopyTo(truths);
        ColumnSort.Apply(sorted, padded);
        for (int column = 0; column < padded; column += Vector<double>.Count) ScoreVector(column);
    }

    /// <summary>Returns the interval of a quantity between two quantiles.</summary>
    /// <param name="column">The quantity.</param>
    /// <param name="low">The place of the lower quantile.</param>
    /// <param name="high">The place of the upper quantile.</param>
    /// <param name="coverage">The nominal probability.</param>
    public PredictionInterval Interval(int column, QuantilePlace low, QuantilePlace high, double coverage) =>
        new(Quantile(column, low), Quantile(column, high), coverage);

    /// <summary>Returns the place of the truth of a quantity among the members.</summary>
    /// <param name="column">The quantity.</param>
    /// <param name="trace">Values below it are equal to each other.</param>
    public MemberRank Rank(int column, double trace = double.NegativeInfinity)
    {
        if (!(truths[column] < trace)) return new((int)below[column], (int)ties[column]);
        int traces = 0;
        while (traces < members && sorted[traces * padded + column] < trace) traces++;
        return new(0, traces);
    }

    private double Quantile(int column, QuantilePlace place) => place.Between(
        sorted[place.Below * padded + column], sorted[(place.Below + 1) * padded + column]);

    // The sums of SortedEnsemble, in the same order.
    private void ScoreVector(int column)
    {
        double m = members, weight = 1 / m, ofGaps = 1 / (m * (m - 1));
        Vector<double> y = At(truths, column), first = At(sorted, column), before = first;
        Vector<double> sum = default, distance = default, difference = default, lower = default, equal = default;
        for (int i = 0; i < members; i++)
        {
            var x = At(sorted, i * padded + column);
            sum += weight * (x - first);
            distance += weight * Vector.Abs(x - y);
            difference += ofGaps * (i * (m - i)) * (x - before);
            lower += Ones(Vector.LessThan(x, y));
            equal += Ones(Vector.Equals(x, y));
            before = x;
        }
        Vector<double> mean = first + sum, squares = default;
        for (int i = 0; i < members; i++)
        {
            var deviation = At(sorted, i * padded + column) - mean;
            squares += deviation * deviation;
        }
        squares /= new Vector<double>(m - 1);
        var error = mean - y;
        (distance - difference).CopyTo(crps, column);
        squares.CopyTo(variance, column);
        (error * error - squares / new Vector<double>(m)).CopyTo(squaredError, column);
        lower.CopyTo(below, column);
        equal.CopyTo(ties, column);
    }

    private static Vector<double> Ones(Vector<long> mask) =>
        Vector.ConditionalSelect(mask, Vector<double>.One, Vector<double>.Zero);

    private static Vector<double> At(double[] values, int start) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)start);
}
