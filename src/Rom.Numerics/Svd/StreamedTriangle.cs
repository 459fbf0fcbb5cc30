using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>
/// The triangle R of a QR factorisation of many rows, block by block (tall-skinny QR; Demmel, Grigori, Hoemmen, Langou,
/// SIAM J. Sci. Comput. 34, 2012). Its singular values and right singular vectors are those of the rows: no Gram matrix
/// squares their condition.
/// </summary>
internal static class StreamedTriangle
{
    private const long PendingTriangles = 3;

    // As many as an ordinary machine has threads.
    private const int Partials = 8;

    /// <summary>Makes one pass.</summary>
    /// <param name="passes">The rows.</param>
    /// <param name="mean">What is subtracted from each of them [columns].</param>
    /// <param name="prepare">Gives the rows [rows, columns] of a block that count; they are overwritten.</param>
    /// <param name="columns">Columns of what <paramref name="prepare"/> gives.</param>
    /// <returns>R [columns, columns], filled up with zeros when there are fewer rows.</returns>
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
        // Rows that R does not know yet: few of them are not worth a factorisation.
        private readonly List<double> pending = [];
        private double[] r = [];

        public void Add(ReadOnlySpan<double> rows)
        {
            pending.AddRange(rows);
            if (pending.Count >= PendingTriangles * columns * columns) Absorb();
        }

        /// <summary>R [columns, columns], filled up with zeros when there are fewer rows.</summary>
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

    /// <summary>Gives the rows of a block that count.</summary>
    /// <param name="block">The block.</param>
    public delegate Span<double> Preparation(RowBlock block);
}
