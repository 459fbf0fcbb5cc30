using System.Buffers;

namespace Rom.Numerics.Ensembles;

/// <summary>
/// The energy score of an ensemble of places on circles, such as those in a periodic domain, all axes together. Small
/// is good.
/// </summary>
/// <remarks>
/// Each circle lies in a plane of its own, and distances are straight ones between the points there: along one axis
/// (L/π) sin(πδ/L) for the shorter way δ round a circumference L. Where places lie close together that is δ, and 2 %
/// less at a tenth of the circumference. As the distance of points in a space it makes a strictly proper score
/// (Székely and Rizzo, Journal of Statistical Planning and Inference 143, 2013, 1249–1272). √(δ₁² + δ₂²) of two axes
/// does not: with it an ensemble of another distribution than the truth's may score better in the mean.
/// </remarks>
public static class CircularEnergyScore
{
    /// <summary>Computes the fair score, O(m² d), without allocation.</summary>
    /// <param name="members">The places [m, d], at least two members, finite.</param>
    /// <param name="truth">The place of the truth [d], finite.</param>
    /// <param name="circumferences">The lengths of the circles [d], above 0 and finite.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a place is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A circumference is out of range.</exception>
    public static double Fair(
        ReadOnlySpan<double> members, ReadOnlySpan<double> truth, ReadOnlySpan<double> circumferences)
    {
        EnsembleMatrix.CountOf(members, truth);
        if (circumferences.Length != truth.Length)
            throw new ArgumentException(
                $"expected {truth.Length} circumferences, found {circumferences.Length}", nameof(circumferences));
        foreach (double circumference in circumferences)
        {
            if (!(circumference > 0 && double.IsFinite(circumference)))
                throw new ArgumentOutOfRangeException(
                    nameof(circumferences), circumference, "expected a circumference above 0");
        }
        int length = checked(2 * (members.Length + truth.Length));
        double[] rented = ArrayPool<double>.Shared.Rent(length);
        try
        {
            Span<double> ofTruth = rented.AsSpan(0, 2 * truth.Length),
                ofMembers = rented.AsSpan(ofTruth.Length, 2 * members.Length);
            Embed(truth, circumferences, ofTruth);
            Embed(members, circumferences, ofMembers);
            return EnergyScore.Fair(ofMembers, ofTruth);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    // Each place on its circle, as a point of the plane.
    private static void Embed(
        ReadOnlySpan<double> places, ReadOnlySpan<double> circumferences, Span<double> points)
    {
        for (int i = 0; i < places.Length; i++)
        {
            double circumference = circumferences[i % circumferences.Length];
            // A whole number of turns less, exactly: sine and cosine of large angles lose digits.
            double turns = Math.IEEERemainder(places[i], circumference) / circumference;
            double radius = circumference / (2 * Math.PI);
            var (sine, cosine) = Math.SinCos(2 * Math.PI * turns);
            (points[2 * i], points[2 * i + 1]) = (radius * cosine, radius * sine);
        }
    }
}
