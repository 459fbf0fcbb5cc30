using Rom.Analysis.Contests;

namespace Rom.Analysis.Tests.Contests;

public class ContestTests
{
    // Nothing is compiled on a simulated clock.
    private static readonly ContestSettings Quick = new() { WarmUp = TimeSpan.Zero };

    // Forty contests each; a verdict that is right in 95 % of them is wrong in 38 or more of 40 with a probability below 5 %.
    [Theory]
    [InlineData(1.00, Verdict.Equivalent, false)]
    [InlineData(1.00, Verdict.Equivalent, true)]
    [InlineData(1.05, Verdict.Slower, false)]
    [InlineData(1.05, Verdict.Slower, true)]
    [InlineData(0.95, Verdict.Faster, true)]
    public void PlantedRatios_AreFound(double ratio, Verdict expected, bool hasNeighbour)
    {
        int right = 0;
        for (ulong repetition = 0; repetition < 40; repetition++)
        {
            var machine = new SimulatedMachine(repetition, hasNeighbour);
            var rounds = new Contest(machine.Clock).Run(
                [new("A", machine.Work(2e-6)), new("B", machine.Work(ratio * 2e-6))], Quick with { Seed = repetition }, TestContext.Current.CancellationToken);
            var result = Assert.Single(PairResult.Of(rounds, [0, 1], new ContestSettings()));
            if (result.Verdict == expected) right++;
        }
        Assert.InRange(right, 38, 40);
    }

    [Fact]
    public void TheFirstAgainstItself_IsEquivalent()
    {
        var machine = new SimulatedMachine(seed: 3, hasNeighbour: true);
        var rounds = new Contest(machine.Clock).Run([new("A", machine.Work(1e-6)), new("B", machine.Work(3e-6))], Quick, TestContext.Current.CancellationToken);
        Assert.Equal(["A", "B", "A"], rounds.Names);
        Assert.Equal(Verdict.Equivalent, Assert.Single(PairResult.Of(rounds, [0, 2], new ContestSettings())).Verdict);
    }

    [Fact]
    public void Blocks_LastAMillisecond_AndRoundsAreAtLeastThirty()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var rounds = new Contest(machine.Clock).Run([new("A", machine.Work(3e-7)), new("B", machine.Work(5e-3))], Quick, TestContext.Current.CancellationToken);
        Assert.InRange(rounds.CallsPerBlock[0] * 3e-7, 0.9e-3, 3e-3);
        Assert.Equal(1, rounds.CallsPerBlock[1]);
        Assert.InRange(rounds.SecondsPerCall.Count, 30, 1000);
        Assert.Equal("precision", rounds.StoppedBy);
    }

    [Fact]
    public void AFirstCallThatTakesLong_DoesNotShortenTheBlocks()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var (first, later) = (machine.Work(0.01), machine.Work(1e-5));
        int calls = 0;
        var rounds = new Contest(machine.Clock).Run(
            [new("A", () => (calls++ == 0 ? first : later)())], Quick, TestContext.Current.CancellationToken);
        Assert.InRange(rounds.CallsPerBlock[0] * 1e-5, 0.9e-3, 3e-3);
    }

    // The clock's tick is what reading it costs: blocks have ten thousand of them.
    [Fact]
    public void ACoarseClock_GetsLongerBlocks()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false, frequency: 1_000_000);
        var rounds = new Contest(machine.Clock).Run([new("A", machine.Work(1e-5))], Quick, TestContext.Current.CancellationToken);
        Assert.InRange(rounds.CallsPerBlock[0] * 1e-5, 0.9e-2, 3e-2);
    }

    [Fact]
    public void TheTimeCap_EndsIt()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var rounds = new Contest(machine.Clock).Run(
            [new("A", machine.Work(0.4)), new("B", machine.Work(0.5))], Quick with { TimeCap = TimeSpan.FromSeconds(10) }, TestContext.Current.CancellationToken);
        Assert.Equal("time", rounds.StoppedBy);
        Assert.InRange(rounds.SecondsPerCall.Count, 7, 9);
        // So few rounds tell nothing to 95 %, however clear they look.
        Assert.All(PairResult.Of(rounds, [0, 1], new ContestSettings { Confidence = 0.999 }), pair => Assert.Equal(Verdict.Inconclusive, pair.Verdict));
    }

    [Fact]
    public void AMegabytePerCall_IsReported()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var (quiet, lavish) = (machine.Work(1e-3), machine.Work(1e-3));
        byte[] kept = [];
        var rounds = new Contest(machine.Clock).Run(
            [new("quiet", quiet), new("lavish", () => { lavish(); kept = new byte[1 << 20]; })], Quick with { MaxRounds = 30 }, TestContext.Current.CancellationToken);
        Assert.NotEmpty(kept);
        Assert.InRange(rounds.BytesPerCall[1], 1 << 20, (1 << 20) + 200);
        Assert.InRange(rounds.BytesPerCall[0], 0, 100);
    }

    [Fact]
    public void InEverySquare_EachStandsOnceInEachPlace_AndSquaresDiffer()
    {
        var order = new RoundOrder(4, seed: 2);
        var squares = Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 4).Select(_ => order.Next()).ToList()).ToList();
        foreach (var square in squares)
        {
            for (int place = 0; place < 4; place++) Assert.Equal([0, 1, 2, 3], square.Select(round => round[place]).Order());
            Assert.All(square, round => Assert.Equal([0, 1, 2, 3], round.Order()));
        }
        Assert.InRange(squares.Select(square => string.Join(',', square[0])).Distinct().Count(), 8, 20);
    }

    [Fact]
    public void ManyPairs_AreCorrectedForTheirNumber()
    {
        // 8 of 10 signs alike: p = 0.109 alone, three times that among three.
        double[] log = [1, 1, 1, 1, 1, 1, 1, 1, -1, -1];
        var rounds = new ContestRounds(
            ["A", "B", "C"], [.. log.Select(value => new[] { 1, Math.Exp(value), 1 / Math.Exp(value) })], [1, 1, 1], [0, 0, 0], 0, "rounds");
        Assert.All(PairResult.Of(rounds, [0, 1, 2], new ContestSettings()), pair => Assert.Equal(3 * 112 / 1024.0, pair.PValue, 12));
    }
}
