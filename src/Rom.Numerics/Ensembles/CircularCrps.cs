namespace Rom.Numerics.Ensembles;

/// <summary>
/// The CRPS of an ensemble of places on a circle, Σ d(x_i, y)/m − Σ_ij d(x_i, x_j)/(2m(m − 1)), with d the shorter way
/// round. Small is good.
/// </summary>
/// <remarks>
/// Grimit, Gneiting, Berrocal and Johnson, Quarterly Journal of the Royal Meteorological Society 132, 2006, 2925–2942,
/// in the fair form of <see cref="SortedEnsemble.FairCrps"/>. Where all places lie within half of the circle it is the
/// CRPS of the line; of a uniform ensemble and any truth its expectation is an eighth of the circumference.
/// </remarks>
public static class CircularCrps
{
    /// <summary>Computes the fair score, O(m²), without allocation.</summary>
    /// <param name="members">The places x [m], at least two, finite.</param>
    /// <param name="truth">The place y, finite.</param>
    /// <param name="circumference">The length of the circle, above 0 and finite.</param>
    /// <exception cref="ArgumentException">There are fewer than two members, or a place is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The circumference is out of range.</exception>
    public static double Fair(ReadOnlySpan<double> members, double truth, double circumference)
    {
        EnsembleMatrix.CountOf(members, new ReadOnlySpan<double>(in truth));
        if (!(circumference > 0 && double.IsFinite(circumference)))
            throw new ArgumentOutOfRangeException(
                nameof(circumference), circumference, "expected a circumference above 0");
        double m = members.Length, error = 0, difference = 0;
        for (int i = 0; i < members.Length; i++)
        {
            error += Distance(members[i], truth, circumference) / m;
            double ofMember = 0;
            for (int j = 0; j < i; j++) ofMember += Distance(members[i], members[j], circumference) / m;
            difference += ofMember / (m - 1);
        }
        return error - difference;
    }

    private static double Distance(double a, double b, double circumference) =>
        Math.Abs(Math.IEEERemainder(a - b, circumference));
}
