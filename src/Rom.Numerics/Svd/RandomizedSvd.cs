using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Svd;

/// <summary>
/// Computes the leading singular vectors of many centred rows A by randomized block Krylov iteration with thick
/// restarts (Halko, Martinsson, Tropp, SIAM Rev. 53, 2011, §4.5; Musco and Musco, NIPS 2015; Wu and Simon, SIAM J.
/// Matrix Anal. Appl. 22, 2000). Each pass multiplies a block by AᵀA and adds it to a basis, on which the Ritz pairs
/// converge fast even where the spectrum decays slowly. Where there are many rows, the first block comes from a sample
/// of them. Where square roots would be inaccurate, a last pass takes singular values from a QR factorization of A on
/// that subspace.
/// </summary>
internal static class RandomizedSvd
{
    // A basis of twice the rank and this many blocks is restarted with its leading Ritz vectors.
    private const int RestartBlocks = 6;

    // Number of singular values after the cut that the last pass computes as well, for plots of the spectrum.
    private const int Following = 24;
    // Passes over a sample, and the number of random vectors added to those of the sample, which may miss a direction
    // that matters.
    private const int SamplePasses = 4;
    private const int RandomVectors = 4;

    // A sample with a smaller share of the energy holds rounding only.
    private const double LeastSampledShare = 1e-30;

    // Rounding error of an eigenvalue of AᵀA, relative to the largest one.
    private const double GramRounding = 1e-13;

    // Rounding spoils eigenvectors of AᵀA whose eigenvalue, relative to the largest one, is smaller than this: they are
    // computed again from what the others leave of the rows. Where that rest holds no more than the second share of the
    // energy, its singular values are below 1e-11 of the largest one, and it is ignored.
    private const double LeastEigenvalue = 1e-10;
    private const double LeastRest = 1e-22;

    /// <summary>Decomposes the centred rows.</summary>
    /// <param name="passes">The rows.</param>
    /// <param name="statistics">Their statistics.</param>
    /// <param name="rule">The rule for the number of singular vectors.</param>
    /// <param name="options">Accuracy and seed.</param>
    /// <param name="sample">Some of the rows, or null.</param>
    /// <param name="negligible">Energy that may be ignored; null for a share of the rows' energy.</param>
    public static TruncatedSvd Compute(
        RowPasses passes, RowStatistics statistics, RankRule rule, StreamedSvdOptions options, RowSample? sample,
        double? negligible = null)
    {
        int n = passes.ColumnCount;
        var gram = new CentredGram(passes, statistics.Mean);
        var basis = new KrylovBasis(n);
        var convergence = new RitzConvergence(options);
        int width = Math.Min(StreamedSvd.BlockWidth, n), rank;
        double left = negligible ?? LeastRest * statistics.Energy;
        double[] block = StartingBlock(passes, statistics, sample, n, width, options);
        basis.Orthonormalise(block, width);
        while (true)
        {
            double[] image = gram.Times(block, width);
            basis.Append(block, image, width);
            // The basis grows as long as the rule needs more of the spectrum.
            int? found = rule.Rank(basis.RitzValues, statistics.Energy);
            rank = found ?? basis.Count;
            convergence.Update(basis, Needed(basis, rank, left));
            bool isDone = (found is not null && convergence.IsReached) || basis.Count == n;
            if (isDone || passes.Count >= options.MaxPasses) break;

            (block, width) = Leading(image, width, Math.Min(width, n - basis.Count));
            basis.Orthonormalise(block, width); // before a restart forgets what it must be orthogonal to
            if (found is not null && basis.Count >= 2 * rank + RestartBlocks * width) basis.Restart(rank + width);
        }
        int count = Math.Min(basis.Count, rank + Following); // the last pass makes all n of them accurate
        if (basis.RitzValues[rank - 1] < LeastEigenvalue * basis.RitzValues[0] && count < n && statistics.Energy > left)
        {
            var whole = OfRest(passes, statistics, basis, rank, convergence, options, left);
            if (whole is not null) return whole;
        }
        if (basis.RitzValues[rank - 1] * options.ValueTolerance >= GramRounding * basis.RitzValues[0])
            return OfRitzPairs(passes, statistics, basis, rank, convergence);
        return OfLastPass(passes, statistics, basis, rank, convergence, basis.RitzVectors(count), count);
    }

    /// <summary>
    /// Returns the number of leading Ritz pairs that must converge: those that are not computed again and are not
    /// rounding.
    /// </summary>
    private static int Needed(KrylovBasis basis, int rank, double negligible)
    {
        double least = LeastEigenvalue * basis.RitzValues[0];
        if (double.IsFinite(negligible)) least = Math.Max(least, negligible);
        while (rank > 1 && basis.RitzValues[rank - 1] < least) rank--;
        return rank;
    }

    private static TruncatedSvd OfRitzPairs(
        RowPasses passes, RowStatistics statistics, KrylovBasis basis, int rank, RitzConvergence convergence)
    {
        int count = Math.Min(basis.Count, rank + Following);
        double[] sigma = [.. basis.RitzValues[..count].ToArray().Select(value => Math.Sqrt(Math.Max(value, 0)))];
        return Assemble(passes, statistics, basis, convergence, basis.RitzVectors(rank), sigma[..rank], sigma);
    }

