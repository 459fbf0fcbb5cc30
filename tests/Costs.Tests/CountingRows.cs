using Rom.Numerics.Svd;

namespace Costs.Tests;

/// <summary>Counts the rows that are read.</summary>
internal sealed class CountingRows(IRowSource rows) : IRowSource
{
    public long RowsRead { get; private set; }

    public int ColumnCount => rows.ColumnCount;

    public int BlockCount => rows.BlockCount;

    public int RowCount(int block) => rows.RowCount(block);

    public void Read(int block, Span<double> values)
    {
        RowsRead += rows.RowCount(block);
        rows.Read(block, values);
    }
}
