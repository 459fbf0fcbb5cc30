using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Reservoir.Tests;

/// <summary>Against <c>reservoir.npz</c>, made with NumPy by <c>Golden/reservoir.py</c>.</summary>
public sealed class GoldenTests : IDisposable
{
    private const int R = 2, Units = 12, Members = 3;

    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("reservoir.npz"));
    private readonly LatentDataset data;
    private readonly ReservoirMember[] members;

    public GoldenTests()
    {
        data = new LatentDataset(R, 1, Enumerable.Range(0, 4).Select(run => golden.ReadDoubles($"run_{run}")));
        var options = new ReservoirOptions
        {
            Lag = (int)golden.ReadScalar("lag"),
            RidgeAlpha = golden.ReadScalar("ridge_alpha"),
        };
        var training = new ReservoirTraining(options, data, TrainingContext.Silent(1));
        double leak = golden.ReadScalar("leak");
        members = [.. Enumerable.Range(0, Members).Select(k =>
        {
            var network = new Network(
                new ReservoirWeights(Part("input_weights", k), Part("recurrent_weights", k), Part("bias", k)), leak);
            return training.Fit(network, training.Moments(network, _ => true), golden.ReadScalar("ridge_alpha"));
        })];
    }

    [Fact]
    public void Readouts_EqualTheGoldenOnes()
    {
        for (int k = 0; k < Members; k++)
        {
            AssertNear(Part("readout", k), members[k].Readout);
            AssertNear(Part("constant", k), members[k].Constant);
        }
    }

    [Theory]
    [InlineData("forecast", 1e6)]
    [InlineData("guarded", double.NaN)]
    public void Forecast_EqualsTheGoldenOne_AlsoWhereNetworksLeaveTheRange(string name, double limit)
    {
        double[] high = double.IsNaN(limit) ? golden.ReadDoubles("high") : [limit, limit];
        var model = new ReservoirModel(
            3, members, StandardisedTrajectories.Create(R, 4, data.Run).Units,
            new ColumnRange([-high[0], -high[1]], high),
            ClosedLoopEnd.Never(R), new ReservoirReport(0, 0, 0, 0));
        double[] expected = golden.ReadDoubles(name), found = new double[expected.Length];
        model.Forecast(data.Window(0, 3, 3), found.Length / R, found);
        AssertNear(expected, found);
    }

    [Fact]
    public void GelfandRadius_IsTheSpectralRadiusFromAbove()
    {
        double[] expected = golden.ReadDoubles("radius");
        for (int k = 0; k < Members; k++)
        {
            double bound = GelfandRadius.Of(Part("recurrent_weights", k), Units, CancellationToken.None);
            Assert.InRange(bound, expected[k], 1.003 * expected[k]);
        }
        Assert.Equal(0, GelfandRadius.Of([0, 1, 0, 0], 2, CancellationToken.None)); // nilpotent
        Assert.Equal(3, GelfandRadius.Of([0, 3, 3, 0], 2, CancellationToken.None), 0.003);
    }

    public void Dispose() => golden.Dispose();

    private double[] Part(string name, int index)
    {
        double[] values = golden.ReadDoubles(name);
        return values[(values.Length / Members * index)..(values.Length / Members * (index + 1))];
    }

    private static void AssertNear(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])));
    }
}
