using System.Numerics;
using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public class CompanionMatrixTests
{
    [Fact]
    public void Create_HasTheCoefficientsInItsFirstRows_AndIdentitiesBelow() => Assert.Equal(
        [1, 2, 5, 6, 3, 4, 7, 8, 1, 0, 0, 0, 0, 1, 0, 0],
        CompanionMatrix.Create([1, 2, 3, 4, 5, 6, 7, 8], dimension: 2));

    [Fact]
    public void OneMatrix_IsItsOwnCompanion() =>
        Assert.Equal([1, 2, 3, 4], CompanionMatrix.Create([1, 2, 3, 4], dimension: 2));

    [Fact]
    public void Eigenvalues_AreTheRootsOfTheCharacteristicPolynomial()
    {
        // y_k = 6 y_(k−1) − 11 y_(k−2) + 6 y_(k−3): λ³ − 6λ² + 11λ − 6 = (λ − 1)(λ − 2)(λ − 3).
        Complex[] values = GeneralEigenvalues.Compute(CompanionMatrix.Create([6, -11, 6], dimension: 1), 3);
        Assert.Equal([3.0, 2, 1], values.Select(value => Math.Round(value.Real, 10)));
    }

    [Property(MaxTest = 40)]
    public void AStepOfTheRecursion_IsAProductWithTheMatrix(ulong seed, byte dimension, byte lags)
    {
        int r = dimension % 4 + 1, lag = lags % 4 + 1, n = lag * r;
        // newest first
        double[] coefficients = RandomArrays.Gaussian(seed, lag * r * r), states = RandomArrays.Gaussian(seed + 1, n);
        double[] companion = CompanionMatrix.Create(coefficients, r);
        for (int row = 0; row < n; row++)
        {
            double product = 0, expected = 0;
            for (int c = 0; c < n; c++) product += companion[row * n + c] * states[c];
            for (int j = 0; j < lag; j++)
            {
                for (int c = 0; c < r && row < r; c++)
                    expected += coefficients[(j * r + row) * r + c] * states[j * r + c];
            }
            Assert.Equal(row < r ? expected : states[row - r], product, 1e-12);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(1, 2)]
    [InlineData(1, 50_000)]
    public void CoefficientsThatAreNoWholeMatrices_AreRefused(int count, int dimension) =>
        Assert.Throws<ArgumentException>(() => CompanionMatrix.Create(new double[count], dimension));

    [Fact]
    public void AMatrixThatFitsIntoNoArray_IsRefused() =>
        Assert.Contains(
            "fits into an array",
            Assert.Throws<ArgumentException>(() => CompanionMatrix.Create(new double[50_000], dimension: 1)).Message);

    [Fact]
    public void NoDimension_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CompanionMatrix.Create([1], dimension: 0));
}
