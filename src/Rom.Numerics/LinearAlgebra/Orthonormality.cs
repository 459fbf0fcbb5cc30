namespace Rom.Numerics.LinearAlgebra;

/// <summary>Measures how far columns are from orthonormal.</summary>
public static class Orthonormality
{
    /// <summary>The largest element of |AᵀA − I|; NaN where a value is not finite.</summary>
    /// <param name="a">The matrix A [rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public static double Error(ReadOnlySpan<double> a, int rows, int columns)
    {
        if (rows < 0 || columns < 0 || a.Length != (long)rows * columns)
            throw new ArgumentException($"expected {rows} × {columns} values, found {a.Length}", nameof(a));
        var gram = new double[columns * columns];
        Gemm.TransposedMultiplyAdd(a, a, gram, columns, rows, columns);
        double largest = 0;
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
                largest = Math.Max(largest, Math.Abs(gram[i * columns + j] - (i == j ? 1 : 0))); // NaN stays
        }
        return largest;
    }
}
