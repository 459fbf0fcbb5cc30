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

    /// <summary>Makes one pass.</summary>
    /// <param name="passes">The rows.</param>
    /// <param name="prepare">Gives the rows [rows, columns] of a block that count; they are overwritten.</param>
    /// <param name="columns">Columns of what <paramref name="prepare"/> gives.</param>
    /// <returns>R [columns, columns], filled up with zeros when there are fewer rows.</returns>
    public static double[] Of(RowPasses passes, Preparation prepare, int columns)
    {
        double[] r = [];
        var pending = new List<double>(); // rows that R does not know yet: few of them are not worth a factorisation
        void Absorb()
        {
            double[] stacked = [.. r, .. pending];
            r = HouseholderQr.UpperFactor(stacked, stacked.Length / columns, columns);
            pending.Clear();
        }

        passes.Run(
            block =>
            {
                var rows = prepare(block);
                block.Triangle = block.RowCount > columns
                    ? HouseholderQr.UpperFactor(rows, block.RowCount, columns)
                    : rows.ToArray();
            },
            blocks =>
            {
                foreach (var block in blocks.Span)
                {
                    pending.AddRange(block.Triangle);
                    if (pending.Count >= PendingTriangles * columns * columns) Absorb();
                }
            });
        Absorb();
        Array.Resize(ref r, columns * columns);
        return r;
    }

    /// <summary>Gives the rows of a block that count.</summary>
    /// <param name="block">The block.</param>
    public delegate Span<double> Preparation(RowBlock block);
}
