using FsCheck.Xunit;
using Lstm.Inference;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Tests;

public sealed class MatrixProductTests
{
    [Property(MaxTest = 200)]
    public void VectorsAndGroupsOfRows_GiveTheBytesOfTheScalarTwin(byte a, byte b, byte c, uint seed)
    {
        int rows = a % 11 + 1, n = b % 40 + 1, m = c + 1;
        float[] x = Random(seed, rows * n), w = Random(seed + 1UL, n * m), y = Random(seed + 2UL, rows * m), twin = [.. y];
        MatrixProduct.Add(rows, x, w, y);
        for (int row = 0; row < rows; row++) MatrixProduct.AddScalar(x.AsSpan(row * n, n), w, 0, twin.AsSpan(row * m, m));
        Assert.Equal(twin, y);
    }

    [Fact]
    public void TheScalarTwin_IsTheProduct()
    {
        float[] y = [100, 200, 300];
        MatrixProduct.AddScalar([2, 3], [1, 2, 3, 4, 5, 6], 0, y);
        Assert.Equal([100 + 2 + 12, 200 + 4 + 15, 300 + 6 + 18], y);
    }

    [Theory]
    [InlineData(1, 3, 11, 4)]
    [InlineData(2, 3, 12, 8)]
    [InlineData(2, 6, 12, 7)]
    public void LengthsThatDoNotFit_AreRefused(int rows, int x, int w, int y) =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Add(rows, new float[x], new float[w], new float[y]));

    private static float[] Random(ulong seed, int count)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
    }
}
