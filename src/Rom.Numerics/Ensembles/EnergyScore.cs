using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Ensembles;

/// <summary>
/// The energy score of an ensemble of vectors, Σ_i ‖x_i − y‖/m − Σ_ij ‖x_i − x_j‖/(2m²): the CRPS of several quantities
/// at once, which notices a wrong place more than a wrong correlation. Small is good.
/// </summary>
/// <remarks>Gneiting and Raftery, Journal of the American Statistical Association 102, 2007, (22).</remarks>
public static class EnergyScore
{
    // Squares of differences in between neither overflow nor vanish.
    private const double Smallest = 1e-140, Largest = 1e140;

    // Members whose distances are computed together.
    private const int Block = 64;

    /// <summary>Computes the score of the empirical distribution, O(m² d), without allocation.</summary>
    /// <param name="members">The members [m, d], at least two, finite.</param>
    /// <param name="truth">The truth y [d], finite.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public static double Empirical(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        double m = EnsembleMatrix.CountOf(members, truth);
        return MeanDistance(members, truth) - HalfMeanDifference(members, truth.Length) * (m - 1) / m;
    }

    /// <summary>
    /// Computes the fair score, with m(m − 1) for m²: its expectation is the score of the distribution that the members
    /// are drawn from. One case may be negative.
    /// </summary>
    /// <inheritdoc cref="Empirical"/>
    public static double Fair(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        EnsembleMatrix.CountOf(members, truth);
        return MeanDistance(members, truth) - HalfMeanDifference(members, truth.Length);
    }

    private static double MeanDistance(ReadOnlySpan<double> members, ReadOnlySpan<double> truth) =>
        SumOfDistances(members, truth, members.Length / truth.Length);

    private static double HalfMeanDifference(ReadOnlySpan<double> members, int d)
    {
        double sum = 0, m = members.Length / d;
        for (int i = d; i < members.Length; i += d)
            sum += SumOfDistances(members[..i], members.Slice(i, d), m) / (m - 1);
        return sum;
    }

    // Σ_i ‖x_i − y‖/m: shares, whose sum does not overflow.
    private static double SumOfDistances(ReadOnlySpan<double> members, ReadOnlySpan<double> point, double m)
    {
        int d = point.Length;
        double sum = 0;
        Span<double> squares = stackalloc double[Block];
        for (int start = 0; start < members.Length; start += Block * d)
        {
            var block = members.Slice(start, Math.Min(Block * d, members.Length - start));
            Distances.Squared(block, point, squares[..(block.Length / d)]);
            for (int i = 0; i < block.Length / d; i++)
            {
                double distance = Math.Sqrt(squares[i]);
                sum += (distance is > Smallest and < Largest
                    ? distance
                    : ScaledDistance(block.Slice(i * d, d), point)) / m;
            }
        }
        return sum;
    }

    private static double ScaledDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.SequenceEqual(b)) return 0; // often, where members are drawn from few
        double largest = 0, sum = 0;
        for (int i = 0; i < a.Length; i++) largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        if (double.IsInfinity(largest)) return largest;
        double scale = Magnitude.PowerOfTwoScale(largest);
        for (int i = 0; i < a.Length; i++)
        {
            double difference = scale * (a[i] - b[i]);
            sum += difference * difference;
        }
        return Math.Sqrt(sum) / scale;
    }
}
