using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.LinearAlgebra;

public sealed class DistancesTests
{
    [Property(MaxTest = 60)]
    public void Squared_EqualsItsScalarTwin(ulong seed, byte count, byte length)
    {
        int n = count % 9, k = 1 + length % 40;
        double[] rows = RandomArrays.Gaussian(seed, n * k), point = RandomArrays.Gaussian(seed + 1, k);
        double[] fast = new double[n], plain = new double[n];
        Distances.Squared(rows, point, fast);
        Distances.ScalarSquared(rows, point, plain);
        for (int i = 0; i < n; i++) Assert.Equal(plain[i], fast[i], 1e-13 * plain[i]);
    }

    [Fact]
    public void SmallDifferencesOfLargeValues_KeepTheirDigits()
    {
        double[] row = [.. Enumerable.Repeat(1e8, 19)], point = [.. row.Select(value => value + 1)], square = [0];
        Distances.Squared(row, point, square);
        Assert.Equal(19, square[0]);
    }

    [Theory]
    [InlineData(7, 3, 2)]
    [InlineData(6, 0, 2)]
    public void LengthsThatDoNotFit_AreRefused(int rows, int point, int squares) => Assert.Throws<ArgumentException>(
        () => Distances.Squared(new double[rows], new double[point], new double[squares]));
}
