using System.Runtime.InteropServices;
using FsCheck.Xunit;

namespace Mvar.Tests;

/// <summary>The closed loop.</summary>
[Collection(CountedAllocations.Name)]
public class ForecastTests
{
    [Property(MaxTest = 30)]
    public void Forecast_IsItsOneStepForecastsInTurn(byte dimension, byte lag, ulong seed)
    {
        int r = 1 + dimension % 9, w = 1 + lag % 6, steps = 2 * w + 3;
        var model = RandomCoefficients.Model(r, w, 0.9, seed);
        double[] window = RandomCoefficients.Gaussian(w * r, 1, seed + 9);
        double[] whole = new double[steps * r], next = new double[r];
        model.Forecast(window, steps, whole);
        for (int k = 0; k < steps; k++)
        {
            model.Forecast(window, 1, next);
            for (int i = 0; i < r; i++) Assert.Equal(whole[k * r + i], next[i], 1e-11);
            window = [.. window[r..], .. next];
        }
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes()
    {
        var model = RandomCoefficients.Model(19, 5, 0.9, 1);
        double[] window = RandomCoefficients.Gaussian(95, 1, 2), expected = new double[200 * 19];
        model.Forecast(window, 200, expected);
        Parallel.For(0, 64, _ =>
        {
            var forecast = new double[expected.Length];
            model.Forecast(window, 200, forecast);
            Assert.True(MemoryMarshal.AsBytes<double>(expected).SequenceEqual(MemoryMarshal.AsBytes<double>(forecast)));
        });
    }

    [Fact]
    public void Forecast_AllocatesNothing()
    {
        var model = RandomCoefficients.Model(19, 5, 0.9, 3);
        double[] window = RandomCoefficients.Gaussian(95, 1, 4), forecast = new double[50 * 19];
        model.Forecast(window, 50, forecast);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(window, 50, forecast);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Forecast_ThatOverflows_FillsTheRestWithoutThrowing()
    {
        var model = new MvarModel([10], [1], new MvarReport(0, 1, 0, 10, 10, 1));
        var forecast = new double[400];
        model.Forecast([1], 400, forecast);
        Assert.True(double.IsFinite(forecast[300]));
        Assert.All(forecast[310..], value => Assert.False(double.IsFinite(value)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void WindowThatIsNotFinite_IsRefused(double value) => Assert.Throws<ArgumentException>(
        () => RandomCoefficients.Model(2, 2, 1, 5).Forecast([1, 2, value, 4], 1, new double[2]));

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(4, 1, 3)]
    [InlineData(4, 0, 0)]
    public void LengthsThatDoNotFit_AreRefused(int window, int steps, int buffer) => Assert.Throws<ArgumentException>(
        () => RandomCoefficients.Model(2, 2, 1, 6).Forecast(new double[window], steps, new double[buffer]));

    [Fact]
    public void Size_IsThatOfInterceptAndCoefficients()
    {
        var model = RandomCoefficients.Model(19, 5, 1, 7);
        Assert.Equal(1824, model.ParameterCount);
        Assert.Equal(1824 * 8, model.ParameterBytes);
        Assert.Equal(2 * 5 * 19 * 19 + 19, model.Complexity.FlopsPerStep);
    }
}
