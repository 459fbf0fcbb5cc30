using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>Applies the operator AᵀA of the centred rows A to a block of vectors in one pass.</summary>
/// <param name="passes">The rows.</param>
/// <param name="mean">Their mean [columns].</param>
internal sealed class CentredGram(RowPasses passes, double[] mean)
{
    // Rows of the result that are updated together: they stay in the second-level cache.
    private const int Slab = 128;

    // Values of all partial sums (32 MiB), and the least number of sums whatever their size.
    private const int MostValues = 1 << 22;
    private const int FewestSums = 4;

    private readonly Stack<double[]> spare = [];

    /// <summary>Computes Aᵀ(A·Q): multiplies each block of rows by Q, and its transpose by the product.</summary>
    /// <param name="q">Q [columns, width].</param>
    /// <param name="width">Vectors.</param>
    /// <returns>AᵀA·Q [columns, width].</returns>
    public double[] Times(double[] q, int width)
    {
        int columns = passes.ColumnCount, size = columns * width;
        var packed = new PackedMatrix(q, columns, width);
        double[][] sums = passes.Fold(Math.Max(FewestSums, MostValues / size), () => Empty(size), (sum, block) =>
        {
            block.Product.Pack(block.Times(packed), block.RowCount, width);
            for (int first = 0; first < columns; first += Slab)
            {
                int count = Math.Min(Slab, columns - first);
                Gemm.TransposedMultiplyAdd(
                    block.Rows, columns, first, count, block.Product, sum.AsSpan(first * width, count * width));
            }
        }, mean);
        var result = new double[size];
        foreach (double[] sum in sums)
        {
            Blas1.AddScaled(1, sum.AsSpan(0, size), result);
            spare.Push(sum);
        }
        return result;
    }

    // All blocks of vectors but the last have the width of the first.
    private double[] Empty(int size)
    {
        if (!spare.TryPop(out double[]? sum) || sum.Length < size) return new double[size];
        sum.AsSpan(0, size).Clear();
        return sum;
    }
}
