using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class HolmTests
{
    // By hand: the smallest of m is multiplied by m, the next by m − 1, …; none falls below one before it or exceeds 1.
    [Theory]
    [InlineData(new[] { 0.01, 0.04, 0.03, 0.005 }, new[] { 0.03, 0.06, 0.06, 0.02 })]
    [InlineData(new[] { 0.01, 0.02, 0.04 }, new[] { 0.03, 0.04, 0.04 })]
    [InlineData(new[] { 0.02, 0.021, 0.5 }, new[] { 0.06, 0.06, 0.5 })]
    [InlineData(new[] { 0.4, 0.6, 0.5, 0.0 }, new[] { 1, 1, 1, 0.0 })]
    [InlineData(new[] { 0.03, 0.03 }, new[] { 0.06, 0.06 })]
    [InlineData(new[] { 0.2 }, new[] { 0.2 })]
    [InlineData(new double[0], new double[0])]
    public void PValues_AreCorrectedStepByStep(double[] pValues, double[] expected)
    {
        double[] adjusted = Holm.Adjust(pValues);
        Assert.Equal(expected.Length, adjusted.Length);
        Assert.All(adjusted.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void ValueThatIsNoProbability_IsRefused(double value) =>
        Assert.Contains("at 1", Assert.Throws<ArgumentException>(() => Holm.Adjust([0.1, value])).Message);
}
