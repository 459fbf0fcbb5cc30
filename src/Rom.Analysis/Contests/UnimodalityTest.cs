namespace Rom.Analysis.Contests;

/// <summary>
/// Tests whether a sample comes from a distribution with one peak, by the dip: the least distance of the empirical
/// distribution from any that is convex up to a point and concave beyond (Hartigan and Hartigan, Annals of Statistics
/// 13, 1985, 70–84).
/// </summary>
internal static class UnimodalityTest
{
    // √n · dip exceeds this in fewer than 1 % of uniform samples, the flattest distribution with one peak (tested by
    // simulation).
    private const double Critical = 0.6;

    // Fewer values show several peaks by chance.
    private const int Fewest = 20;

    /// <summary>Returns whether the sample has more than one peak, at a level of 1 %.</summary>
    /// <param name="sample">The values.</param>
    public static bool HasSeveralPeaks(ReadOnlySpan<double> sample) =>
        sample.Length >= Fewest && Math.Sqrt(sample.Length) * Dip(sample) > Critical;

    /// <summary>Computes the dip.</summary>
    /// <param name="sample">The values.</param>
    public static double Dip(ReadOnlySpan<double> sample)
    {
        double[] x = sample.ToArray();
        Array.Sort(x);
        int n = x.Length;
        double[] convex = DistanceBelow(x), concave = DistanceBelow([.. x.Select(value => -value).Reverse()]);
        double least = double.PositiveInfinity;
        // With the peak at x[m]: convex on the m + 1 smallest values, concave on the n − m largest.
        for (int m = 0; m < n; m++) least = Math.Min(least, Math.Max(convex[m], concave[n - 1 - m]));
        return least / 2;
    }

    /// <summary>
    /// Returns for each m the largest distance between the empirical distribution of all values and its greatest convex
    /// minorant over the m + 1 smallest.
    /// </summary>
    private static double[] DistanceBelow(double[] x)
    {
        int n = x.Length;
        var distance = new double[n];
        var hull = new List<int>();
        var within = new List<double>(); // the largest distance over the edge that ends at a hull's point
        for (int m = 0; m < n; m++)
        {
            while (hull.Count >= 2 && Slope(hull[^2], hull[^1]) >= Slope(hull[^1], m)) Pop();
            if (hull.Count == 1 && x[hull[0]] == x[m]) Pop();
            double largest = 0;
            for (int i = hull.Count == 0 ? 0 : hull[^1] + 1; i < m; i++)
            {
                double line = hull.Count == 0 ? i : hull[^1] + Slope(hull[^1], m) * (x[i] - x[hull[^1]]);
                largest = Math.Max(largest, (i - line) / n);
            }
            hull.Add(m);
            within.Add(largest);
            distance[m] = within.Max();
        }
        return distance;

        double Slope(int i, int j) => x[j] > x[i] ? (j - i) / (x[j] - x[i]) : double.PositiveInfinity;

        void Pop()
        {
            hull.RemoveAt(hull.Count - 1);
            within.RemoveAt(within.Count - 1);
        }
    }
}
