using Rom.Numerics.RandomNumbers;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class SquaredErrorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1003)]
    public void TwoAtOnce_HaveTheBitsOfEachAlone(int cells)
    {
        var random = new RandomStream(9);
        float[] truth = [.. Enumerable.Range(0, cells).Select(_ => (float)random.NextGaussian())];
        double[] one = [.. Enumerable.Range(0, cells).Select(_ => 1e3 * random.NextGaussian())],
            other = [.. Enumerable.Range(0, cells).Select(_ => random.NextGaussian())];
        Assert.Equal(
            (SquaredError.Of(truth, one), SquaredError.Of(truth, other)), SquaredError.OfTwo(truth, one, other));
        Assert.Throws<ArgumentException>(() => SquaredError.OfTwo(truth, one, [.. other, 1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(4096)]
    public void TheVectors_EqualTheScalarTwin(int cells)
    {
        var random = new RandomStream(5);
        float[] truth = [.. Enumerable.Range(0, cells).Select(_ => (float)random.NextDouble())];
        double[] forecast = [.. truth.Select(_ => random.NextDouble())];
        double expected = SquaredError.OneByOne(truth, forecast);
        Assert.Equal(expected, SquaredError.Of(truth, forecast), 1e-13 * Math.Max(1, expected));
    }

    [Fact]
    public void ItIsTheSumOfSquares()
    {
        float[] truth = [.. Enumerable.Range(0, 20).Select(i => (float)i)];
        double[] forecast = [.. truth.Select(value => value + 3.0)];
        Assert.Equal(20 * 9, SquaredError.Of(truth, forecast));
        Assert.Equal(0, SquaredError.Of(truth, [.. truth.Select(value => (double)value)]));
        // Beyond single precision: accumulated in double.
        Assert.Equal(20e200, SquaredError.Of(new float[20], [.. truth.Select(_ => 1e100)]), 1e188);
    }

    [Fact]
    public void OtherLengths_AreRefused() =>
        Assert.Throws<ArgumentException>(() => SquaredError.Of(new float[4], new double[5]));
}
