using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>Centred rows without their part in the span of orthonormal vectors V: A − A·V·Vᵀ.</summary>
/// <param name="source">The rows, not centred.</param>
/// <param name="mean">Their mean [columns].</param>
/// <param name="vectors">V [columns, count].</param>
/// <param name="count">Vectors.</param>
internal sealed class DeflatedRows(IRowSource source, double[] mean, double[] vectors, int count) : IRowSource
{
    private readonly PackedMatrix v = new(vectors, source.ColumnCount, count);
    private readonly PackedMatrix vt = new(
        Transposition.Of(vectors, source.ColumnCount, count), count, source.ColumnCount);

    /// <inheritdoc/>
    public int ColumnCount => source.ColumnCount;

    /// <inheritdoc/>
    public int BlockCount => source.BlockCount;

    /// <inheritdoc/>
    public int RowCount(int block) => source.RowCount(block);

    /// <inheritdoc/>
    public void Read(int block, Span<double> rows)
    {
        source.ReadCentred(block, mean, rows);
        int rowCount = RowCount(block);
        var coefficients = new double[rowCount * count];
        Gemm.MultiplyAdd(rows, v, coefficients, rowCount);
        Blas1.Scale(-1, coefficients);
        Gemm.MultiplyAdd(coefficients, vt, rows, rowCount);
    }
}
