using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>A matrix of any number of rows, given block by block so that it need not be in memory as a whole.</summary>
/// <remarks>
/// Several threads read different blocks at the same time, and each block is read several times: every time it is the
/// same. Results depend on how rows are cut into blocks only by rounding, and not at all on the number of threads. A
/// block of one to ten MiB is a good size; as many are in memory at once as threads work.
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

    /// <summary>Reads one block and subtracts a row from each of its rows. Who can do it while they are made saves a way through memory.</summary>
    /// <param name="block">The block, from 0.</param>
    /// <param name="mean">What is subtracted [<see cref="ColumnCount"/>].</param>
    /// <param name="rows">Receives its rows [<see cref="RowCount"/>, <see cref="ColumnCount"/>].</param>
    void ReadCentred(int block, ReadOnlySpan<double> mean, Span<double> rows)
    {
        Read(block, rows);
        for (int start = 0; start < rows.Length; start += ColumnCount) Blas1.AddScaled(-1, mean, rows.Slice(start, ColumnCount));
    }
}
