namespace Rom.Numerics.Svd;

/// <summary>
/// The leading singular vectors of the centred rows of a matrix that need not fit in memory. With snapshots as rows
/// these are its principal components, or proper orthogonal modes.
/// </summary>
/// <remarks>
/// Memory grows with columns × singular vectors and with the blocks that are read at once, not with the number of rows.
/// A small matrix is decomposed directly (<see cref="ExactSvd"/>), a large one by randomized block Krylov iteration
/// (<see cref="RandomizedSvd"/>). The result depends on the rows, their blocks and the options, but not on the threads.
/// </remarks>
public static class StreamedSvd
{
    /// <summary>Vectors of a block, which a pass multiplies at once: more of them save passes over the data, fewer of them arithmetic in each.</summary>
    public const int BlockWidth = 60;

    /// <summary>Decomposes.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rule">How many singular vectors are kept.</param>
    /// <param name="options">Accuracy, seed and threads; null for the defaults.</param>
    /// <param name="cancellation">Ends the work at the next block.</param>
    /// <returns>Mean, total energy and leading singular vectors and values.</returns>
    /// <exception cref="ArgumentException">More singular vectors are wanted than there are rows or columns.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no rows, all rows are equal, or a value is not finite: no direction stands out.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TruncatedSvd Compute(
        IRowSource rows, RankRule rule, StreamedSvdOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new StreamedSvdOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPasses, 1);
        var passes = new RowPasses(rows, options.Threads, cancellation);
        var sample = rows.ColumnCount > options.ExactLimit ? RowSample.Of(rows) : null;
        var statistics = RowStatistics.Of(passes, sample);
        if (statistics.Count == 0) throw new InvalidDataException("expected rows, found none");
        if (statistics.Energy == 0)
        {
            throw new InvalidDataException(
                $"all {statistics.Count} rows are equal: there is no direction in which they differ");
        }
        int smaller = (int)Math.Min(statistics.Count, rows.ColumnCount);
        if (rule is RankRule.FixedRank fixedRank && fixedRank.R > smaller)
        {
            throw new ArgumentException(
                $"expected at most {smaller} singular vectors of {statistics.Count} × {rows.ColumnCount} values, "
                + $"found {fixedRank.R}", nameof(rule));
        }
        return smaller <= options.ExactLimit
            ? ExactSvd.Compute(passes, statistics, rule)
            : RandomizedSvd.Compute(passes, statistics, rule, options, sample);
    }
}
