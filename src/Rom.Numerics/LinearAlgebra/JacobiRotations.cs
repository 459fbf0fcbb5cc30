namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// One-sided Jacobi rotations (Hestenes 1958; Demmel and Veselić, SIAM J. Matrix Anal. Appl. 13, 1992): pairs of rows
/// are rotated until all rows are orthogonal to each other, each pair relative to its own lengths. The lengths are
/// then the singular values, small ones too to high relative accuracy.
/// </summary>
internal static class JacobiRotations
{
    // Sweeps converge quadratically: about ten are enough for any matrix that fits in memory.
    private const int MaxSweeps = 80;

    // A row whose squared length has shrunk to this share is rounding of a row in the span of the others: it counts as
    // zero. Otherwise dependent rows would shrink for ever.
    private const double Vanished = 1e-38;

    // Squares of shorter rows, relative to elements near 1, lose digits.
    private const double Tiny = 1e-280;

    // From here on √(1 + ζ²) = |ζ| in double precision, and ζ² may overflow.
    private const double Steep = 1L << 30;

    /// <summary>
    /// Makes the leading parts of rows mutually orthogonal and sorts the rows by length, the longest first.
    /// </summary>
    /// <param name="rows">
    /// The rows [count, stride]. Only the first <paramref name="width"/> elements of a row decide; the others are
    /// carried along, so that an identity there becomes the product of all rotations. The largest element is near 1,
    /// so that squares of those that matter neither overflow nor vanish.
    /// </param>
    /// <param name="count">Number of rows.</param>
    /// <param name="width">Elements of a row that are made orthogonal.</param>
    /// <param name="stride">Elements from one row to the next, at least <paramref name="width"/>.</param>
    /// <returns>The lengths of the leading parts [count], falling.</returns>
    /// <exception cref="ArithmeticException">A value is not finite.</exception>
    public static double[] Orthogonalise(Span<double> rows, int count, int width, int stride)
    {
        double tolerance = Math.ScaleB(1, -52) * Math.Sqrt(width);
        var vanished = new double[count]; // the squared length below which a row counts as zero
        for (int i = 0; i < count; i++)
        {
            var row = rows.Slice(i * stride, width);
            vanished[i] = Math.Max(Tiny, Vanished * Blas1.Dot(row, row));
        }
        bool rotated = true;
        for (int sweep = 0; rotated; sweep++)
        {
            if (sweep == MaxSweeps) throw new ArithmeticException("the Jacobi rotations do not converge");
            rotated = false;
            for (int p = 0; p < count - 1; p++)
            {
                for (int q = p + 1; q < count; q++)
                {
                    Span<double> x = rows.Slice(p * stride, stride), y = rows.Slice(q * stride, stride);
                    double xx = Blas1.Dot(x[..width], x[..width]), yy = Blas1.Dot(y[..width], y[..width]);
                    if (xx < vanished[p]) x[..width].Clear();
                    else if (yy < vanished[q]) y[..width].Clear();
                    else rotated |= RotatePair(x, y, xx, yy, width, tolerance);
                }
            }
        }
        // A pair whose first row vanishes leaves its second row unexamined.
        for (int i = 0; i < count; i++)
        {
            var row = rows.Slice(i * stride, width);
            if (Blas1.Dot(row, row) < vanished[i]) row.Clear();
        }
        return SortByLength(rows, count, width, stride);
    }

    /// <summary>Rotates two rows so that they become orthogonal.</summary>
    private static bool RotatePair(Span<double> x, Span<double> y, double xx, double yy, int width, double tolerance)
    {
        double xy = Blas1.Dot(x[..width], y[..width]);
        if (Math.Abs(xy) <= tolerance * Math.Sqrt(xx) * Math.Sqrt(yy)) return false;
        // tan of the smaller angle that diagonalises [[xx, xy], [xy, yy]].
        double zeta = (yy - xx) / (2 * xy);
        double size = Math.Abs(zeta), root = size < Steep ? Math.Sqrt(1 + zeta * zeta) : size;
        double tan = Math.CopySign(1, zeta) / (size + root);
        double cos = 1 / Math.Sqrt(1 + tan * tan);
        Blas1.Rotate(x, y, cos, cos * tan);
        return true;
    }

    private static double[] SortByLength(Span<double> rows, int count, int width, int stride)
    {
        var lengths = new double[count];
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            var row = rows.Slice(i * stride, width);
            (lengths[i], order[i]) = (-Math.Sqrt(Blas1.Dot(row, row)), i);
        }
        Array.Sort(lengths, order);
        double[] unsorted = rows[..(count * stride)].ToArray();
        for (int i = 0; i < count; i++)
        {
            lengths[i] = -lengths[i];
            unsorted.AsSpan(order[i] * stride, stride).CopyTo(rows[(i * stride)..]);
        }
        return lengths;
    }
}
