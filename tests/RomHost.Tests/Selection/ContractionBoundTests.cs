using Rom.Numerics.RandomNumbers;
using RomHost.Selection;

namespace RomHost.Tests.Selection;

public sealed class ContractionBoundTests
{
    private const int Steps = 500;

    // y_k = a·y_(k−1): S = Σ a^(2k) of as many terms as it takes for |a|^m ≤ 1, one, so V = e² and |e_k| ≤ |e_0|.
    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.99)]
    [InlineData(1)]
    public void OfOneCoordinateThatDoesNotGrow_TheBoundIsItsFirstValueTwice(double factor)
    {
        var bound = ContractionBound.Of([factor], [1], Steps)!;
        Assert.Equal([true, true, false], bound.StayWithin([0.5, -0.5, 0.51], [1], 3));
    }

    [Theory]
    [InlineData(1.0013, true)] // 1.0013^500 = 1.91
    [InlineData(1.0015, false)] // 2.1
    [InlineData(2, false)]
    [InlineData(double.NaN, false)]
    public void AModelThatGrowsByMoreThanTwo_HasNone(double factor, bool hasBound) =>
        Assert.Equal(hasBound, ContractionBound.Of([factor], [1], Steps) is not null);

    // A rotation whose radius shrinks, as a recursion of two lags: differences first grow, by up to 1/sin.
    [Fact]
    public void WhatGrowsBeforeItShrinks_IsBounded()
    {
        const double Angle = 0.05, Radius = 0.995;
        double[] coefficients = [2 * Radius * Math.Cos(Angle), -Radius * Radius];
        double largest = Largest(coefficients, 1, [1, 0], Steps);
        Assert.InRange(largest, 10, 20);
        var bound = ContractionBound.Of(coefficients, [1], Steps)!;
        Assert.Equal([false], bound.StayWithin([1, 0], [largest * 0.99], 1));
        Assert.Equal([true], bound.StayWithin([1, 0], [100 * largest], 1));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(5, 5)]
    public void ADifferenceThatLeavesItsRoom_NeverHasABoundWithinIt(int r, int lag)
    {
        var random = new RandomStream(11);
        int proved = 0;
        for (int trial = 0; trial < 40; trial++)
        {
            double size = 0.2 + trial * 0.02;
            double[] coefficients = [.. Enumerable.Range(0, lag * r * r)
                .Select(_ => size * random.NextGaussian() / Math.Sqrt(lag * r))];
            double[] scale = [.. Enumerable.Range(0, r).Select(_ => Math.Exp(3 * random.NextGaussian()))];
            if (ContractionBound.Of(coefficients, scale, Steps) is not { } bound) continue;
            double[] window = [.. Enumerable.Range(0, lag * r).Select(i => random.NextGaussian())];
            double[] given = [.. window.Select((value, i) => value * scale[i % r])];
            double largest = Largest(coefficients, r, given, Steps, scale);
            double room = largest * Math.Exp(3 * random.NextGaussian());
            bool stays = bound.StayWithin(window, [.. Enumerable.Repeat(room, r)], 1)[0];
            proved += stays ? 1 : 0;
            Assert.True(!stays || largest <= room, $"trial {trial}: {largest} beyond {room}");
        }
        Assert.InRange(proved, 5, 40);
    }

    [Fact]
    public void DifferencesThatAreNotFinite_AreNotBounded() => Assert.Equal(
        [false, true],
        ContractionBound.Of([0.5], [1], Steps)!.StayWithin([double.NaN, 0], [1], 2));

    // The newest state first in the window [w, r]; in units of the scale.
    private static double Largest(
        double[] coefficients, int r, double[] window, int steps, double[]? scale = null)
    {
        int lag = window.Length / r;
        double largest = 0;
        double[] states = [.. window];
        for (int k = 0; k <= steps; k++)
        {
            for (int c = 0; c < r; c++) largest = Math.Max(largest, Math.Abs(states[c]) / (scale?[c] ?? 1));
            var next = new double[r];
            for (int j = 0; j < lag; j++)
            {
                for (int a = 0; a < r; a++)
                {
                    for (int b = 0; b < r; b++) next[a] += coefficients[(j * r + a) * r + b] * states[j * r + b];
                }
            }
            states = [.. next, .. states[..^r]];
        }
        return largest;
    }
}
