using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>Rows minus an offset, times a power of two: their squares neither overflow nor vanish.</summary>
/// <param name="source">The rows.</param>
/// <param name="offset">The row that is subtracted from each row [columns].</param>
/// <param name="scale">The factor.</param>
internal sealed class ScaledRows(IRowSource source, double[] offset, double scale) : IRowSource
{
    /// <inheritdoc/>
    public int ColumnCount => source.ColumnCount;

    /// <inheritdoc/>
    public int BlockCount => source.BlockCount;

    /// <inheritdoc/>
    public int RowCount(int block) => source.RowCount(block);

    /// <inheritdoc/>
    public void Read(int block, Span<double> rows)
    {
        source.ReadCentred(block, offset, rows);
        Blas1.Scale(scale, rows);
    }
}
