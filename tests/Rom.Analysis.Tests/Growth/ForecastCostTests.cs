using Rom.Analysis.Contests;
using Rom.Analysis.Growth;

namespace Rom.Analysis.Tests.Growth;

public class ForecastCostTests
{
    private static readonly double[] Horizons = [12, 25, 50, 100];

    [Fact]
    public void AWindowAndAStep_AreToldApart()
    {
        var machine = new SimulatedMachine(seed: 6, hasNeighbour: true);
        var rounds = new RuntimeAnalyzer(machine.Clock).GrowthRounds(
            [.. Horizons.Select(n => (n, machine.Work(5e-6 + 1e-6 * n)))],
            new ContestSettings { WarmUp = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        var cost = ForecastCost.Of(Horizons, rounds, 0.95);
        Assert.InRange(cost.WindowSeconds, 4e-6, 6e-6);
        Assert.InRange(cost.StepSeconds, 0.97e-6, 1.03e-6 * 1.5); // the neighbour makes everything slower, never faster
        Assert.True(cost.WindowLow < cost.WindowSeconds && cost.WindowSeconds < cost.WindowHigh);
        Assert.True(cost.StepLow < cost.StepSeconds && cost.StepSeconds < cost.StepHigh);
    }

    // A model that takes in a window as long as forty steps: a declaration of O(n) is right.
    [Fact]
    public void AWindow_IsNoPartOfTheGrowthWithTheHorizon()
    {
        double[][] rounds =
            [.. Enumerable.Range(0, 12).Select(k => Horizons.Select(n => (1 + 0.01 * k) * (40 + n)).ToArray())];
        var growth = GrowthExponent.OfGains("forecast", "horizon", Horizons, rounds, 0.95, declared: 1);
        Assert.Equal(1, growth.Exponent, 1e-9);
        Assert.Equal(false, growth.Disagrees);
        Assert.Equal(Horizons, growth.Sizes);
        Assert.Equal(140 * 1.055, growth.MedianSeconds[3], 1e-9);
        Assert.Equal(true, GrowthExponent.Of("forecast", "horizon", Horizons, rounds, 0.95, declared: 1).Disagrees);
    }

    [Fact]
    public void ASquare_IsFoundBehindAWindow()
    {
        double[][] rounds = [.. Enumerable.Range(0, 12).Select(k => Horizons.Select(n => 400 + n * n).ToArray())];
        // Over doublings the gain of n² is that of n · (n₁ + n₂): exact where both sizes double.
        Assert.InRange(
            GrowthExponent.OfGains("forecast", "horizon", Horizons, rounds, 0.95, declared: 1).Exponent, 1.99, 2.01);
    }

    [Fact]
    public void TimesThatDoNotRise_AreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            GrowthExponent.OfGains("forecast", "horizon", Horizons, [[1, 1, 1, 1]], 0.95, declared: 1));
}
