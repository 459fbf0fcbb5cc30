using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>
/// A matrix of any number of rows, read block by block so that the whole matrix need not be in memory.
/// </summary>
/// <remarks>
/// Several threads read different blocks at the same time, and each block is read several times with the same content
/// each time. Results depend on the division into blocks by rounding only, and not on the number of threads. Blocks of
/// one to ten MiB work well; each working thread holds one in memory.
/// </remarks>
public interface IRowSource
{
    /// <summary>Columns of the matrix, at least 1.</summary>
    int ColumnCount { get; }

    /// <summary>Number of blocks.</summary>
    int BlockCount { get; }

    /// <summary>Number of rows of one block; it may be 0.</summary>
    /// <param name="block">The block, from 0.</param>
    int RowCount(int block);

    /// <summary>Reads one block.</summary>
    /// <param name="block">The block, from 0.</param>
    /// <param name="rows">Receives its rows [<see cref="RowCount"/>, <see cref="ColumnCount"/>].</param>
    void Read(int block, Span<double> rows);

    /// <summary>
    /// Reads one block and subtracts a row from each of its rows. An implementation that subtracts while it creates the
    /// rows saves a pass through memory.
    /// </summary>
    /// <param name="block">The block, from 0.</param>
    /// <param name="mean">The row that is subtracted [<see cref="ColumnCount"/>].</param>
    /// <param name="rows">Receives its rows [<see cref="RowCount"/>, <see cref="ColumnCount"/>].</param>
    void ReadCentred(int block, ReadOnlySpan<double> mean, Span<double> rows)
    {
        Read(block, rows);
        for (int start = 0; start < rows.Length; start += ColumnCount)
            Blas1.AddScaled(-1, mean, rows.Slice(start, ColumnCount));
    }
}
