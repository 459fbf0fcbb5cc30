using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Linear.Tests;

/// <summary>Against <c>linear.npz</c>, made with NumPy by <c>Golden/linear.py</c>.</summary>
public sealed class GoldenTests : IDisposable
{
    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("linear.npz"));
    private readonly LatentDataset data;

    public GoldenTests() => data = new LatentDataset(3, 1, [golden.ReadDoubles("run")]);

    [Fact]
    public void Start_EqualsTheGoldenOne()
    {
        var options = new LinearOptions
        {
            Lag = (int)golden.ReadScalar("lag"),
            RidgeAlpha = golden.ReadScalar("ridge_alpha"),
            MaxRadius = golden.ReadScalar("max_radius"),
            MaxEpochs = 0,
        };
        var model = (LinearModel)new LinearTrainer(options).Train(data, TrainingContext.Silent(1));
        AssertNear(golden.ReadDoubles("A_matrices"), model.CoefficientMatrices());
        AssertNear(golden.ReadDoubles("mean"), model.Mean.ToArray());
        Assert.Equal(golden.ReadScalar("start_error"), model.Diagnostics["validation_error"], 1e-9);
        Assert.Equal(golden.ReadScalar("start_radius"), model.Diagnostics["start_radius"], 1e-9);
    }

    [Fact]
    public void LossAndGradient_EqualThoseOfComplexSteps()
    {
        var runs = StandardisedTrajectories.Create(3, 1, data.Run);
        var loss = new RolloutLoss(runs, (int)golden.ReadScalar("lag"), golden.ReadDoubles("weights"));
        Rollout[] rollouts =
        [
            .. golden.ReadInt64s("rollouts").Chunk(3).Select(row => new Rollout((int)row[0], (int)row[1], (int)row[2])),
        ];
        for (int repeat = 0; repeat < 2; repeat++) // memory of the first call is used again
        {
            double value = loss.Compute(
                rollouts, golden.ReadDoubles("c"), golden.ReadDoubles("m"), CancellationToken.None);
            Assert.Equal(golden.ReadScalar("loss"), value, 1e-11);
            AssertNear(golden.ReadDoubles("c_gradient"), loss.CoefficientGradient);
            AssertNear(golden.ReadDoubles("m_gradient"), loss.MeanGradient);
        }
    }

    public void Dispose() => golden.Dispose();

    private static void AssertNear(double[] expected, double[] found)
    {
        double size = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-9 * Math.Max(Math.Abs(expected[i]), 1e-3 * size));
    }
}
