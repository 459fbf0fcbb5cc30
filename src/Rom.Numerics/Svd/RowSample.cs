namespace Rom.Numerics.Svd;

/// <summary>
/// Rows spread evenly over all rows, collected while they are read. Consecutive snapshots are alike: a few thousand of
/// them give the leading singular vectors to a few digits, which saves passes over all rows.
/// </summary>
internal sealed class RowSample
{
    // The most rows, and the most values (64 MiB), of a sample.
    private const int MaxRows = 2048;
    private const int MaxValues = 1 << 23;

    // With fewer rows than this a sample is not accurate enough; the second number bounds its share, above which it
    // saves too little.
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
    /// <returns>Null where the rows are too few or too long.</returns>
    public static RowSample? Of(IRowSource source)
    {
        long count = 0;
        for (int block = 0; block < source.BlockCount; block++) count += source.RowCount(block);
        int rows = (int)Math.Min(count / LeastStride, Math.Min(MaxRows, MaxValues / source.ColumnCount));
        if (rows < FewestRows) return null;
        return new RowSample(count, (count + rows - 1) / rows, source.ColumnCount);
    }

    /// <summary>Takes the sampled rows of a block; thread-safe for different blocks.</summary>
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
