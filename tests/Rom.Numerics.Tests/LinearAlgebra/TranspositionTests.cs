using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Tests.LinearAlgebra;

public class TranspositionTests
{
    [Property(MaxTest = 200)]
    public void Apply_OfAnyShapeAndStrides_IsTheDefinition_AndWritesNothingElse(
        byte rowSeed, byte columnSeed, byte more)
    {
        var (rows, columns) = (rowSeed % 40, columnSeed % 40);
        var (fromStride, toStride) = (columns + more % 3, rows + more % 5);
        double[] from = RandomArrays.Gaussian(41, rows * fromStride),
            to = RandomArrays.Gaussian(42, columns * toStride);
        double[] expected = [.. to];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) expected[j * toStride + i] = from[i * fromStride + j];
        }
        Transposition.Apply(from, rows, columns, fromStride, to, toStride);
        Assert.Equal(expected, to);
    }

    [Theory]
    [InlineData(19, 8)]
    [InlineData(20, 7)]
    public void Apply_WhereASpanIsTooShort_Throws(int fromLength, int toLength) =>
        Assert.Throws<IndexOutOfRangeException>(
        () => Transposition.Apply(new double[fromLength], 2, 4, 16, new double[toLength], 2));
}
