namespace Rom.Analysis.Contests;

/// <summary>
/// Corrects p-values for their number: the probability of one false finding among all stays below the level.
/// </summary>
internal static class Holm
{
    /// <summary>
    /// Returns the corrected p-values (Holm, Scandinavian Journal of Statistics 6, 1979, 65–70), in the given order.
    /// </summary>
    /// <param name="pValues">The p-values.</param>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        int m = pValues.Count;
        var adjusted = new double[m];
        double largest = 0;
        foreach (var (place, index) in Enumerable.Range(0, m).OrderBy(i => pValues[i]).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (m - place) * pValues[index]));
            adjusted[index] = largest;
        }
        return adjusted;
    }
}
