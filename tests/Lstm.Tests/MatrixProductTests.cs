using FsCheck.Xunit;
using Lstm.Inference;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Tests;

public sealed class MatrixProductTests
{
    [Property(MaxTest = 200)]
    public void VectorsAndGroupsOfRows_GiveTheBytesOfTheScalarTwin(byte a, byte b, byte c, byte gap, uint seed)
    {
        int rows = a % 12, n = b % 40 + 1, m = c + 1, stride = n + gap % 9;
        var w = new PackedWeights(Random(seed + 1UL, n * m), n, m);
        float[] x = Random(seed, Math.Max(1, rows) * stride),
            y = Random(seed + 2UL, Math.Max(1, rows) * w.PaddedColumns), twin = [.. y];
        MatrixProduct.Add(rows, x, stride, w, y);
        MatrixProduct.AddScalar(rows, x, stride, w, twin);
        for (int row = 0; row < rows; row++)
            Assert.Equal(twin.AsSpan(row * w.PaddedColumns, m), y.AsSpan(row * w.PaddedColumns, m));
    }

    [Fact]
    public void TheScalarTwin_IsTheProduct()
    {
        // Wᵀ is given: W = (1 2 3; 4 5 6).
        var w = new PackedWeights([1, 4, 2, 5, 3, 6], 2, 3);
        var y = new float[w.PaddedColumns];
        (y[0], y[1], y[2]) = (100, 200, 300);
        MatrixProduct.AddScalar(1, [2, 3], 2, w, y);
        Assert.Equal([100 + 2 + 12, 200 + 4 + 15, 300 + 6 + 18], y[..3]);
    }

    [Theory]
    [InlineData(2, 5, 3, 2)]
    [InlineData(2, 6, 2, 2)]
    [InlineData(2, 6, 3, 1)]
    public void LengthsThatDoNotFit_AreRefused(int rows, int x, int stride, int rowsOfY)
    {
        var w = new PackedWeights(new float[12], 3, 4);
        Assert.Throws<ArgumentException>(
            () => MatrixProduct.Add(rows, new float[x], stride, w, new float[rowsOfY * w.PaddedColumns]));
    }

    private static float[] Random(ulong seed, int count)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
    }
}
