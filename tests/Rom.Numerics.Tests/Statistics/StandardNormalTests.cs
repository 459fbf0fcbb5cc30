using FsCheck.Xunit;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class StandardNormalTests
{
    [Fact]
    public void Probabilities_AreThoseOfSciPy()
    {
        using var golden = Golden.Open("bootstrap.npz");
        Assert.All(
            golden.ReadDoubles("normal.z").Zip(golden.ReadDoubles("normal.probability")),
            pair => Assert.Equal(pair.Second, StandardNormal.Probability(pair.First), 1e-15));
    }

    [Fact]
    public void Quantiles_AreThoseOfSciPy()
    {
        using var golden = Golden.Open("bootstrap.npz");
        // An error of 1e-16 of the probability is one of 1e-16 / φ(z) of the quantile, 2e-5 at 1e-12.
        Assert.All(
            golden.ReadDoubles("normal.p").Zip(golden.ReadDoubles("normal.quantile")),
            pair => Assert.Equal(
                pair.Second, StandardNormal.Quantile(pair.First),
                1e-14 + 1e-15 * Math.Exp(0.5 * pair.Second * pair.Second)));
    }

    [Fact]
    public void FarAway_ProbabilitiesAre0And1()
    {
        Assert.Equal(0, StandardNormal.Probability(double.NegativeInfinity));
        Assert.Equal(1, StandardNormal.Probability(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, StandardNormal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StandardNormal.Quantile(1));
        Assert.Equal(double.NaN, StandardNormal.Probability(double.NaN));
    }

    [Property]
    public void Quantile_IsTheInverse(ushort share)
    {
        double p = (share + 0.5) / (ushort.MaxValue + 1.0);
        Assert.Equal(p, StandardNormal.Probability(StandardNormal.Quantile(p)), 1e-15);
    }
}
