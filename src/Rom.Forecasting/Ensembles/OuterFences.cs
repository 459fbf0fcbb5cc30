namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Bounds of each coordinate, beyond which a value is far from all others: three interquartile ranges from the
/// quartiles (the outer fences of Tukey, Exploratory Data Analysis, 1977, 2D).
/// </summary>
/// <param name="Low">The lower ones [r].</param>
/// <param name="High">The upper ones [r].</param>
internal sealed record OuterFences(double[] Low, double[] High)
{
    private const double Ranges = 3;

    /// <summary>Finds the fences of rows; none where the quartiles of a coordinate are equal.</summary>
    /// <param name="rows">The rows [n, r], at least one.</param>
    /// <param name="r">The number of coordinates.</param>
    public static OuterFences Of(double[] rows, int r)
    {
        var fences = new OuterFences(new double[r], new double[r]);
        var sorted = new double[rows.Length / r];
        for (int i = 0; i < r; i++)
        {
            for (int row = 0; row < sorted.Length; row++) sorted[row] = rows[row * r + i];
            Array.Sort(sorted);
            double low = sorted[sorted.Length / 4], high = sorted[^(sorted.Length / 4 + 1)], range = high - low;
            if (range == 0) range = double.PositiveInfinity;
            (fences.Low[i], fences.High[i]) = (low - Ranges * range, high + Ranges * range);
        }
        return fences;
    }

    /// <summary>Returns a value, or the fence that it is beyond.</summary>
    /// <param name="value">The value.</param>
    /// <param name="coordinate">Its coordinate.</param>
    public double Within(double value, int coordinate) => Math.Clamp(value, Low[coordinate], High[coordinate]);
}
