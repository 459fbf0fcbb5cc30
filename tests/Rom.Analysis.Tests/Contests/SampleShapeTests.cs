using Rom.Analysis.Contests;
using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests.Contests;

public class SampleShapeTests
{
    // The flattest of all single peaks: with 1 % as the level, 2,000 samples give at most 20 and three standard errors
    // (13).
    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    [InlineData(400)]
    public void OnePeak_IsTakenForSeveral_InFewerThanOnePercent(int n)
    {
        var random = new RandomStream(seed: 3);
        var sample = new double[n];
        int flagged = 0;
        for (int k = 0; k < 2000; k++)
        {
            random.NextDoubles(sample);
            if (UnimodalityTest.HasSeveralPeaks(sample)) flagged++;
        }
        Assert.InRange(flagged, 0, 33);
    }

    [Theory]
    [InlineData(60, 0.5)]
    [InlineData(200, 0.25)]
    public void TwoPeaks_AreSeen_NineteenTimesInTwenty(int n, double share)
    {
        var random = new RandomStream(seed: 4);
        int flagged = 0;
        for (int k = 0; k < 400; k++)
        {
            double[] sample =
                [.. Enumerable.Range(0, n)
                    .Select(_ => (random.NextDouble() < share ? 1.3 : 1) * (1 + 0.02 * random.NextGaussian()))];
            if (SampleShape.Of(sample).HasSeveralPeaks) flagged++;
        }
        Assert.InRange(flagged, 380, 400);
    }

    // Of equal steps the best single-peaked fit is exact up to half a step.
    [Fact]
    public void TheDipOfEqualSteps_IsAtMostHalfAStep() =>
        Assert.InRange(UnimodalityTest.Dip([.. Enumerable.Range(0, 50).Select(i => (double)i)]), 0, 0.5 / 50);

    // Two heaps of equal size: wherever the peak stands, the other heap is half a distribution away, of which the dip
    // is half.
    [Fact]
    public void TheDipOfTwoHeaps_IsAQuarter() =>
        Assert.InRange(
            UnimodalityTest.Dip(
                [.. Enumerable.Range(0, 500).Select(i => 1e-9 * i),
                    .. Enumerable.Range(0, 500).Select(i => 1 + 1e-9 * i)]), 0.24, 0.26);

    [Fact]
    public void Percentiles_AreGivenAsFarAsValuesLieBeyondThem()
    {
        double[] sample = [.. Enumerable.Range(0, 61).Select(i => (double)i)];
        var shape = SampleShape.Of(sample);
        Assert.Equal(["p50", "p90", "p95"], shape.Percentiles.Keys);
        Assert.Equal((30, 54, 57), (shape.Percentiles["p50"], shape.Percentiles["p90"], shape.Percentiles["p95"]));
        Assert.Equal((30, 15), (shape.MedianSeconds, shape.MadSeconds));
    }

    [Fact]
    public void Outliers_AreCounted_AndKept()
    {
        var shape = SampleShape.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 25, 100]);
        Assert.Equal((1, 1), (shape.MildOutliers, shape.SevereOutliers));
        Assert.Equal(7, shape.MedianSeconds);
    }

    // Ten processes of which each has a speed of its own: the rounds of one resemble each other, and those of two
    // differ.
    [Theory]
    [InlineData(0, 0, false, false)]
    [InlineData(0.02, 0, true, false)]
    [InlineData(0, 0.3, false, true)]
    public void WhatDiffersBetweenProcesses_IsNoDriftAndNoMixture(double drift, double other, bool drifted, bool mixed)
    {
        var random = new RandomStream(seed: 15);
        int[] rounds = [.. Enumerable.Repeat(20, 10)];
        double[] speeds = [.. rounds.Select((_, k) => k < 5 ? 1 : 1.4 + 0.02 * k)];
        double[] times = [.. Enumerable.Range(0, 200).Select(t =>
            speeds[t / 20] * (1 + drift * (t % 20) + (t % 3 == 0 ? other : 0)) * (1 + 0.01 * random.NextGaussian()))];
        var shape = SampleShape.Of(times, rounds);
        Assert.Equal((drifted, mixed), (shape.IsAutocorrelated, shape.HasSeveralPeaks));
        Assert.True(SampleShape.Of(times).IsAutocorrelated); // the result without repetitions
    }

    [Fact]
    public void Drift_IsSeenAsAutocorrelation_AndNoiseIsNot()
    {
        var random = new RandomStream(seed: 8);
        Assert.False(SampleShape.Of([.. Enumerable.Range(0, 100).Select(_ => random.NextGaussian())]).IsAutocorrelated);
        Assert.True(
            SampleShape.Of(
                [.. Enumerable.Range(0, 100).Select(t => 0.05 * t + random.NextGaussian())]).IsAutocorrelated);
    }
}
