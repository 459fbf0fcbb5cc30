using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>
/// Computes the leading singular vectors of the centred rows of a matrix that need not fit in memory. With snapshots as
/// rows these are the principal components, or proper orthogonal modes.
/// </summary>
/// <remarks>
/// Memory grows with columns × singular vectors and with the blocks that are read at once, not with the number of rows.
/// A small matrix is decomposed directly (<see cref="ExactSvd"/>), a large one by randomized block Krylov iteration
/// (<see cref="RandomizedSvd"/>). The result depends on the rows, their blocks and the options, but not on the threads.
/// </remarks>
public static class StreamedSvd
{
    /// <summary>
    /// Vectors of a block that a pass multiplies at once: more vectors need fewer passes over the data, fewer vectors
    /// less arithmetic in each.
    /// </summary>
    public const int BlockWidth = 60;

    // For energies between these, no squared singular value that matters, and no square of such a square, overflows or
    // vanishes. Beyond, the rows are scaled.
    private const double LeastEnergy = 1e-120;
    private const double GreatestEnergy = 1e120;

    // Share of Σ‖mean‖². With less energy, rounding of the mean (1e-16 of it) would turn zero singular values into
    // values above 1e-11 of the largest one: the mean is then subtracted twice, the second time from the differences.
    private const double LeastShareOfMean = 1e-9;

    /// <summary>Decomposes.</summary>
    /// <param name="rows">The rows. Their values may be of any size as long as their differences are finite.</param>
    /// <param name="rule">The rule for the number of singular vectors.</param>
    /// <param name="options">Accuracy, seed and threads; null for the defaults.</param>
    /// <param name="cancellation">Ends the work before the next block.</param>
    /// <returns>Mean, total energy, and leading singular vectors and values.</returns>
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
        var sample = SampleOf(rows, options);
        var statistics = RowStatistics.Of(passes, sample);
        if (statistics.Count == 0) throw new InvalidDataException("expected rows, found none");
        double ofMean = statistics.Count * Blas1.Dot(statistics.Mean, statistics.Mean);
        if (statistics.Energy is >= LeastEnergy and <= GreatestEnergy && statistics.Energy >= LeastShareOfMean * ofMean)
            return Decompose(passes, statistics, rule, options, sample);

        double spread = SpreadOf(passes, statistics.Mean);
        if (spread == 0)
        {
            throw new InvalidDataException(
                $"all {statistics.Count} rows are equal: there is no direction in which they differ");
        }
        double scale = Magnitude.PowerOfTwoScale(spread);
        var scaled = new ScaledRows(rows, statistics.Mean, scale);
        sample = SampleOf(scaled, options);
        passes = new RowPasses(scaled, options.Threads, cancellation);
        var svd = Decompose(passes, RowStatistics.Of(passes, sample), rule, options, sample);
        return svd with
        {
            Mean = [.. statistics.Mean.Zip(svd.Mean, (mean, rest) => mean + rest / scale)],
            SingularValues = Array.ConvertAll(svd.SingularValues, sigma => sigma / scale),
            AllSingularValues = Array.ConvertAll(svd.AllSingularValues, sigma => sigma / scale),
            TotalEnergy = svd.TotalEnergy / scale / scale,
            Scale = scale,
            ScaledEnergy = svd.TotalEnergy,
            Passes = svd.Passes + 2,
        };
    }

    private static TruncatedSvd Decompose(
        RowPasses passes, RowStatistics statistics, RankRule rule, StreamedSvdOptions options, RowSample? sample)
    {
        int smaller = (int)Math.Min(statistics.Count, passes.ColumnCount);
        if (rule is RankRule.FixedRank fixedRank && fixedRank.R > smaller)
        {
            throw new ArgumentException(
                $"expected at most {smaller} singular vectors of {statistics.Count} × {passes.ColumnCount} values, "
                + $"found {fixedRank.R}", nameof(rule));
        }
        return smaller <= options.ExactLimit
            ? ExactSvd.Compute(passes, statistics, rule)
            : RandomizedSvd.Compute(passes, statistics, rule, options, sample);
    }

    private static RowSample? SampleOf(IRowSource rows, StreamedSvdOptions options) =>
        rows.ColumnCount > options.ExactLimit ? RowSample.Of(rows) : null;

    /// <summary>Returns the largest magnitude of the rows minus their mean; 0 when all rows are equal.</summary>
    private static double SpreadOf(RowPasses passes, double[] mean)
    {
        double[][] largest = passes.Fold(
            int.MaxValue, () => new double[1], (partial, block) =>
            {
                if (block.RowCount > 0) partial[0] = Math.Abs(TensorPrimitives.MaxMagnitude<double>(block.Rows));
            }, mean);
        double spread = largest.Max(partial => partial[0]);
        return double.IsFinite(spread) && largest.All(partial => !double.IsNaN(partial[0]))
            ? spread
            : throw new InvalidDataException("expected values with finite differences, found some that are too large");
    }
}
