using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Svd;

/// <summary>
/// The leading singular vectors of many centred rows A by randomized block Krylov iteration with thick restarts (Halko,
/// Martinsson, Tropp, SIAM Rev. 53, 2011, §4.5; Musco and Musco, NIPS 2015; Wu and Simon, SIAM J. Matrix Anal. Appl. 22,
/// 2000): each pass multiplies a block by AᵀA and adds it to a basis, on which the Ritz pairs converge fast even where the
/// spectrum decays slowly. A last pass takes singular values from a QR factorisation of A on that subspace, so that they
/// are not squares' roots.
/// </summary>
internal static class RandomizedSvd
{
    private const int FirstWidth = 48;      // of the block, when the rank is not known beforehand
    private const int BlocksInBasis = 8;    // a basis of more is restarted
    private const int BlocksKept = 3;       // by a restart

    /// <summary>Vectors in the first block: the rank and half as many again, so that the vectors at the cut converge fast.</summary>
    public static int StartWidth(RankRule rule) => rule switch
    {
        RankRule.FixedRank { R: int r } => r + Math.Max(12, r / 2),
        _ => FirstWidth,
    };

    /// <summary>Decomposes the centred rows.</summary>
    public static TruncatedSvd Compute(
        RowPasses passes, RowStatistics statistics, RankRule rule, StreamedSvdOptions options)
    {
        int n = passes.ColumnCount;
        var gram = new CentredGram(passes, statistics.Mean);
        var random = new RandomStream(options.Seed);
        var basis = new KrylovBasis(n);
        var convergence = new RitzConvergence(options);
        int width = StartWidth(rule), rank;
        double[] block = Resized([], 0, width, n, random);
        basis.Orthonormalise(block, width);
        while (true)
        {
            double[] image = gram.Times(block, width);
            basis.Append(block, image, width);
            // When the basis does not hold enough energy yet, the sketch grows.
            int? found = rule.Rank(basis.RitzValues, statistics.Energy);
            rank = found ?? basis.Count;
            convergence.Update(basis, rank);
            if ((found is not null && convergence.IsReached) || basis.Count == n || passes.Count >= options.MaxPasses) break;

            int next = Math.Min(found is null ? 2 * width : width, n - basis.Count);
            block = Resized(image, width, next, n, random);
            width = next;
            basis.Orthonormalise(block, width);
            int kept = Math.Max(BlocksKept * width, rank + width);
            if (found is not null && basis.Count >= Math.Max(BlocksInBasis * width, kept + 2 * width)) basis.Restart(kept);
        }
        return Assemble(passes, statistics, basis, rank, convergence);
    }

    /// <summary>The last pass: with V the leading Ritz vectors and A·V = Q·R, R = W·diag(σ)·Zᵀ, the modes are V·Z.</summary>
    private static TruncatedSvd Assemble(
        RowPasses passes, RowStatistics statistics, KrylovBasis basis, int rank, RitzConvergence convergence)
    {
        int n = passes.ColumnCount;
        int count = Math.Min(basis.Count, StartWidth(new RankRule.FixedRank(rank)));
        double[] vectors = basis.RitzVectors(count);
        var packed = new PackedMatrix(vectors, n, count);
        double[] triangle = StreamedTriangle.Of(
            passes,
            block =>
            {
                block.Centre(statistics.Mean);
                return block.Times(packed);
            },
            count);
        var svd = JacobiSvd.Decompose(triangle, count, count);
        var modes = new double[n * rank];
        Gemm.MultiplyAdd(
            vectors, Transposition.Of(svd.Vt.AsSpan(0, rank * count), rank, count), modes, n, count, rank);
        ModeSigns.Fix(modes, n, rank);
        return new TruncatedSvd
        {
            Rows = statistics.Count,
            Mean = statistics.Mean,
            Modes = modes,
            SingularValues = svd.SingularValues[..rank],
            AllSingularValues = svd.SingularValues,
            TotalEnergy = statistics.Energy,
            Passes = passes.Count,
            Converged = convergence.IsReached || basis.Count == n,
            SubspaceError = basis.Count == n ? 0 : convergence.SubspaceError,
        };
    }

    /// <summary>The leading columns of a block; columns that it lacks are random.</summary>
    private static double[] Resized(double[] block, int width, int newWidth, int rows, RandomStream random)
    {
        var resized = new double[checked(rows * newWidth)];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < newWidth; j++)
                resized[i * newWidth + j] = j < width ? block[i * width + j] : random.NextGaussian();
        }
        return resized;
    }
}
