using FsCheck.Xunit;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public sealed class VectorMomentsTests
{
    [Property(MaxTest = 50)]
    public void MeanAndVariance_AreThoseOfTwoPasses(byte vectors, byte dimension, ushort seed, sbyte exponent)
    {
        int n = 2 + vectors % 30, d = 1 + dimension % 40;
        var random = new RandomStream(seed);
        // From 1e-30 to 1e30, on a mean that is far larger than the deviations.
        double scale = Math.Pow(10, exponent % 31);
        float[][] drawn = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, d)
            .Select(_ => (float)(scale * (1000 + random.NextGaussian()))).ToArray())];
        var moments = Of(drawn);

        double total = 0;
        for (int c = 0; c < d; c++)
        {
            double mean = drawn.Average(vector => (double)vector[c]);
            Assert.Equal(mean / scale, moments.Mean[c] / scale, 1e-9);
            total += drawn.Sum(vector => Math.Pow((vector[c] - mean) / scale, 2)) / (n - 1);
        }
        Assert.Equal(total, moments.TotalVariance / scale / scale, 1e-9 * (1 + total));
        Assert.Equal(n, moments.Count);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(float.Epsilon)]
    [InlineData(float.MaxValue)]
    public void EqualVectors_HaveNoVariance(float value)
    {
        var moments = Of([.. Enumerable.Repeat<float[]>([value, -value, 1], 1000)]);
        Assert.Equal([value, -value, 1], moments.Mean.ToArray());
        Assert.Equal(0, moments.TotalVariance);
    }

    [Fact]
    public void FewerThanTwoVectors_HaveNoVariance()
    {
        Assert.Equal(double.NaN, Of().TotalVariance);
        var one = Of([3f]);
        Assert.Equal((3, double.NaN), (one.Mean[0], one.TotalVariance));
        Assert.Equal(0, new VectorMoments(0).Mean.Length);
    }

    [Fact]
    public void VectorsOfAnotherLength_AreRefused()
    {
        var moments = new VectorMoments(2);
        Assert.Throws<ArgumentException>(() => moments.Add([1f], new double[2]));
        Assert.Throws<ArgumentException>(() => moments.Add([1f, 2f], new double[1]));
    }

    private static VectorMoments Of(params float[][] vectors)
    {
        int dimension = vectors.Length > 0 ? vectors[0].Length : 1;
        var (moments, deviation) = (new VectorMoments(dimension), new double[dimension]);
        foreach (float[] vector in vectors) moments.Add(vector, deviation);
        return moments;
    }
}
