using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>Number, mean and energy of all rows, from one pass.</summary>
/// <param name="Count">Number of rows.</param>
/// <param name="Mean">The mean row [columns].</param>
/// <param name="Energy">
/// The squared Frobenius norm of the rows minus their mean; exactly 0 when all rows are equal. It is also 0 or infinite
/// where the squares are outside the range of a double.
/// </param>
internal sealed record RowStatistics(long Count, double[] Mean, double Energy)
{
    // More partial results than most machines have threads; each is a few rows long.
    private const int Partials = 32;

    /// <summary>Makes the pass.</summary>
    /// <param name="passes">The rows.</param>
    /// <param name="sample">Takes its rows from the pass; null for no sample.</param>
    /// <exception cref="InvalidDataException">A value is not finite, or its difference from another is not.</exception>
    public static RowStatistics Of(RowPasses passes, RowSample? sample = null)
    {
        var all = new Joined(passes.ColumnCount);
        foreach (var partial in passes.Fold(Partials, () => new Joined(passes.ColumnCount), (partial, block) =>
        {
            sample?.Take(block, passes.FirstRow(block.Number));
            Summarise(block);
            if (!double.IsFinite(block.Energy)) RefuseNonFinite(block, passes.FirstRow(block.Number));
            partial.Join(block.RowCount, block.Mean, block.Energy);
        })) all.Join(partial.Count, partial.Mean, partial.Energy);
        return new RowStatistics(all.Count, all.Mean, all.Energy);
    }

    /// <summary>Statistics that are merged by the update of Chan, Golub and LeVeque, Am. Stat. 37 (1983).</summary>
    private sealed class Joined(int columns)
    {
        private readonly double[] difference = new double[columns];

        public long Count { get; private set; }

        public double[] Mean { get; } = new double[columns];

        public double Energy { get; private set; }

        public void Join(long count, double[] mean, double energy)
        {
            if (count == 0) return;
            if (Count == 0) // the square of a large mean, times no rows, would be no number
            {
                mean.CopyTo(Mean, 0);
                (Count, Energy) = (count, energy);
                return;
            }
            double total = Count + (double)count;
            mean.CopyTo(difference, 0);
            Blas1.AddScaled(-1, Mean, difference);
            Blas1.AddScaled(count / total, difference, Mean);
            Energy += energy + Blas1.Dot(difference, difference) * (Count * (count / total));
            Count += count;
        }
    }

    /// <summary>
    /// Computes mean and energy of one block as differences from its first row: exact when all rows are equal.
    /// </summary>
    private static void Summarise(RowBlock block)
    {
        block.Energy = 0;
        if (block.RowCount == 0) return;
        int columns = block.ColumnCount;
        double[] first = block.Rows[..columns].ToArray();
        var mean = new double[columns];
        double weight = 1.0 / block.RowCount;
        // Row by row, while each row is in the first-level cache.
        for (int i = 0; i < block.RowCount; i++)
        {
            var row = block.Rows.Slice(i * columns, columns);
            Blas1.AddScaled(-1, first, row);
            Blas1.AddScaled(weight, row, mean);
        }
        for (int i = 0; i < block.RowCount; i++)
        {
            var row = block.Rows.Slice(i * columns, columns);
            Blas1.AddScaled(-1, mean, row);
            block.Energy += Blas1.Dot(row, row);
        }
        Blas1.AddScaled(1, first, mean);
        block.Mean = mean;
    }

    private static void RefuseNonFinite(RowBlock block, long rowsBefore)
    {
        // The rows are differences by now, and a non-finite value in the first row spoils its whole column: the row is
        // unknown.
        int at = block.Rows.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (at < 0) return; // only the squares overflowed
        throw new InvalidDataException(
            $"rows {rowsBefore} … {rowsBefore + block.RowCount - 1}, column {at % block.ColumnCount}: expected finite "
            + "values with finite differences");
    }
}
