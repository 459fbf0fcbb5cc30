using FsCheck.Xunit;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Tests.LinearAlgebra;

public class AffineMapTests
{
    [Property(MaxTest = 60)]
    public void Map_EqualsItsScalarTwin(byte dimension, byte lag, byte split, ulong seed)
    {
        int outputs = 1 + dimension % 25, blocks = 1 + lag % 7, inputs = blocks * outputs;
        double[] x = Gaussian(inputs, seed);
        int first = split % (blocks + 1) * outputs;
        var map = new AffineMap(Gaussian(outputs * inputs, seed + 1), Gaussian(outputs, seed + 2));
        double[] fast = new double[outputs], plain = new double[outputs];
        map.Apply(x.AsSpan(0, first), x.AsSpan(first), fast);
        map.ScalarApply(x.AsSpan(0, first), x.AsSpan(first), plain);
        for (int i = 0; i < outputs; i++) Assert.Equal(plain[i], fast[i], 1e-12 * inputs);
    }

    [Fact]
    public void Map_IsTheConstantAndEachRowTimesTheInputs()
    {
        var map = new AffineMap([1, 2, 3, 4, 5, 6], [10, 20]);
        var y = new double[2];
        map.Apply([1, -1, 2], y);
        Assert.Equal([10 + 1 - 2 + 6, 20 + 4 - 5 + 12], y);
        Assert.Equal((3, 2), (map.Inputs, map.Outputs));
    }

    [Fact]
    public void LengthsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new AffineMap([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => new AffineMap([1], []));
        var map = new AffineMap([1, 2], [1]);
        Assert.Throws<ArgumentException>(() => map.Apply([1, 2, 3], new double[1]));
        Assert.Throws<ArgumentException>(() => map.Apply([1, 2], new double[2]));
    }

    private static double[] Gaussian(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
    }
}