    /// <summary>
    /// Returns the accurate leading vectors V together with those of the rest A − A·V·Vᵀ, which rounding in AᵀA does
    /// not affect; null where the rest is rounding.
    /// </summary>
    private static TruncatedSvd? OfRest(
        RowPasses passes, RowStatistics statistics, KrylovBasis basis, int rank, RitzConvergence convergence,
        StreamedSvdOptions options, double negligible)
    {
        int n = passes.ColumnCount, known = 0;
        while (basis.RitzValues[known] >= LeastEigenvalue * basis.RitzValues[0]) known++;
        double[] leading = basis.RitzVectors(known);
        var rest = passes.Over(new DeflatedRows(passes.Source, statistics.Mean, leading, known));
        var restStatistics = RowStatistics.Of(rest);
        if (restStatistics.Energy <= negligible) return null;
        var svd = Compute(
            rest, restStatistics, new RankRule.FixedRank(rank - known), options, sample: null, negligible);
        double[] vectors = new double[n * rank];
        for (int i = 0; i < n; i++)
        {
            leading.AsSpan(i * known, known).CopyTo(vectors.AsSpan(i * rank));
            svd.Modes.AsSpan(i * (rank - known), rank - known).CopyTo(vectors.AsSpan(i * rank + known));
        }
        HouseholderQr.Orthonormalise(vectors, n, rank);
        return OfLastPass(passes, statistics, basis, rank, convergence, vectors, rank) with
        {
            Passes = passes.Count + svd.Passes,
            Converged = convergence.IsReached && svd.Converged,
            SubspaceError = svd.SubspaceError,
        };
    }

    /// <summary>
    /// Does the last pass: with V the leading vectors and A·V = Q·R, R = W·diag(σ)·Zᵀ, the modes are V·Z.
    /// </summary>
    private static TruncatedSvd OfLastPass(
        RowPasses passes, RowStatistics statistics, KrylovBasis basis, int rank, RitzConvergence convergence,
        double[] vectors, int count)
    {
        int n = passes.ColumnCount;
        var packed = new PackedMatrix(vectors, n, count);
        double[] triangle = StreamedTriangle.Of(passes, statistics.Mean, block => block.Times(packed), count);
        var svd = JacobiSvd.Decompose(triangle, count, count);
        var modes = new double[n * rank];
        Gemm.MultiplyAdd(
            vectors, Transposition.Of(svd.Vt.AsSpan(0, rank * count), rank, count), modes, n, count, rank);
        return Assemble(
            passes, statistics, basis, convergence, modes, svd.SingularValues[..rank], svd.SingularValues);
    }

    private static TruncatedSvd Assemble(
        RowPasses passes, RowStatistics statistics, KrylovBasis basis, RitzConvergence convergence,
        double[] modes, double[] sigma, double[] allSigma)
    {
        ModeSigns.Fix(modes, passes.ColumnCount, sigma.Length);
        bool isWhole = basis.Count == passes.ColumnCount;
        return new TruncatedSvd
        {
            Rows = statistics.Count,
            Mean = statistics.Mean,
            Modes = modes,
            SingularValues = sigma,
            AllSingularValues = allSigma,
            TotalEnergy = statistics.Energy,
            Passes = passes.Count,
            Converged = convergence.IsReached || isWhole,
            SubspaceError = isWhole ? 0 : convergence.SubspaceError,
        };
    }

    /// <summary>
    /// Returns the leading vectors of a sample and random vectors; without a sample random vectors alone.
    /// </summary>
    private static double[] StartingBlock(
        RowPasses passes, RowStatistics whole, RowSample? sample, int n, int width, StreamedSvdOptions options)
    {
        double[] block = RandomBlock(new RandomStream(options.Seed), n * width);
        if (sample is null) return block;
        var sampled = passes.Over(sample.Rows);
        var statistics = RowStatistics.Of(sampled);
        int known = width - RandomVectors;
        if (statistics.Energy <= LeastSampledShare * whole.Energy || known < 1) return block;
        var svd = Compute(
            sampled, statistics, new RankRule.FixedRank(known), options with { MaxPasses = SamplePasses }, sample: null,
            negligible: double.PositiveInfinity); // a starting block need not be accurate
        for (int i = 0; i < n; i++) svd.Modes.AsSpan(i * known, known).CopyTo(block.AsSpan(i * width));
        return block;
    }

    /// <summary>Returns the leading columns of a block.</summary>
    private static (double[] Block, int Width) Leading(double[] block, int width, int count)
    {
        if (count == width) return (block, width);
        int rows = block.Length / width;
        var leading = new double[rows * count];
        for (int i = 0; i < rows; i++) block.AsSpan(i * width, count).CopyTo(leading.AsSpan(i * count));
        return (leading, count);
    }

    private static double[] RandomBlock(RandomStream random, int size)
    {
        var block = new double[size];
        foreach (ref double value in block.AsSpan()) value = random.NextGaussian();
        return block;
    }
}
