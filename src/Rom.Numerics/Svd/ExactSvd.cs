using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Svd;

/// <summary>
/// Computes the whole spectrum where rows or columns are few: a QR factorization of the longer side, then one-sided
/// Jacobi.
/// </summary>
internal static class ExactSvd
{
    /// <summary>Decomposes the centred rows.</summary>
    public static TruncatedSvd Compute(RowPasses passes, RowStatistics statistics, RankRule rule)
    {
        int columns = passes.ColumnCount;
        double[] sigma;
        double[] vectors; // right singular vectors in rows
        if (statistics.Count < columns) (sigma, vectors) = OfFewRows(passes, statistics);
        else (sigma, vectors) = OfFewColumns(passes, statistics);

        double[] energies = Array.ConvertAll(sigma, s => s * s);
        // Rounding may keep a share of 1 from being reached; all singular vectors together hold it.
        int rank = rule.Rank(energies, statistics.Energy) ?? sigma.Length;
        double[] modes = Transposition.Of(vectors.AsSpan(0, rank * columns), rank, columns);
        ModeSigns.Fix(modes, columns, rank);
        return new TruncatedSvd
        {
            Rows = statistics.Count,
            Mean = statistics.Mean,
            Modes = modes,
            SingularValues = sigma[..rank],
            AllSingularValues = sigma,
            TotalEnergy = statistics.Energy,
            Passes = passes.Count,
            Converged = true,
            SubspaceError = 0,
        };
    }

    /// <summary>With rows A = Q·R, R = J·diag(σ)·Vᵀ, the rotated rows of R are diag(σ)·Vᵀ.</summary>
    private static (double[] Sigma, double[] Vectors) OfFewColumns(RowPasses passes, RowStatistics statistics)
    {
        int n = passes.ColumnCount;
        double[] vectors = StreamedTriangle.Of(passes, statistics.Mean, block => block.Rows, n);
        return (Orthonormalise(vectors, n), vectors);
    }

    /// <summary>With Aᵀ = Q·R, R = W·diag(σ)·J, the rotated columns of R are W·diag(σ), and V = Q·W.</summary>
    private static (double[] Sigma, double[] Vectors) OfFewRows(RowPasses passes, RowStatistics statistics)
    {
        int n = (int)statistics.Count, columns = passes.ColumnCount;
        var a = new double[n * columns];
        passes.Fold(
            int.MaxValue, () => a,
            (_, block) => block.Rows.CopyTo(a.AsSpan((int)passes.FirstRow(block.Number) * columns)), statistics.Mean);
        double[] q = Transposition.Of(a, n, columns);
        var tau = new double[n];
        HouseholderQr.Factor(q, columns, n, tau);
        var w = new double[n * n]; // the columns of R in rows
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++) w[j * n + i] = q[i * n + j];
        }
        HouseholderQr.FormQ(q, columns, n, tau);
        double[] sigma = Orthonormalise(w, n);
        var vectors = new double[n * columns];
        Gemm.MultiplyAdd(w, Transposition.Of(q, columns, n), vectors, n, n, columns);
        return (sigma, vectors);
    }

    /// <summary>Makes n rows orthonormal; returns the singular values.</summary>
    private static double[] Orthonormalise(double[] rows, int n)
    {
        double scale = Magnitude.PowerOfTwoScale(rows);
        Blas1.Scale(scale, rows);
        double[] sigma = JacobiRotations.Orthogonalise(rows, n, n, n);
        OrthonormalRows.Normalise(rows, sigma, n);
        Blas1.Scale(1 / scale, sigma);
        return sigma;
    }
}
