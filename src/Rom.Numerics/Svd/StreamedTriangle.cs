using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>
/// Computes the triangle R of a QR factorization of many rows, block by block (tall-skinny QR; Demmel, Grigori,
/// Hoemmen, Langou, SIAM J. Sci. Comput. 34, 2012). Its singular values and right singular vectors are those of the
/// rows: no Gram matrix squares their condition.
/// </summary>
internal static class StreamedTriangle
{
    private const long PendingTriangles = 3;

    // As many as an ordinary machine has threads.
    private const int Partials = 8;

    /// <summary>Makes one pass.</summary>
    /// <param name="passes">The rows.</param>
    /// <param name="mean">The row that is subtracted from each row [columns].</param>
    /// <param name="prepare">Returns the rows [rows, columns] to use of a block; they are overwritten.</param>
    /// <param name="columns">Columns of the rows that <paramref name="prepare"/> returns.</param>
    /// <returns>R [columns, columns], padded with zeros when there are fewer rows.</returns>
    public static double[] Of(RowPasses passes, double[] mean, Preparation prepare, int columns)
    {
        var all = new Triangle(columns);
        foreach (var partial in passes.Fold(Partials, () => new Triangle(columns), (triangle, block) =>
        {
            var rows = prepare(block);
            triangle.Add(block.RowCount > columns ? HouseholderQr.UpperFactor(rows, block.RowCount, columns) : rows);
        }, mean)) all.Add(partial.Whole());
        return all.Whole();
    }

    /// <summary>R of the rows so far.</summary>
    private sealed class Triangle(int columns)
    {
        // Rows that R does not include yet: a few of them are not worth a factorization.
        private readonly List<double> pending = [];
        private double[] r = [];

        public void Add(ReadOnlySpan<double> rows)
        {
            pending.AddRange(rows);
            if (pending.Count >= PendingTriangles * columns * columns) Absorb();
        }

        /// <summary>R [columns, columns], padded with zeros when there are fewer rows.</summary>
        public double[] Whole()
        {
            Absorb();
            Array.Resize(ref r, columns * columns);
            return r;
        }

        private void Absorb()
        {
            double[] stacked = [.. r, .. pending];
            r = HouseholderQr.UpperFactor(stacked, stacked.Length / columns, columns);
            pending.Clear();
        }
    }

    /// <summary>Returns the rows to use of a block.</summary>
    /// <param name="block">The block.</param>
    public delegate Span<double> Preparation(RowBlock block);
}
