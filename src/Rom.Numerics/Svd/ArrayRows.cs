namespace Rom.Numerics.Svd;

/// <summary>The rows of a matrix in memory.</summary>
public sealed class ArrayRows : IRowSource
{
    private readonly ReadOnlyMemory<double> values;
    private readonly int rowCount;
    private readonly int rowsPerBlock;

    /// <summary>Wraps a matrix.</summary>
    /// <param name="values">The matrix [rows, columns]; not copied.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="rowsPerBlock">Rows of each block but the last, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the columns.</exception>
    public ArrayRows(ReadOnlyMemory<double> values, int columns, int rowsPerBlock = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerBlock, 1);
        if (values.Length % columns != 0)
            throw new ArgumentException($"expected rows of {columns} values, found {values.Length}", nameof(values));
        (this.values, this.rowsPerBlock, ColumnCount) = (values, rowsPerBlock, columns);
        rowCount = values.Length / columns;
    }

    /// <inheritdoc/>
    public int ColumnCount { get; }

    /// <inheritdoc/>
    public int BlockCount => (rowCount + rowsPerBlock - 1) / rowsPerBlock;

    /// <inheritdoc/>
    public int RowCount(int block) => Math.Min(rowsPerBlock, rowCount - block * rowsPerBlock);

    /// <inheritdoc/>
    public void Read(int block, Span<double> rows) =>
        values.Span.Slice(block * rowsPerBlock * ColumnCount, RowCount(block) * ColumnCount).CopyTo(rows);
}
