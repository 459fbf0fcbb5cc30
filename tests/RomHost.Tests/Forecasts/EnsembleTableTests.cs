using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Forecasts;

namespace RomHost.Tests.Forecasts;

/// <summary>The table of an ensemble has quantiles over members.</summary>
public sealed class EnsembleTableTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Quantiles_AreThoseOfTheMembers_AtTheLevelsOfExchangeableOnes()
    {
        // Member k of 19 has the level k/20: the levels 0.05, 0.25, … are the members 1, 5, 10, 15 and 19.
        double[] row = Row([.. Enumerable.Range(1, 19).Reverse().Select(k => (double)k)], Boundary.Reflecting);
        Assert.Equal([1, 5, 10, 15, 19], row[2..7]);
        Assert.Equal([101, 105, 110, 115, 119], row[12..17]);
        Assert.Equal(19, row[1]);
    }

    [Fact]
    public void OnATorus_PlacesAcrossTheEdge_AreAnIntervalInOrder()
    {
        // Around x = 0 of a domain of width 100, one apart.
        double[] row = Row([.. Enumerable.Range(-9, 19).Select(k => (k + 100.0) % 100)], Boundary.Periodic);
        double[] x = [.. row[2..7].Select(value => Math.IEEERemainder(value, 100))];
        double[] expected = [-9, -5, 0, 5, 9];
        for (int i = 0; i < 5; i++) Assert.Equal(expected[i], x[i], 1e-9);
        Assert.Equal(row[2..7].Order(), row[2..7]);
    }

    [Fact]
    public void PlacesThatThereAreNone_AreEmptyFields() =>
        Assert.All(Row([double.NaN, double.NaN], Boundary.Periodic)[2..7], value => Assert.True(double.IsNaN(value)));

    private double[] Row(double[] x, Boundary boundary)
    {
        string path = folder.Combine("table.csv");
        EnsembleTable.Write(
            path, [0.5], [.. x.Select(value => new[] { new FrameMeasures(value, 1, 10, 100 + value) })],
            new Domain(100, 100, boundary), [], []);
        return
        [
            .. File.ReadLines(path).Skip(1).Single().Split(',')
                .Select(field => field == "" ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture)),
        ];
    }
}
