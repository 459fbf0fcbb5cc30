using System.Numerics.Tensors;
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

    private static double MeanDistance(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        int d = truth.Length;
        double sum = 0, m = members.Length / d;
        for (int start = 0; start < members.Length; start += d) sum += Distance(members.Slice(start, d), truth) / m;
        return sum;
    }

    private static double HalfMeanDifference(ReadOnlySpan<double> members, int d)
    {
        double sum = 0, m = members.Length / d;
        for (int i = 0; i < members.Length; i += d)
        {
            var member = members.Slice(i, d);
            double ofMember = 0;
            for (int j = 0; j < i; j += d) ofMember += Distance(member, members.Slice(j, d)) / m;
            sum += ofMember / (m - 1);
        }
        return sum;
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double distance = TensorPrimitives.Distance(a, b);
        return distance is > Smallest and < Largest ? distance : ScaledDistance(a, b);
    }

    private static double ScaledDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
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
