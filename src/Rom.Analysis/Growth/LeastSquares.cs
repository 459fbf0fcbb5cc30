namespace Rom.Analysis.Growth;

/// <summary>Fits a line to points by least squares.</summary>
internal static class LeastSquares
{
    /// <summary>Computes the slope Σ (x − x̄)(y − ȳ) / Σ (x − x̄)².</summary>
    /// <param name="x">Values that are not all equal.</param>
    /// <param name="y">As many values.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, or not as many values.</exception>
    public static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count < 2 || x.Count != y.Count)
            throw new ArgumentException(
                $"expected two sizes or more and as many values, found {x.Count} and {y.Count}");
        double meanX = x.Average(), meanY = y.Average(), products = 0, squares = 0;
        for (int i = 0; i < x.Count; i++)
        {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }
}
