using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Regression;

namespace Rom.Numerics.Tests.Regression;

public class LeaveOneOutRidgeTests
{
    // Against ridge regressions on all rows but one, more inputs than rows, constant and repeated ones.
    [Theory]
    [InlineData(12, 3, 2, 0.5)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(9, 20, 1, 0.1)]
    [InlineData(40, 7, 4, 1e6)]
    public void Residuals_AreErrorsOfFitsToAllOtherRows(int n, int p, int q, double penalty)
    {
        var (x, y) = Rows(n, p, q);
        var ridge = LeaveOneOutRidge.Fit(x, p, [7, penalty])[1];
        Assert.Equal((n, p), (ridge.Count, ridge.Inputs));
        double[] residuals = ridge.Residuals(y, q);
        for (int row = 0; row < n; row++)
        {
            double[] own = x[(row * p)..((row + 1) * p)];
            double[] predicted =
                Predict(RidgeRegression.Fit(Without(x, row, p), Without(y, row, q), p, q, penalty), own);
            for (int i = 0; i < q; i++)
                Assert.Equal(y[row * q + i] - predicted[i], residuals[row * q + i], 1e-8);
        }
    }

    [Theory]
    [InlineData(12, 3, 2, 0.5)]
    [InlineData(9, 20, 1, 0.1)]
    public void Predictions_AreThoseOfRidgeRegression_AlsoWithoutARow(int n, int p, int q, double penalty)
    {
        var (x, y) = Rows(n, p, q);
        var random = new RandomStream(9);
        double[] unseen = [.. Enumerable.Range(0, p).Select(_ => random.NextGaussian())];
        var ridge = LeaveOneOutRidge.Fit(x, p, [7, penalty])[1];
        foreach (int? without in Enumerable.Range(0, n).Select(row => (int?)row).Append(null))
        {
            double[] weights = ridge.WeightsAt(unseen, without);
            Assert.Equal(1, weights.Sum(), 1e-8);
            if (without is { } left) Assert.Equal(0, weights[left]);
            double[] expected = without is { } row
                ? Predict(RidgeRegression.Fit(Without(x, row, p), Without(y, row, q), p, q, penalty), unseen)
                : Predict(RidgeRegression.Fit(x, y, p, q, penalty), unseen);
            for (int i = 0; i < q; i++)
                Assert.Equal(expected[i], Enumerable.Range(0, n).Sum(known => weights[known] * y[known * q + i]), 1e-7);
        }
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        static LeaveOneOutRidge Of(double[] x, int inputs, double penalty) =>
            LeaveOneOutRidge.Fit(x, inputs, [1, penalty])[1];
        Assert.Throws<ArgumentException>(() => Of([1, 2], 2, 1));
        Assert.Throws<ArgumentException>(() => Of([1, 2, 3], 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([1, 2], 0, 1));
        foreach (double penalty in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentException>(() => Of([1, 2], 1, penalty));
        Assert.Throws<ArgumentException>(() => Of([1, double.NaN], 1, 1));
        Assert.Throws<ArithmeticException>(() => Of([0, 1e9], 1, 1)); // each of the two is predicted from itself
        var ridge = Of([1, 2], 1, 1);
        Assert.Throws<ArgumentException>(() => ridge.Residuals([1.0], 1));
        Assert.Throws<ArgumentException>(() => ridge.Residuals([1.0, double.NegativeInfinity], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ridge.Residuals([], 0));
        Assert.Throws<ArgumentException>(() => ridge.WeightsAt([1.0, 2]));
        Assert.Throws<ArgumentException>(() => ridge.WeightsAt([1.0], 2));
        Assert.Throws<ArgumentException>(() => ridge.WeightsAt([1.0], -1));
    }

    [Fact]
    public void EqualOutputs_HaveNoErrors()
    {
        var (x, _) = Rows(30, 4, 1);
        var y = new double[30];
        Array.Fill(y, 0.7);
        Assert.All(LeaveOneOutRidge.Fit(x, 4, [0.1])[0].Residuals(y, 1), error => Assert.Equal(0, error));
    }

    private static (double[] X, double[] Y) Rows(int n, int p, int q)
    {
        var random = new RandomStream((ulong)(n * p));
        double[] x = [.. Enumerable.Range(0, n * p).Select(_ => 3 + random.NextGaussian())];
        for (int row = 0; row < n && p > 2; row++) (x[row * p + 1], x[row * p + 2]) = (x[row * p], 4);
        return (x, [.. Enumerable.Range(0, n * q).Select(_ => 100 + random.NextGaussian())]);
    }

    private static double[] Predict(RidgeRegression fit, double[] x)
    {
        var y = new double[fit.Outputs];
        fit.Predict(x, y);
        return y;
    }

    private static double[] Without(double[] rows, int row, int columns) =>
        [.. rows[..(row * columns)], .. rows[((row + 1) * columns)..]];
}
