using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>The operator AᵀA of the centred rows A, applied to a block of vectors in one pass.</summary>
/// <param name="passes">The rows.</param>
/// <param name="mean">Their mean [columns].</param>
internal sealed class CentredGram(RowPasses passes, double[] mean)
{
    // Rows of the result that one thread computes at a time: a fixed cut, so that bits do not depend on the threads.
    private const int Slab = 128;

    /// <summary>
    /// Aᵀ(A·Q): a thread multiplies the rows of a block by Q; then each slab of the result takes up all blocks in turn.
    /// </summary>
    /// <param name="q">Q [columns, width].</param>
    /// <param name="width">Vectors.</param>
    /// <returns>AᵀA·Q [columns, width].</returns>
    public double[] Times(double[] q, int width)
    {
        int columns = passes.ColumnCount;
        var packed = new PackedMatrix(q, columns, width);
        var result = new double[columns * width];
        passes.Run(
            block =>
            {
                block.Centre(mean);
                block.Product.Pack(block.Times(packed), block.RowCount, width);
            },
            blocks => passes.InParallel((columns + Slab - 1) / Slab, slab =>
            {
                int first = slab * Slab, count = Math.Min(Slab, columns - first);
                foreach (var block in blocks.Span)
                {
                    Gemm.TransposedMultiplyAdd(
                        block.Rows, columns, first, count, block.Product, result.AsSpan(first * width, count * width));
                }
            }));
        return result;
    }
}
