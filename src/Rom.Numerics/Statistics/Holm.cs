namespace Rom.Numerics.Statistics;

/// <summary>
/// Corrects p-values for their number: the probability of one false finding among all stays below the level.
/// </summary>
public static class Holm
{
    /// <summary>
    /// Returns the corrected p-values (Holm, Scandinavian Journal of Statistics 6, 1979, 65–70), in the given order.
    /// </summary>
    /// <param name="pValues">The p-values, from 0 to 1; none may be given.</param>
    /// <exception cref="ArgumentException">A value is no probability.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        int m = pValues.Count;
        var adjusted = new double[m];
        double largest = 0;
        foreach (var (place, index) in Enumerable.Range(0, m).OrderBy(i => pValues[i]).Index())
        {
            if (pValues[index] is not (>= 0 and <= 1))
                throw new ArgumentException(
                    $"expected p-values from 0 to 1, found {pValues[index]} at {index}", nameof(pValues));
            largest = Math.Max(largest, Math.Min(1, (m - place) * pValues[index]));
            adjusted[index] = largest;
        }
        return adjusted;
    }
}
