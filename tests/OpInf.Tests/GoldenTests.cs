using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace OpInf.Tests;

/// <summary>Against <c>opinf.npz</c>, made with NumPy by <c>Golden/opinf.py</c>.</summary>
public sealed class GoldenTests : IDisposable
{
    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("opinf.npz"));
    private readonly OpInfModel model;

    public GoldenTests()
    {
        var options = new OpInfOptions
        {
            Lag = (int)golden.ReadScalar("lag"),
            QuadraticModes = (int)golden.ReadScalar("quadratic_modes"),
            LinearPenalty = golden.ReadScalar("linear_penalty"),
            OlderPenalty = golden.ReadScalar("older_penalty"),
            QuadraticPenalty = golden.ReadScalar("quadratic_penalty"),
            Beyond = ClosedLoopRule.Continue,
            StabilityMargin = golden.ReadScalar("stability_margin"),
        };
        var data = new LatentDataset(3, 1, Enumerable.Range(0, 4).Select(run => golden.ReadDoubles($"run_{run}")));
        model = (OpInfModel)new OpInfTrainer(options).Train(data, TrainingContext.Silent(1));
    }

    [Fact]
    public void Coefficients_EqualTheGoldenOnes()
    {
        AssertNear(golden.ReadDoubles("coefficients"), model.Coefficients);
        AssertNear(golden.ReadDoubles("constant"), model.Constant);
    }

    [Fact]
    public void RangeAndError_EqualTheGoldenOnes()
    {
        AssertNear(golden.ReadDoubles("low"), model.Range.Low.ToArray());
        AssertNear(golden.ReadDoubles("high"), model.Range.High.ToArray());
        Assert.Equal(golden.ReadScalar("rollout_error"), model.Diagnostics["rollout_error"], 1e-9);
        Assert.Equal(0, model.Diagnostics["penalty_raises"]);
        Assert.Equal(38 + 21 + 59, model.Diagnostics["windows"]);
    }

    [Theory]
    [InlineData("run_0", "forecast")]
    [InlineData("outside", "held")]
    public void Forecast_EqualsTheGoldenOne_AlsoWhereItIsProjectedOntoTheRange(string from, string to)
    {
        double[] expected = golden.ReadDoubles(to), found = new double[expected.Length];
        model.Forecast(golden.ReadDoubles(from).AsSpan(0, 6), found.Length / 3, found);
        AssertNear(expected, found);
    }

    public void Dispose() => golden.Dispose();

    private static void AssertNear(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])));
    }
}
