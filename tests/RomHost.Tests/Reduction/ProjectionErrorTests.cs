using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Reduction;

public sealed class ProjectionErrorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1e-30)]
    [InlineData(3e38)]
    public void Values_AreKeptToASixtyFiveThousandthOfTheLargest(double largest)
    {
        var random = new RandomStream(1);
        float[] error = [.. Enumerable.Range(0, 1000).Select(_ => (float)(largest * (2 * random.NextDouble() - 1)))];
        (error[3], error[7], error[8]) = ((float)largest, -(float)largest, 0);
        double[] kept = Added(error);
        for (int c = 0; c < error.Length; c++) Assert.Equal(error[c], kept[c], largest / 65_000);
        Assert.Equal(error[3], kept[3], 1e-7 * largest);
        Assert.Equal(-kept[3], kept[7]);
        Assert.Equal(0, kept[8]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-40)]
    public void WhereNothingIsLeftOut_ASnapshotStays(float value) => Assert.Equal([0, 0, 0], Added([0, value, -value]));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void WhatIsNotFinite_IsNotFiniteAfterwards(float value) =>
        Assert.All(Added([1, value]), added => Assert.False(double.IsFinite(added)));

    [Fact]
    public void TheErrorIsAddedToTheSnapshot()
    {
        double[] snapshot = [10, 20];
        ProjectionError.Of([1, -2], new short[2]).AddTo(snapshot);
        Assert.Equal(11, snapshot[0], 1e-4);
        Assert.Equal(18, snapshot[1], 1e-6);
    }

    private static double[] Added(float[] error)
    {
        var snapshot = new double[error.Length];
        ProjectionError.Of(error, new short[error.Length]).AddTo(snapshot);
        return snapshot;
    }
}
