using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Ensembles;

/// <summary>
/// The variogram score of an ensemble of vectors, Σ_ij (|y_i − y_j|^p − Σ_k |x_ki − x_kj|^p/m)²: whether differences
/// between components are as large as in the truth, which the energy score hardly notices. Small is good.
/// </summary>
/// <remarks>Scheuerer and Hamill, Monthly Weather Review 143, 2015, 1321–1334.</remarks>
public static class VariogramScore
{
    /// <summary>The order that its authors recommend.</summary>
    public const double DefaultOrder = 0.5;

    /// <summary>Computes the score over all ordered pairs of components, O(m d²), without allocation.</summary>
    /// <param name="members">The members x [m, d], at least two, finite.</param>
    /// <param name="truth">The truth y [d], finite.</param>
    /// <param name="order">The order p, above 0.</param>
    /// <returns>The sum, with the weight 1 for each pair (i, j): two components count twice.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is out of range.</exception>
    public static double AllPairs(
        ReadOnlySpan<double> members, ReadOnlySpan<double> truth, double order = DefaultOrder)
    {
        Check(members, truth, order);
        double sum = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            for (int j = 0; j < i; j++) sum += 2 * Square(members, truth, i, j, order);
        }
        return sum;
    }

    /// <summary>
    /// Computes the score over some pairs of components, such as neighbouring cells, O(m) for each, without allocation.
    /// </summary>
    /// <param name="members">The members x [m, d], at least two, finite.</param>
    /// <param name="truth">The truth y [d], finite.</param>
    /// <param name="pairs">The pairs (i, j) of components; each counts once.</param>
    /// <param name="order">The order p, above 0.</param>
    /// <returns>The sum, with the weight 1 for each pair.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a value is not finite, or a pair names a component that there is not.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is out of range.</exception>
    public static double OfPairs(
        ReadOnlySpan<double> members, ReadOnlySpan<double> truth, ReadOnlySpan<(int First, int Second)> pairs,
        double order = DefaultOrder)
    {
        Check(members, truth, order);
        int d = truth.Length, m = members.Length / d, lanes = Vector<double>.Count;
        int padded = (m + lanes - 1) / lanes * lanes;
        double sum = 0;
        double[] rented = ArrayPool<double>.Shared.Rent(checked(padded * d));
        try
        {
            // The members of a component one after the other, and zeros up to whole vectors.
            var components = rented.AsSpan(0, padded * d);
            components.Clear();
            Transposition.Apply(members, m, d, d, components, padded);
            foreach (var (i, j) in pairs)
            {
                if ((uint)i >= (uint)d || (uint)j >= (uint)d)
                    throw new ArgumentException(
                        $"expected components from 0 to {d - 1}, found the pair {i}, {j}", nameof(pairs));
                double ofTruth = Power(Math.Abs(truth[i] - truth[j]), order);
                double difference = MeanDifference(
                    components.Slice(i * padded, padded), components.Slice(j * padded, padded), m, ofTruth, order);
                sum += difference * difference;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
        return sum;
    }

    // |y_i − y_j|^p − Σ_k |x_ki − x_kj|^p/m: the mean of differences, which vanishes where all are equal.
    private static double MeanDifference(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int members, double ofTruth, double order)
    {
        double sum = 0;
        if (order == DefaultOrder)
        {
            ReadOnlySpan<Vector<double>> a = MemoryMarshal.Cast<double, Vector<double>>(first),
                b = MemoryMarshal.Cast<double, Vector<double>>(second);
            Vector<double> sums = default, truth = new(ofTruth);
            for (int i = 0; i < a.Length - 1; i++) sums += truth - Vector.SquareRoot(Vector.Abs(a[i] - b[i]));
            // Beyond the members there are zeros, which are to add nothing.
            var left = new Vector<double>(members - (a.Length - 1) * Vector<double>.Count);
            truth = Vector.ConditionalSelect(
                Vector.LessThan(Vector<double>.Indices, left), truth, Vector<double>.Zero);
            sum = Vector.Sum(sums + (truth - Vector.SquareRoot(Vector.Abs(a[^1] - b[^1]))));
        }
        else
        {
            for (int k = 0; k < members; k++) sum += ofTruth - Power(Math.Abs(first[k] - second[k]), order);
        }
        return sum / members;
    }

    private static double Square(
        ReadOnlySpan<double> members, ReadOnlySpan<double> truth, int i, int j, double order)
    {
        int d = truth.Length;
        double ofTruth = Power(Math.Abs(truth[i] - truth[j]), order), difference = 0;
        for (int start = 0; start < members.Length; start += d)
            difference += ofTruth - Power(Math.Abs(members[start + i] - members[start + j]), order);
        difference /= members.Length / d;
        return difference * difference;
    }

    private static double Power(double difference, double order) =>
        order == DefaultOrder ? Math.Sqrt(difference) : Math.Pow(difference, order);

    private static void Check(ReadOnlySpan<double> members, ReadOnlySpan<double> truth, double order)
    {
        EnsembleMatrix.CountOf(members, truth);
        if (!(order > 0 && double.IsFinite(order)))
            throw new ArgumentOutOfRangeException(nameof(order), order, "expected an order above 0");
    }
}
