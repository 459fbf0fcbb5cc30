using FsCheck.Xunit;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public sealed class BeyondHorizonTests
{
    private static readonly double[][] Runs = [[9, 9, 0, 4], [9, 9, 9, 9, 9, 9, 9, 7], []];

    private static BeyondHorizon Fit(BeyondRule rule) => BeyondHorizon.Fit(rule, new(1, 3, t => Runs[t]));

    private static double[] Forecast(BeyondRule rule, IWindowMap map, int steps)
    {
        var forecast = new double[steps * map.Dimension];
        Fit(rule).Forecast(map, Enumerable.Range(1, map.Lag).Select(k => (double)k).ToArray(), steps, forecast);
        return forecast;
    }

    [Fact]
    public void Tail_IsTheMeanOfTheLastQuarter() => Assert.Equal(
        [3, 4, 5, 6, 7, 8, 9, 10, 9.5, 9.5, 9.5], Forecast(BeyondRule.Tail, new Counting(2, 8), 11));

    [Fact]
    public void Tail_OfAShortHorizonIsTheLastState() =>
        Assert.Equal([3, 4, 5, 5, 5], Forecast(BeyondRule.Tail, new Counting(2, 3), 5));

    // The last quarter of four states is one, of eight two: (4 + 9 + 7) / 3.
    [Fact]
    public void Climatology_IsTheMeanOfTheLastQuartersOfTheRuns()
    {
        double[] forecast = Forecast(BeyondRule.Climatology, new Counting(2, 2), 4);
        Assert.Equal([3, 4], forecast[..2]);
        Assert.All(forecast[2..], value => Assert.Equal(20 / 3.0, value, 1e-14));
    }

    // Forecasts count on from the newest state of the window, of which the range of the runs, 0 to 9, allows 9.
    [Theory]
    [InlineData(2, 4)] // the window is shorter than the horizon
    [InlineData(5, 2)] // or as long as several
    public void Restart_BeginsFromTheLastStates_WithinTheRangeOfTheRuns(int lag, int horizon)
    {
        double[] forecast = Forecast(BeyondRule.Restart, new Counting(lag, horizon), 12);
        for (int k = 0; k < forecast.Length; k++)
        {
            double before = k == 0 ? lag : forecast[k - 1];
            Assert.Equal(1 + (k > 0 && k % horizon == 0 ? Math.Min(9, before) : before), forecast[k]);
        }
    }

    [Property(MaxTest = 100)]
    public void FewerSteps_AreTheFirstOfMore(byte lag, byte horizon, byte rule, byte steps)
    {
        var map = new Counting(1 + lag % 6, 1 + horizon % 6);
        double[] longest = Forecast((BeyondRule)(rule % 3), map, 40);
        int n = 1 + steps % 40;
        Assert.Equal(longest[..n], Forecast((BeyondRule)(rule % 3), map, n));
    }

    [Fact]
    public void SavedAndRead_ItForecastsTheSame()
    {
        using var folder = new TestFolder();
        string path = folder.Combine("rule.npz");
        using (var file = NpzWriter.Create(path))
        {
            Fit(BeyondRule.Climatology).Write(file);
            file.Commit();
        }
        using var reader = NpzReader.Open(path);
        var forecast = new double[4];
        BeyondHorizon.Read(reader, 1).Forecast(new Counting(2, 2), [1, 2], 4, forecast);
        Assert.Equal(Forecast(BeyondRule.Climatology, new Counting(2, 2), 4), forecast);
    }

    [Theory]
    [InlineData("beyond", 3, 1)]
    [InlineData("beyond", 0.5, 1)]
    [InlineData("lower", 2, 3)]
    public void AFileThatContradictsItself_IsRefusedByNameAndArray(string array, double rule, double lower)
    {
        using var folder = new TestFolder();
        string path = folder.Combine("rule.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.AddScalar("beyond", rule);
            file.Add<double>("climatology", [1], 1);
            file.Add<double>("lower", [lower], 1);
            file.Add<double>("upper", [2], 1);
            file.Commit();
        }
        using var reader = NpzReader.Open(path);
        string message = Assert.Throws<InvalidDataException>(() => BeyondHorizon.Read(reader, 1)).Message;
        Assert.StartsWith($"{path}: array '{array}': ", message);
    }

    [Fact]
    public void NoStates_AreRefused() => Assert.Throws<ArgumentException>(
        () => BeyondHorizon.Fit(BeyondRule.Tail, new(1, 2, _ => [])));

    // The next states count on from the newest one; the window is of states that count on, as far as the range allows.
    private sealed record Counting(int Lag, int Horizon) : IWindowMap
    {
        public int Dimension => 1;

        public void Map(ReadOnlySpan<double> window, Span<double> states)
        {
            Assert.Equal(Lag, window.Length);
            Assert.InRange(states.Length, 1, Horizon);
            for (int k = 1; k < Lag; k++) Assert.Equal(Math.Min(9, window[k - 1] + 1), window[k]);
            for (int k = 0; k < states.Length; k++) states[k] = window[^1] + k + 1;
        }
    }
}
