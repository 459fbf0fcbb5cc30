using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.LinearAlgebra;

public class GemmTests
{
    [Property(MaxTest = 60)]
    public void MultiplyAdd_OfAnyShape_IsTheDefinition(byte rows, ushort inner, byte columns)
    {
        int m = rows % 23, n = inner % 450, k = columns % 40;
        double[] a = RandomArrays.Gaussian(1, m * n), b = RandomArrays.Gaussian(2, n * k);
        double[] c = RandomArrays.Gaussian(3, m * k);
        double[] expected = Naive.Product(a, b, m, n, k);
        for (int i = 0; i < c.Length; i++) expected[i] += c[i];

        Gemm.MultiplyAdd(a, b, c, m, n, k);

        Assert.True(Naive.LargestDifference(expected, c) < 1e-12 * (n + 1));
    }

    [Property(MaxTest = 60)]
    public void TransposedMultiplyAdd_OfAnyShape_IsTheDefinition(byte rows, ushort inner, byte columns)
    {
        int m = rows % 150, n = inner % 450, k = columns % 40;
        double[] a = RandomArrays.Gaussian(1, n * m), b = RandomArrays.Gaussian(2, n * k);
        double[] c = RandomArrays.Gaussian(3, m * k);
        double[] expected = Naive.Product(Naive.Transposed(a, n, m), b, m, n, k);
        for (int i = 0; i < c.Length; i++) expected[i] += c[i];

        Gemm.TransposedMultiplyAdd(a, b, c, m, n, k);

        Assert.True(Naive.LargestDifference(expected, c) < 1e-12 * (n + 1));
    }

    [Fact]
    public void Products_CutInAnyWay_GiveTheSameBits()
    {
        const int m = 37, n = 403, k = 29;
        double[] a = RandomArrays.Gaussian(4, m * n), b = RandomArrays.Gaussian(5, n * k);
        var packed = new PackedMatrix(b, n, k);
        var whole = new double[m * k];
        Gemm.MultiplyAdd(a, packed, whole, m);
        double[] at = Naive.Transposed(a, m, n);
        var wholeTransposed = new double[m * k];
        Gemm.TransposedMultiplyAdd(at, m, 0, m, packed, wholeTransposed);
        for (int cut = 1; cut < m; cut++)
        {
            var parts = new double[m * k];
            Gemm.MultiplyAdd(a.AsSpan(0, cut * n), packed, parts.AsSpan(0, cut * k), cut);
            Gemm.MultiplyAdd(a.AsSpan(cut * n), packed, parts.AsSpan(cut * k), m - cut);
            Assert.Equal(whole, parts);

            Array.Clear(parts);
            Gemm.TransposedMultiplyAdd(at, m, 0, cut, packed, parts.AsSpan(0, cut * k));
            Gemm.TransposedMultiplyAdd(at, m, cut, m - cut, packed, parts.AsSpan(cut * k));
            Assert.Equal(wholeTransposed, parts);
        }
    }

    [Fact]
    public void Products_WithALengthThatDoesNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyAdd(new double[5], new double[6], new double[4], 2, 3, 2));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyAdd(new double[6], new double[5], new double[4], 2, 3, 2));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyAdd(new double[6], new double[6], new double[3], 2, 3, 2));
        Assert.Throws<ArgumentException>(() => Gemm.TransposedMultiplyAdd(
            new double[6], 3, 2, 2, new PackedMatrix(new double[4], 2, 2), new double[4]));
    }
}
