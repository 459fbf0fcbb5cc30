namespace Rom.Numerics.Svd;

/// <summary>
/// Rows spread evenly over all, taken along while they are read anyway. Snapshots that follow each other are alike: a few
/// thousand of them know the leading singular vectors of all to a few digits, which saves passes over the rest.
/// </summary>
internal sealed class RowSample
{
    // Rows, and values, that a sample has at the most: 64 MiB.
    private const int MaxRows = 2048;
    private const int MaxValues = 1 << 23;

    // Below this a sample knows too little, and above that it saves too little.
    private const int FewestRows = 512;
    private const int LeastStride = 4;

    private readonly long stride;
    private readonly int columns;
    private readonly double[] values;

    private RowSample(long rows, long stride, int columns)
    {
        (this.stride, this.columns) = (stride, columns);
        values = new double[(int)((rows + stride - 1) / stride) * columns];
    }

    /// <summary>The sampled rows as they were read [rows, columns].</summary>
    public IRowSource Rows => new ArrayRows(values, columns);

    /// <summary>Plans a sample.</summary>
    /// <param name="source">The rows.</param>
    /// <returns>Null where the rows are too few, or too long.</returns>
    public static RowSample? Of(IRowSource source)
    {
        long count = 0;
        for (int block = 0; block < source.BlockCount; block++) count += source.RowCount(block);
        int rows = (int)Math.Min(count / LeastStride, Math.Min(MaxRows, MaxValues / source.ColumnCount));
        if (rows < FewestRows) return null;
        return new RowSample(count, (count + rows - 1) / rows, source.ColumnCount);
    }

    /// <summary>Takes the rows that a block has of the sample; for several blocks at the same time.</summary>
    /// <param name="block">The block, as it was read.</param>
    /// <param name="first">The number of its first row.</param>
    public void Take(RowBlock block, long first)
    {
        for (long sampled = (first + stride - 1) / stride; sampled * stride < first + block.RowCount; sampled++)
        {
            int row = (int)(sampled * stride - first);
            block.Rows.Slice(row * columns, columns).CopyTo(values.AsSpan((int)sampled * columns));
        }
    }
}
