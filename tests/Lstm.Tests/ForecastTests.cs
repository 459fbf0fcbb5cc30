using System.Runtime.InteropServices;

namespace Lstm.Tests;

[Collection(CountedAllocations.Name)]
public sealed class ForecastTests
{
    private static readonly Architecture Shape = new(5, 4, 24, 2, LayerNorm: true, Residual: true);

    [Fact]
    public void Forecast_AllocatesNothing()
    {
        var model = RandomNetwork.Model(Shape, 1);
        double[] window = RandomNetwork.Window(model, 2), forecast = new double[20 * 5];
        // Enough calls for the compiler's tiers, which allocate on this thread, to be through.
        for (int i = 0; i < 200; i++) model.Forecast(window, 20, forecast);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) model.Forecast(window, 20, forecast);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Forecast_FromManyThreads_GivesTheSameBytes()
    {
        var model = RandomNetwork.Model(Shape, 1);
        double[][] windows = [.. Enumerable.Range(0, 64).Select(i => RandomNetwork.Window(model, (ulong)i))];
        double[][] expected = [.. windows.Select(window => Forecast(model, window, 30))];
        var found = new double[windows.Length][];
        Parallel.For(
            0, windows.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => found[i] = Forecast(model, windows[i], 30));
        for (int i = 0; i < found.Length; i++) AssertSameBytes(expected[i], found[i]);
    }

    [Fact]
    public void AForecast_IsTheRepetitionOfSingleSteps()
    {
        // Without scaling nothing is rounded between float and double but the state, which is a float already.
        var model = new LstmModel(Shape, Normalization.None(5), RandomNetwork.StateOf(Shape, 1), []);
        double[] window = RandomNetwork.Window(model, 4), expected = Forecast(model, window, 6);
        for (int k = 0; k < 6; k++)
        {
            double[] next = Forecast(model, window, 1);
            AssertSameBytes(expected[(5 * k)..(5 * k + 5)], next);
            window = [.. window[5..], .. next];
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AWindowThatIsNotFinite_IsRefused(double value)
    {
        var model = RandomNetwork.Model(Shape, 1);
        double[] window = RandomNetwork.Window(model, 2);
        window[7] = value;
        Assert.Throws<ArgumentException>(() => Forecast(model, window, 1));
    }

    [Fact]
    public void LengthsThatDoNotFit_AreRefused()
    {
        var model = RandomNetwork.Model(Shape, 1);
        double[] window = RandomNetwork.Window(model, 2);
        Assert.Throws<ArgumentException>(() => Forecast(model, window[1..], 1));
        Assert.Throws<ArgumentException>(() => model.Forecast(window, 2, new double[5]));
        Assert.Throws<ArgumentException>(() => model.Forecast(window, 0, []));
    }

    [Fact]
    public void AnOverflow_FillsTheRestWithNaN_AndDoesNotThrow()
    {
        var model = RandomNetwork.Model(Shape, 1);
        double[] window = RandomNetwork.Window(model, 2);
        window[3] = 1e300; // beyond float
        Assert.All(Forecast(model, window, 9), value => Assert.False(double.IsFinite(value)));
    }

    internal static double[] Forecast(LstmModel model, double[] window, int steps)
    {
        var forecast = new double[steps * model.LatentDimension];
        model.Forecast(window, steps, forecast);
        return forecast;
    }

    internal static void AssertSameBytes(double[] expected, double[] found) =>
        Assert.Equal(MemoryMarshal.AsBytes<double>(expected).ToArray(), MemoryMarshal.AsBytes<double>(found).ToArray());
}
