namespace Rom.Numerics.Svd;

/// <summary>Fixes the signs of singular vectors, which are unique up to sign only.</summary>
public static class ModeSigns
{
    // Elements whose magnitudes differ by rounding alone count as equal, and the first of them decides.
    private const double Equal = 1 - 1e-8;

    /// <summary>Flips columns so that their element of largest magnitude is positive.</summary>
    /// <param name="modes">The matrix [rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public static void Fix(Span<double> modes, int rows, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            double largest = 0;
            for (int i = 0; i < rows; i++) largest = Math.Max(largest, Math.Abs(modes[i * columns + j]));
            int first = 0;
            while (Math.Abs(modes[first * columns + j]) < Equal * largest) first++;
            if (modes[first * columns + j] >= 0) continue;
            for (int i = 0; i < rows; i++) modes[i * columns + j] *= -1;
        }
    }
}
