using Rom.Numerics.Statistics;

namespace Rom.Forecasting.Forecasts;

/// <summary>Computes median and spread of each cell over the members of an ensemble. Not thread-safe.</summary>
/// <param name="members">Number m of members, at least 2.</param>
/// <param name="cells">Number of cells.</param>
internal sealed class MemberSummary(int members, int cells)
{
    private readonly double[] column = new double[members];

    /// <summary>Computes those of a frame.</summary>
    /// <param name="densities">The densities of all members [members, cells].</param>
    /// <param name="median">Receives the medians [cells].</param>
    /// <param name="spread">Receives the standard deviations, with m − 1 [cells].</param>
    public void Of(ReadOnlySpan<float> densities, Span<float> median, Span<float> spread)
    {
        for (int c = 0; c < cells; c++)
        {
            double mean = 0;
            for (int i = 0; i < column.Length; i++) mean += column[i] = densities[i * cells + c];
            mean /= column.Length;
            double squares = 0;
            foreach (double value in column) squares += (value - mean) * (value - mean);
            spread[c] = (float)Math.Sqrt(squares / (column.Length - 1));
            Array.Sort(column);
            median[c] = (float)Median.OfSorted(column);
        }
    }
}
