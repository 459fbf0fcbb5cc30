using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Svd;

/// <summary>
/// An orthonormal basis K of a block Krylov space of a symmetric operator G, with its image G·K, and the Ritz pairs of
/// G on it (Golub and Van Loan, Matrix Computations, 4th ed., §10.3). Vectors are stored in columns.
/// </summary>
/// <param name="size">Length n of a vector.</param>
internal sealed class KrylovBasis(int size)
{
    private const double Orthogonal = 1e-14; // the largest inner product that rounding explains
    private const int MaxRounds = 12;        // two or three are usual
    // Length of a projected unit vector below which the rest is too small to orthogonalize.
    private const double Collapsed = 0.03;

    private double[] basis = []; // K [n, k]
    private double[] image = []; // G·K [n, k]
    private SymmetricEigen ritz = SymmetricEigen.Decompose([0], 1);

    /// <summary>Number k of basis vectors.</summary>
    public int Count { get; private set; }

    /// <summary>Ritz values [k], falling: lower bounds of the leading eigenvalues.</summary>
    public ReadOnlySpan<double> RitzValues => ritz.Values;

    /// <summary>Adds a block of vectors.</summary>
    /// <param name="block">Orthonormal vectors, orthogonal to the basis [n, width].</param>
    /// <param name="blockImage">G·block [n, width].</param>
    /// <param name="width">Vectors.</param>
    public void Append(double[] block, double[] blockImage, int width)
    {
        basis = Beside(basis, block, width);
        image = Beside(image, blockImage, width);
        Count += width;
        var projection = new double[Count * Count]; // KᵀGK, symmetric up to rounding
        Gemm.TransposedMultiplyAdd(basis, image, projection, Count, size, Count);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double value = 0.5 * (projection[i * Count + j] + projection[j * Count + i]);
                projection[i * Count + j] = projection[j * Count + i] = value;
            }
        }
        ritz = SymmetricEigen.Decompose(projection, Count);
    }

    /// <summary>Computes the leading Ritz vectors [n, count].</summary>
    /// <param name="count">The number of vectors.</param>
    public double[] RitzVectors(int count) => Combine(basis, count);

    /// <summary>Computes the Frobenius norm of G·V − V·Θ, with V the leading Ritz vectors and Θ their values.</summary>
    /// <param name="count">The number of vectors.</param>
    public double ResidualNorm(int count)
    {
        double[] vectors = RitzVectors(count), residual = Combine(image, count);
        for (int i = 0; i < residual.Length; i++) residual[i] -= vectors[i] * ritz.Values[i % count];
        return Math.Sqrt(Blas1.Dot(residual, residual));
    }

    /// <summary>
    /// Replaces the basis by its leading Ritz vectors, which keep what is known of the leading eigenvectors.
    /// </summary>
    /// <param name="count">The number of vectors.</param>
    public void Restart(int count)
    {
        (basis, image) = (Combine(basis, count), Combine(image, count));
        var values = new double[count * count];
        for (int i = 0; i < count; i++) values[i * count + i] = ritz.Values[i];
        ritz = SymmetricEigen.Decompose(values, count);
        Count = count;
    }

    /// <summary>
    /// Makes a block orthonormal and orthogonal to the basis. Vectors inside the span of the basis are replaced by
    /// others.
    /// </summary>
    /// <param name="block">The block [n, width], width + k ≤ n; overwritten.</param>
    /// <param name="width">Vectors.</param>
    public void Orthonormalise(double[] block, int width)
    {
        // Where a projection leaves little of a vector, rounding spoils the rest: repeat until it removes nothing.
        for (int round = 0; round < MaxRounds; round++)
        {
            double overlap = Count == 0 ? 0 : Project(block, width);
            // Meaningless for vectors that are not normalized.
            if (round == 0 && Count > 0) overlap = double.PositiveInfinity;
            // QR replaces a dependent vector by any other one: it may lie in the span of the basis, and so may its
            // successor.
            if (round > 0 && ReplaceCollapsed(block, width, (ulong)round)) Project(block, width);
            HouseholderQr.Orthonormalise(block, size, width);
            if (overlap <= Orthogonal) break;
        }
    }

    /// <summary>block ← block − K·Kᵀ·block; returns the largest element of |Kᵀ·block|.</summary>
    private double Project(double[] block, int width)
    {
        var coefficients = new double[Count * width];
        Gemm.TransposedMultiplyAdd(basis, block, coefficients, Count, size, width);
        double largest = 0;
        foreach (ref double value in coefficients.AsSpan())
        {
            largest = Math.Max(largest, Math.Abs(value));
            value = -value;
        }
        Gemm.MultiplyAdd(basis, coefficients, block, size, Count, width);
        return largest;
    }

    /// <summary>Replaces vectors that a projection almost annihilated by random ones.</summary>
    private bool ReplaceCollapsed(double[] block, int width, ulong seed)
    {
        var squares = new double[width];
        for (int i = 0; i < block.Length; i++) squares[i % width] += block[i] * block[i];
        bool anyCollapsed = false;
        for (int j = 0; j < width; j++)
        {
            if (squares[j] > Collapsed * Collapsed) continue;
            anyCollapsed = true;
            var random = new RandomStream(seed * 1000 + (ulong)j);
            double unit = 1 / Math.Sqrt(size);
            for (int i = 0; i < size; i++) block[i * width + j] = unit * random.NextGaussian();
        }
        return anyCollapsed;
    }

    /// <summary>matrix·S, S the leading eigenvectors of the projection: [n, count].</summary>
    private double[] Combine(double[] matrix, int count)
    {
        double[] s = Transposition.Of(ritz.Vectors.AsSpan(0, count * Count), count, Count);
        var combined = new double[size * count];
        Gemm.MultiplyAdd(matrix, s, combined, size, Count, count);
        return combined;
    }

    private double[] Beside(double[] left, double[] right, int width)
    {
        int total = Count + width;
        var both = new double[checked(size * total)];
        for (int i = 0; i < size; i++)
        {
            left.AsSpan(i * Count, Count).CopyTo(both.AsSpan(i * total));
            right.AsSpan(i * width, width).CopyTo(both.AsSpan(i * total + Count));
        }
        return both;
    }
}
