using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.LinearAlgebra;

public class FactorisationTests
{
    [Property(MaxTest = 40)]
    public void Orthonormalise_OfAnyTallMatrix_GivesAnOrthonormalBasisOfItsColumns(byte rows, byte columns, byte copies)
    {
        int n = columns % 20 + 1, m = n + rows;
        double[] a = RandomArrays.Gaussian(6, m * n);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < copies % n; j++) a[i * n + j] = a[i * n + n - 1]; // dependent columns
        }
        double[] q = (double[])a.Clone();

        HouseholderQr.Orthonormalise(q, m, n);

        Assert.True(Naive.OrthonormalityError(q, m, n) < 1e-13);
        double[] projected = Naive.Product(q, Naive.Product(Naive.Transposed(q, m, n), a, n, m, n), m, n, n);
        Assert.True(Naive.LargestDifference(a, projected) < 1e-12);
    }

    [Fact]
    public void Orthonormalise_OfZeros_GivesAnOrthonormalBasis()
    {
        var q = new double[7 * 3];
        HouseholderQr.Orthonormalise(q, 7, 3);
        Assert.Equal(0, Naive.OrthonormalityError(q, 7, 3));
    }

    [Theory]
    [InlineData(30, 8)]
    [InlineData(8, 30)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void UpperFactor_HasTheGramMatrixOfTheColumns(int m, int n)
    {
        double[] a = RandomArrays.Gaussian(7, m * n);
        int k = Math.Min(m, n);
        double[] r = HouseholderQr.UpperFactor(a.ToArray(), m, n);
        Assert.True(Naive.LargestDifference(
            Naive.Product(Naive.Transposed(a, m, n), a, n, m, n),
            Naive.Product(Naive.Transposed(r, k, n), r, n, k, n)) < 1e-12);
    }

    [Property(MaxTest = 40)]
    public void JacobiSvd_OfAnyMatrix_Reassembles(byte rows, byte columns)
    {
        int m = rows % 40 + 1, n = columns % 40 + 1, k = Math.Min(m, n);
        double[] a = RandomArrays.Gaussian(8, m * n);

        var svd = JacobiSvd.Decompose(a, m, n);

        Assert.True(Naive.OrthonormalityError(svd.U, m, k) < 1e-13);
        Assert.True(Naive.OrthonormalityError(Naive.Transposed(svd.Vt, k, n), n, k) < 1e-13);
        Assert.Equal(svd.SingularValues.OrderDescending(), svd.SingularValues);
        var scaled = new double[k * n];
        for (int i = 0; i < k * n; i++) scaled[i] = svd.SingularValues[i / n] * svd.Vt[i];
        Assert.True(Naive.LargestDifference(a, Naive.Product(svd.U, scaled, m, k, n)) < 1e-12);
    }

    [Fact]
    public void JacobiSvd_OfGradedColumns_IsAccurateRelativeToEachSingularValue()
    {
        // A = Q·diag(d), Q orthonormal: the singular values are d, over 28 orders of magnitude.
        const int m = 60, n = 15;
        double[] a = RandomArrays.Gaussian(9, m * n);
        HouseholderQr.Orthonormalise(a, m, n);
        for (int i = 0; i < a.Length; i++) a[i] *= Math.Pow(10, -2 * (i % n));

        double[] sigma = JacobiSvd.Decompose(a, m, n).SingularValues;

        for (int j = 0; j < n; j++) Assert.Equal(1, sigma[j] / Math.Pow(10, -2 * j), 1e-13);
    }

    [Fact]
    public void JacobiSvd_OfDependentRowsAndColumns_Ends()
    {
        double[] a = RandomArrays.Gaussian(13, 40 * 6);
        double[] product = Naive.Product(a, Naive.Transposed(a, 40, 6), 40, 6, 40); // rank 6
        var svd = JacobiSvd.Decompose(product, 40, 40);
        Assert.All(svd.SingularValues[6..], sigma => Assert.True(sigma < 1e-14 * svd.SingularValues[0]));
        Assert.True(Naive.OrthonormalityError(svd.U, 40, 40) < 1e-13);
        Assert.True(Naive.OrthonormalityError(svd.Vt, 40, 40) < 1e-13);
    }

    [Theory]
    [InlineData(1e-250)]
    [InlineData(1e250)]
    public void JacobiSvd_OfExtremeElements_NeitherOverflowsNorVanishes(double factor)
    {
        double[] sigma = JacobiSvd.Decompose([3 * factor, 0, 4 * factor, 0], 2, 2).SingularValues;
        Assert.Equal(5, sigma[0] / factor, 1e-14);
        Assert.Equal(0, sigma[1]);
    }

    [Fact]
    public void JacobiSvd_OfZeros_HasOrthonormalVectors()
    {
        var svd = JacobiSvd.Decompose(new double[12], 4, 3);
        Assert.All(svd.SingularValues, sigma => Assert.Equal(0, sigma));
        Assert.Equal(0, Naive.OrthonormalityError(svd.U, 4, 3));
        Assert.Equal(0, Naive.OrthonormalityError(svd.Vt, 3, 3));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void JacobiSvd_OfAValueThatIsNotFinite_IsRefused(double value) =>
        Assert.Throws<ArgumentException>(() => JacobiSvd.Decompose([1, value, 3, 4], 2, 2));

    [Property(MaxTest = 40)]
    public void SymmetricEigen_OfAnySymmetricMatrix_Reassembles(byte size, byte rank)
    {
        int n = size % 50 + 1, k = rank % n + 1;
        double[] b = RandomArrays.Gaussian(10, n * k);
        double[] a = Naive.Product(b, Naive.Transposed(b, n, k), n, k, n);
        for (int i = 0; i < n; i++) a[i * n + i] -= 0.5; // indefinite, with a multiple eigenvalue

        var eigen = SymmetricEigen.Decompose(a, n);

        Assert.True(Naive.OrthonormalityError(Naive.Transposed(eigen.Vectors, n, n), n, n) < 1e-12);
        Assert.Equal(eigen.Values.OrderDescending(), eigen.Values);
        var scaled = new double[n * n];
        for (int i = 0; i < n * n; i++) scaled[i] = eigen.Values[i / n] * eigen.Vectors[i];
        double[] again = Naive.Product(Naive.Transposed(eigen.Vectors, n, n), scaled, n, n, n);
        Assert.True(Naive.LargestDifference(a, again) < 1e-13 * n * eigen.Values[0] + 1e-13);
    }

    [Fact]
    public void SymmetricEigen_OfAGradedMatrixOfLowRank_Ends()
    {
        const int n = 96, k = 10;
        double[] b = RandomArrays.Gaussian(14, n * k);
        for (int i = 0; i < b.Length; i++) b[i] *= Math.Pow(10, -(i / k) / 3.0); // rows over 32 orders of magnitude
        double[] a = Naive.Product(b, Naive.Transposed(b, n, k), n, k, n);
        var eigen = SymmetricEigen.Decompose(a, n);
        Assert.True(Naive.OrthonormalityError(Naive.Transposed(eigen.Vectors, n, n), n, n) < 1e-13);
        Assert.All(eigen.Values[k..], value => Assert.InRange(value / eigen.Values[0], -1e-14, 1e-14));
    }

    [Fact]
    public void SymmetricEigen_OfTheSecondDifference_HasItsKnownEigenvalues()
    {
        const int n = 31;
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            a[i * n + i] = 2;
            if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
        }
        double[] values = SymmetricEigen.Decompose(a, n).Values;
        for (int k = 1; k <= n; k++)
            Assert.Equal(2 + 2 * Math.Cos(k * Math.PI / (n + 1)), values[k - 1], 1e-14);
    }

    [Property(MaxTest = 40)]
    public void Cholesky_SolvesForManyRightHandSides(byte size, byte sides)
    {
        int n = size % 60 + 1, k = sides % 12 + 1;
        double[] b = RandomArrays.Gaussian(11, n * n);
        double[] a = Naive.Product(b, Naive.Transposed(b, n, n), n, n, n);
        for (int i = 0; i < n; i++) a[i * n + i] += n;
        double[] x = RandomArrays.Gaussian(12, n * k), solved = Naive.Product(a, x, n, n, k);

        Cholesky.Factor(a, n).Solve(solved, k);

        Assert.True(Naive.LargestDifference(x, solved) < 1e-11);
    }

    // (K x)_i = Σ_j ρ^|i−j| x_j: its inverse is tridiagonal, so the solution is known.
    [Theory]
    [InlineData(Cholesky.BlockSize - 1)]
    [InlineData(Cholesky.BlockSize)]
    [InlineData(Cholesky.BlockSize + 1)]
    [InlineData(2 * Cholesky.BlockSize + 50)]
    public void Cholesky_OfSeveralBlocks_SolvesAsOne(int n)
    {
        const double Rho = 0.6;
        const int k = 3;
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++) a[i * n + j] = Math.Pow(Rho, i - j);
            for (int j = i + 1; j < n; j++) a[i * n + j] = double.NaN; // not read
        }
        double[] b = RandomArrays.Gaussian(13, n * k), solved = [.. b];
        Cholesky.Factor(a, n).Solve(solved, k);
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                double expected = (i == 0 || i == n - 1 ? 1 : 1 + Rho * Rho) * b[i * k + c];
                if (i > 0) expected -= Rho * b[(i - 1) * k + c];
                if (i < n - 1) expected -= Rho * b[(i + 1) * k + c];
                Assert.Equal(expected / (1 - Rho * Rho), solved[i * k + c], 1e-11);
            }
        }
    }

    [Fact]
    public void Cholesky_ThatIsCancelled_Ends() => Assert.Throws<OperationCanceledException>(
        () => Cholesky.FactorInPlace([1], 1, new CancellationToken(canceled: true)));

    [Fact]
    public void Cholesky_OfAnIndefiniteMatrix_IsRefused() =>
        Assert.Throws<ArithmeticException>(() => Cholesky.Factor([1, 2, 2, 1], 2));
}
