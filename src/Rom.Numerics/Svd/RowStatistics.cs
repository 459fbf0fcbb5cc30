using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>Number, mean and energy of all rows, from one pass.</summary>
/// <param name="Count">Number of rows.</param>
/// <param name="Mean">The mean row [columns].</param>
/// <param name="Energy">The squared Frobenius norm of the rows minus their mean; exactly 0 when all rows are
/// equal.</param>
internal sealed record RowStatistics(long Count, double[] Mean, double Energy)
{
    /// <summary>
    /// Makes the pass. Blocks are joined by the update of Chan, Golub and LeVeque, Am. Stat. 37 (1983).
    /// </summary>
    /// <param name="passes">The rows.</param>
    /// <param name="sample">Takes its rows along; null where none is wanted.</param>
    /// <exception cref="InvalidDataException">A value is not finite, or so large that its square is not.</exception>
    public static RowStatistics Of(RowPasses passes, RowSample? sample = null)
    {
        var mean = new double[passes.ColumnCount];
        var difference = new double[passes.ColumnCount];
        long count = 0;
        double energy = 0;
        passes.Run(
            block =>
            {
                sample?.Take(block);
                Summarise(block);
            },
            blocks =>
            {
                foreach (var block in blocks.Span)
                {
                    if (block.RowCount == 0) continue;
                    if (!double.IsFinite(block.Energy)) throw NotFinite(block, count);
                    double total = count + (double)block.RowCount;
                    block.Mean.CopyTo(difference, 0);
                    Blas1.AddScaled(-1, mean, difference);
                    Blas1.AddScaled(block.RowCount / total, difference, mean);
                    energy += block.Energy + Blas1.Dot(difference, difference) * (count * (block.RowCount / total));
                    count += block.RowCount;
                }
            });
        return new RowStatistics(count, mean, energy);
    }

    /// <summary>
    /// Mean and energy of one block, as differences from its first row: exact when all rows are equal.
    /// </summary>
    private static void Summarise(RowBlock block)
    {
        if (block.RowCount == 0) return;
        int columns = block.ColumnCount;
        double[] first = block.Rows[..columns].ToArray();
        block.Centre(first);
        var mean = new double[columns];
        double weight = 1.0 / block.RowCount;
        for (int i = 0; i < block.RowCount; i++) Blas1.AddScaled(weight, block.Rows.Slice(i * columns, columns), mean);
        block.Centre(mean);
        block.Energy = Blas1.Dot(block.Rows, block.Rows);
        Blas1.AddScaled(1, first, mean);
        block.Mean = mean;
    }

    private static InvalidDataException NotFinite(RowBlock block, long rowsBefore)
    {
        // The rows are differences by now, and one in the first row spoils its whole column: which row it is is not known.
        string rows = $"rows {rowsBefore} … {rowsBefore + block.RowCount - 1}";
        int at = block.Rows.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        return at < 0
            ? new InvalidDataException($"{rows}: values are too large to be squared")
            : new InvalidDataException($"{rows}, column {at % block.ColumnCount}: expected finite values");
    }
}
