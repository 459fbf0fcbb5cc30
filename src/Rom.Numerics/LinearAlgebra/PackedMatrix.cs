namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// The right factor of a product, packed for <see cref="Gemm"/>: panels of <see cref="Gemm.PanelWidth"/> columns, each
/// stored row by row, the last one padded with zeros. Pack once, multiply often.
/// </summary>
/// <remarks>Reading is thread-safe. <see cref="Pack"/> may be called again and reuses the memory.</remarks>
public sealed class PackedMatrix
{
    private Memory<double> values;

    /// <summary>Creates an empty matrix, to be filled by <see cref="Pack"/>.</summary>
    public PackedMatrix()
    {
    }

    /// <summary>Packs a matrix.</summary>
    /// <param name="matrix">The matrix [rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public PackedMatrix(ReadOnlySpan<double> matrix, int rows, int columns) => Pack(matrix, rows, columns);

    /// <summary>Rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Columns, without the padding.</summary>
    public int Columns { get; private set; }

    /// <summary>Number of panels.</summary>
    internal int PanelCount => (Columns + Gemm.PanelWidth - 1) / Gemm.PanelWidth;

    /// <summary>Replaces the content.</summary>
    /// <param name="matrix">The matrix [rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public void Pack(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (matrix.Length != (long)rows * columns)
            throw new ArgumentException($"expected {rows} × {columns} values, found {matrix.Length}", nameof(matrix));
        (Rows, Columns) = (rows, columns);
        int size = checked(PanelCount * rows * Gemm.PanelWidth);
        if (values.Length < size) values = CacheAligned.Allocate<double>(size);
        var all = values.Span;
        for (int panel = 0; panel < PanelCount; panel++)
        {
            int column = panel * Gemm.PanelWidth, width = Math.Min(Gemm.PanelWidth, columns - column);
            for (int i = 0; i < rows; i++)
            {
                var packed = all.Slice((panel * rows + i) * Gemm.PanelWidth, Gemm.PanelWidth);
                matrix.Slice(i * columns + column, width).CopyTo(packed);
                packed[width..].Clear();
            }
        }
    }

    /// <summary>Returns rows of one panel [rows, <see cref="Gemm.PanelWidth"/>].</summary>
    /// <param name="panel">The panel, from 0.</param>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="rowCount">Their number.</param>
    internal ReadOnlySpan<double> Panel(int panel, int firstRow, int rowCount) =>
        values.Span.Slice((panel * Rows + firstRow) * Gemm.PanelWidth, rowCount * Gemm.PanelWidth);
}
