using Rom.Numerics.Npz;
using Rom.Numerics.Regression;

namespace Rom.Numerics.Tests.Regression;

/// <summary>Against NumPy (<c>regression.npz</c>, made by <c>regression.py</c> beside it).</summary>
public class RidgeMomentsTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("blocks")]
    [InlineData("strong")]
    [InlineData("wide")]
    [InlineData("repeated")]
    [InlineData("constant")]
    public void Solution_EqualsNumPy(string name)
    {
        using var golden = NpzReader.Open(GoldenFile.At("regression.npz"));
        double[] x = golden.ReadDoubles($"ridge.{name}.x"), y = golden.ReadDoubles($"ridge.{name}.y");
        int inputs = golden.Header($"ridge.{name}.x").Shape[1], outputs = golden.Header($"ridge.{name}.y").Shape[1];
        var moments = new RidgeMoments(inputs, outputs);
        int rows = x.Length / inputs, half = rows / 2;
        moments.Add(x.AsSpan(0, half * inputs), y.AsSpan(0, half * outputs));
        moments.Add(x.AsSpan(half * inputs), y.AsSpan(half * outputs));
        var (w, c) = moments.Solve(golden.ReadDoubles($"ridge.{name}.alpha"));
        double[] expected = golden.ReadDoubles($"ridge.{name}.w"), constant = golden.ReadDoubles($"ridge.{name}.c");
        for (int i = 0; i < w.Length; i++) Assert.Equal(expected[i], w[i], 1e-9 * (1 + Math.Abs(expected[i])));
        for (int i = 0; i < c.Length; i++) Assert.Equal(constant[i], c[i], 1e-7);
        Assert.Equal(rows, moments.Count);
    }

    [Fact]
    public void DependentInputsWithoutPenalty_AreRefused()
    {
        var moments = new RidgeMoments(2, 1);
        moments.Add([1, 2, 2, 4, 3, 6], [1, 2, 4]);
        Assert.Throws<ArithmeticException>(() => moments.Solve([0, 0]));
        Assert.True(moments.Solve([0.1, 0.1]).Coefficients[1] > 0);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(double.NaN)]
    public void SumsThatAreNotFinite_AreRefused(double value)
    {
        var moments = new RidgeMoments(1, 1);
        moments.Add([value, -value], [1, 2]);
        Assert.Throws<ArithmeticException>(() => moments.Solve([1]));
    }

    [Fact]
    public void NoRows_AndWrongLengths_AreRefused()
    {
        var moments = new RidgeMoments(2, 1);
        Assert.Throws<InvalidOperationException>(() => moments.Solve([1, 1]));
        Assert.Throws<ArgumentException>(() => moments.Solve([1]));
        Assert.Throws<ArgumentException>(() => moments.Solve([1, -1]));
        Assert.Throws<ArgumentException>(() => moments.Add([1, 2, 3], [1]));
    }

    [Fact]
    public void EqualRows_GiveTheirOutputAndNoCoefficients()
    {
        var moments = new RidgeMoments(2, 1);
        moments.Add([3, 0, 3, 0, 3, 0], [7, 7, 7]);
        var (w, c) = moments.Solve([0, 0]);
        Assert.Equal([0, 0], w);
        Assert.Equal(7, c[0], 1e-12);
    }
}
