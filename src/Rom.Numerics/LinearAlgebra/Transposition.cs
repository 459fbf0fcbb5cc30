namespace Rom.Numerics.LinearAlgebra;

/// <summary>Transposition of a matrix, in squares that stay in the first-level cache.</summary>
public static class Transposition
{
    private const int Square = 16;

    /// <summary>The transposed matrix, a new array.</summary>
    /// <param name="matrix">The matrix [rows, columns].</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public static double[] Of(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        var transposed = new double[matrix.Length];
        Apply(matrix, rows, columns, columns, transposed, rows);
        return transposed;
    }

    /// <summary><c>to[j, i] = from[i, j]</c>.</summary>
    /// <param name="from">The matrix [rows, stride].</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="fromStride">Elements from one of its rows to the next.</param>
    /// <param name="to">Receives the transposed matrix [columns, stride].</param>
    /// <param name="toStride">Elements from one of the receiver's rows to the next.</param>
    public static void Apply(
        ReadOnlySpan<double> from, int rows, int columns, int fromStride, Span<double> to, int toStride)
    {
        for (int i0 = 0; i0 < rows; i0 += Square)
        {
            int i1 = Math.Min(i0 + Square, rows);
            for (int j0 = 0; j0 < columns; j0 += Square)
            {
                int j1 = Math.Min(j0 + Square, columns);
                for (int j = j0; j < j1; j++)
                {
                    var row = to[(j * toStride + i0)..(j * toStride + i1)];
                    for (int i = 0; i < row.Length; i++) row[i] = from[(i0 + i) * fromStride + j];
                }
            }
        }
    }
}
