using Rom.Analysis.Contests;
using Rom.Analysis.Growth;

namespace Rom.Analysis.Tests.Growth;

public class GrowthExponentTests
{
    private static readonly ContestSettings Quick = new() { WarmUp = TimeSpan.Zero };

    [Theory]
    [InlineData(1.0, false)]
    [InlineData(2.0, false)]
    [InlineData(2.0, true)]
    [InlineData(3.0, true)]
    public void APlantedPower_IsFound(double planted, bool hasNeighbour)
    {
        int right = 0, held = 0;
        for (ulong repetition = 0; repetition < 40; repetition++)
        {
            var machine = new SimulatedMachine(repetition, hasNeighbour);
            var growth = new RuntimeAnalyzer(machine.Clock).Growth(
                "forecast", "horizon",
                [.. new[] { 16.0, 32, 64, 128 }.Select(n => (n, machine.Work(1e-7 * Math.Pow(n, planted))))],
                declared: planted, Quick with { Seed = repetition }, TestContext.Current.CancellationToken);
            if (Math.Abs(growth.Exponent - planted) <= 0.1) right++;
            if (growth.Low <= planted && planted <= growth.High) held++;
            Assert.Equal(false, growth.Disagrees);
        }
        Assert.Equal(40, right);
        // Of 40 intervals of 95 %, fewer than 35 hold the truth with a probability of 1.4 %.
        Assert.InRange(held, 34, 40);
    }

    [Fact]
    public void ADeclarationThatTheClockContradicts_IsMarked()
    {
        var machine = new SimulatedMachine(seed: 5, hasNeighbour: false);
        var growth = new RuntimeAnalyzer(machine.Clock).Growth(
            "forecast", "horizon", [.. new[] { 8.0, 16, 32 }.Select(n => (n, machine.Work(1e-6 * n * n)))],
            declared: 1, Quick, TestContext.Current.CancellationToken);
        Assert.Equal(true, growth.Disagrees);
        Assert.Equal([8.0, 16, 32], growth.Sizes);
        Assert.InRange(growth.MedianSeconds[2] / growth.MedianSeconds[0], 15, 17);
    }

    [Fact]
    public void TooFewRounds_GiveNoInterval_AndNoVerdict()
    {
        var growth = GrowthExponent.Of("training", "lag", [1, 2, 4], [[1, 2, 4], [1.1, 2, 4]], 0.95, declared: 3);
        Assert.True(double.IsNaN(growth.Low) && double.IsNaN(growth.High));
        Assert.Null(growth.Disagrees);
        Assert.InRange(growth.Exponent, 0.9, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void LessThanTwoSizes_AreRefused(int count) =>
        Assert.Throws<ArgumentException>(() => new RuntimeAnalyzer(TimeProvider.System).Growth(
            "forecast", "horizon",
            [.. Enumerable.Range(1, count).Select(n => ((double)n, (Action)(() => { })))], null, Quick,
            TestContext.Current.CancellationToken));
}
