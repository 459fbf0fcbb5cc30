using FsCheck.Xunit;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class MedianTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 7, 7, 7)]
    [InlineData(new[] { 3.0, 1 }, 2, 1, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5, 5, 5)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2.5, 2, 3)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, 1, 1, 1)]
    [InlineData(new[] { double.MaxValue, double.MaxValue }, double.MaxValue, double.MaxValue, double.MaxValue)]
    [InlineData(
        new[] { double.NegativeInfinity, double.NegativeInfinity, 0 }, double.NegativeInfinity, double.NegativeInfinity,
        double.NegativeInfinity)]
    [InlineData(new[] { double.Epsilon, double.Epsilon }, double.Epsilon, double.Epsilon, double.Epsilon)]
    public void TheMiddle_OrTheMeanOfTheTwoMiddleOnes(double[] sample, double median, double lower, double upper)
    {
        double[] given = [.. sample];
        Assert.Equal(median, Median.Of(sample));
        Assert.Equal(given, sample);
        Array.Sort(given);
        Assert.Equal((lower, upper), (Median.LowerOfSorted(given), Median.UpperOfSorted(given)));
    }

    [Property]
    public void AsManyValuesLieBelowIt_AsAbove(int[] values)
    {
        if (values.Length == 0) return;
        double median = Median.Of([.. values.Select(value => (double)value)]);
        Assert.True(2 * values.Count(value => value < median) <= values.Length);
        Assert.True(2 * values.Count(value => value > median) <= values.Length);
    }

    [Property]
    public void OfFloats_ItIsThatOfTheSameDoubles(short[] values)
    {
        if (values.Length == 0) return;
        float[] sorted = [.. values.Select(value => value / 7f).Order()];
        Assert.Equal(Median.Of([.. sorted.Select(value => (double)value)]), Median.OfSorted(sorted));
    }

    [Fact]
    public void ANaN_MakesItNaN()
    {
        Assert.True(double.IsNaN(Median.Of([1, double.NaN, 2])));
        Assert.True(double.IsNaN(Median.OfSorted([float.NaN, 1, 2])));
    }

    [Fact]
    public void OfNothing_ThereIsNone()
    {
        Assert.Throws<ArgumentException>(() => Median.Of([]));
        Assert.Throws<ArgumentException>(() => Median.OfSorted(ReadOnlySpan<float>.Empty));
        Assert.Throws<ArgumentException>(() => Median.LowerOfSorted([]));
        Assert.Throws<ArgumentException>(() => Median.UpperOfSorted([]));
    }
}
