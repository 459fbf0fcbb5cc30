using Rom.Analysis.Contests;
using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests.Contests;

public class ContestTests
{
    // Nothing is compiled on a simulated clock.
    private static readonly ContestSettings Quick = new() { WarmUp = TimeSpan.Zero };

    // Forty contests each; a verdict that is right in 95 % of them is wrong in 38 or more of 40 with a probability
    // below 5 %.
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
                [Contender.Create("A", () => machine.Work(2e-6)), Contender.Create(
                    "B", () => machine.Work(ratio * 2e-6))], Quick with { Seed = repetition },
                    TestContext.Current.CancellationToken);
            var result = Assert.Single(PairResult.Of(rounds, [0, 1], new ContestSettings()));
            if (result.Verdict == expected) right++;
        }
        Assert.InRange(right, 38, 40);
    }

    [Fact]
    public void TheFirstAgainstItself_IsEquivalent()
    {
        var machine = new SimulatedMachine(seed: 3, hasNeighbour: true);
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("A", () => machine.Work(1e-6)), Contender.Create("B", () => machine.Work(3e-6))], Quick,
            TestContext.Current.CancellationToken);
        Assert.Equal(["A", "B", "A"], rounds.Names);
        Assert.Equal(Verdict.Equivalent, Assert.Single(PairResult.Of(rounds, [0, 2], new ContestSettings())).Verdict);
    }

    [Fact]
    public void Blocks_LastAMillisecond_AndRoundsAreAtLeastThirty()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("A", () => machine.Work(3e-7)), Contender.Create("B", () => machine.Work(5e-3))], Quick,
            TestContext.Current.CancellationToken);
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
            [Contender.Create("A", () => () => (calls++ == 0 ? first : later)())], Quick,
            TestContext.Current.CancellationToken);
        Assert.InRange(rounds.CallsPerBlock[0] * 1e-5, 0.9e-3, 3e-3);
    }

    // The clock's tick is what reading it costs: blocks have ten thousand of them.
    [Fact]
    public void ACoarseClock_GetsLongerBlocks()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false, frequency: 1_000_000);
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("A", () => machine.Work(1e-5))], Quick, TestContext.Current.CancellationToken);
        Assert.InRange(rounds.CallsPerBlock[0] * 1e-5, 0.9e-2, 3e-2);
    }

    [Fact]
    public void TheTimeCap_EndsIt()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("A", () => machine.Work(0.4)), Contender.Create("B", () => machine.Work(0.5))],
            Quick with { TimeCap = TimeSpan.FromSeconds(10) }, TestContext.Current.CancellationToken);
        Assert.Equal("time", rounds.StoppedBy);
        // Each repetition has a round of 1.3 s, which is more than its share of the time. Of single rounds the signs
        // count: ten that are alike have a probability of 2·2⁻¹⁰, the first below a seventeenth of 5 %, the share of a
        // look.
        Assert.Equal(10, rounds.SecondsPerCall.Count);
    }

    [Fact]
    public void AMegabytePerCall_IsReported()
    {
        var machine = new SimulatedMachine(seed: 4, hasNeighbour: false);
        var (quiet, lavish) = (machine.Work(1e-3), machine.Work(1e-3));
        byte[] kept = [];
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("quiet", () => quiet), Contender.Create(
                "lavish", () => () => { lavish(); kept = new byte[1 << 20]; })], Quick with { MaxRounds = 30 },
                TestContext.Current.CancellationToken);
        Assert.NotEmpty(kept);
        Assert.InRange(rounds.BytesPerCall[1], 1 << 20, (1 << 20) + 200);
        Assert.InRange(rounds.BytesPerCall[0], 0, 100);
    }

    [Fact]
    public void InEverySquare_EachStandsOnceInEachPlace_AndSquaresDiffer()
    {
        var order = new RoundOrder(4, seed: 2);
        var squares = Enumerable.Range(0, 20)
            .Select(_ => Enumerable.Range(0, 4).Select(_ => order.Next()).ToList()).ToList();
        foreach (var square in squares)
        {
            for (int place = 0; place < 4; place++)
                Assert.Equal([0, 1, 2, 3], square.Select(round => round[place]).Order());
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
            ["A", "B", "C"], [.. log.Select(value => new[] { 1, Math.Exp(value), 1 / Math.Exp(value) })], [1, 1, 1],
            [0, 0, 0], 0, "rounds")
        {
            RoundsPerRepetition = [.. log.Select(_ => 1)],
        };
        Assert.All(PairResult.Of(rounds, [0, 1, 2], new ContestSettings()),
            pair => Assert.Equal(3 * 112 / 1024.0, pair.PValue, 12));
    }

    // The layout of one process is the same in all of its rounds: only the scatter of repetitions shows that there is
    // no difference.
    [Theory]
    [InlineData(0.00)]
    [InlineData(0.03)]
    [InlineData(0.10)]
    public void ScatterBetweenInstances_IsCovered_AndGivesNoFalseVerdict(double scatter)
    {
        int wrong = 0, held = 0;
        for (ulong repetition = 0; repetition < 40; repetition++)
        {
            var machine = new SimulatedMachine(repetition, hasNeighbour: false);
            var layout = new RandomStream(RandomStream.DeriveSeed(12, repetition));
            Action Instance() => machine.Work(2e-6 * Math.Exp(scatter * layout.NextGaussian()));
            var rounds = new Contest(machine.Clock).Run(
                [Contender.Create("A", Instance), Contender.Create("B", Instance)], Quick with { Seed = repetition },
                TestContext.Current.CancellationToken);
            var result = Assert.Single(PairResult.Of(rounds, [0, 1], new ContestSettings()));
            if (result.Verdict is Verdict.Faster or Verdict.Slower) wrong++;
            if (result.Low <= 1 && 1 <= result.High) held++;
        }
        // A verdict that is wrong in 5 % of contests is wrong in more than 5 of 40 with a probability of 1.4 %.
        Assert.InRange(wrong, 0, 5);
        Assert.InRange(held, 35, 40);
    }

    [Fact]
    public void FreshInstances_AreMadeForEveryRepetition_AndOneForTheTwin()
    {
        var machine = new SimulatedMachine(seed: 3, hasNeighbour: false);
        int made = 0, others = 0;
        var rounds = new Contest(machine.Clock).Run(
            [
                Contender.Create("A", () => { made++; return machine.Work(1e-6); }),
                Contender.Create("B", () => { others++; return machine.Work(1e-6); }),
            ],
            Quick with { MinRepetitions = 3, MaxRepetitions = 3 }, TestContext.Current.CancellationToken);
        Assert.Equal((6, 3), (made, others));
        Assert.Equal(3, rounds.RoundsPerRepetition.Count);
        Assert.Equal(rounds.SecondsPerCall.Count, rounds.RoundsPerRepetition.Sum());
        Assert.Contains("one process", Assert.Single(rounds.Notes));
    }

    [Fact]
    public void OneRepetition_GivesNoVerdict()
    {
        var machine = new SimulatedMachine(seed: 3, hasNeighbour: false);
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("A", () => machine.Work(1e-6)), Contender.Create("B", () => machine.Work(3e-6))],
            Quick with { MinRepetitions = 1, MaxRepetitions = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Inconclusive, Assert.Single(PairResult.Of(rounds, [0, 1], new ContestSettings())).Verdict);
        Assert.Equal(2, CaseResult.Of("one_step", rounds, new ContestSettings()).Fastest.Count);
    }

    // The doubt concerns the runtime's switches: with their defaults no winner is named, however clear the difference
    // looks.
    [Fact]
    public void ADoubt_TakesEveryVerdictAway_AndIsNoted()
    {
        var rounds = new ContestRounds(
            ["A", "B", "A"], [.. Enumerable.Range(0, 40).Select(_ => new[] { 1, 3.0, 1 })], [1, 1, 1],
            [0, 0, 0], 0, "rounds")
        {
            RoundsPerRepetition = [10, 10, 10, 10],
        };
        Assert.Equal(["A"], CaseResult.Of("one_step", rounds, new ContestSettings()).Fastest);
        var doubted = CaseResult.Of("one_step", rounds with { Doubts = ["tiered PGO is on"] }, new ContestSettings());
        Assert.Equal(["A", "B"], doubted.Fastest);
        Assert.All([doubted.Self, .. doubted.Pairs], pair => Assert.Equal(Verdict.Inconclusive, pair.Verdict));
        Assert.Contains("tiered PGO is on", doubted.Notes);
        Assert.Equal(3, doubted.Pairs[0].TimeRatio, 1e-12);
    }

    [Fact]
    public void RepetitionsOfOtherProcesses_ArePutTogether()
    {
        ContestRounds Of(double ratio, int rounds, string stop) => new(
            ["A", "B", "A"], [.. Enumerable.Range(0, rounds).Select(_ => new[] { 1, ratio, 1 })], [1, 1, 1],
            [0, 8, 0], 1e-8, stop);
        var rounds = ContestRounds.Combine(
            [Of(1.00, 30, "precision"), Of(1.02, 10, "time"), Of(1.04, 20, "precision")], processes: 3);
        Assert.Equal([30, 10, 20], rounds.RoundsPerRepetition);
        Assert.Equal((3, "time", 8.0), (rounds.Processes, rounds.StoppedBy, rounds.BytesPerCall[1]));
        // Each process counts once, however many rounds it had.
        var pair = PairResult.Of(rounds, [0, 1], new ContestSettings())[0];
        Assert.Equal(Math.Exp((Math.Log(1.02) + Math.Log(1.04)) / 3), pair.TimeRatio, 1e-12);
        Assert.Equal(Verdict.Inconclusive, pair.Verdict);
        Assert.Throws<ArgumentException>(() =>
            ContestRounds.Combine([Of(1, 1, "time"), Of(1, 1, "time") with { Names = ["C"] }], processes: 2));
    }

    // A clock that does not move, or one that fails: ratios of 0, ∞ or none.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void TimesWithoutARatio_GiveNoVerdict_AndDoNotStopTheRepetitions(double a, double b)
    {
        foreach (int[] repetitions in new int[][] { [10, 10, 10, 10], [.. Enumerable.Repeat(1, 40)] })
        {
            var rounds = Rounds(
                [.. Enumerable.Range(0, 40).Select(k => new[] { a, k % 10 == 0 ? 1 : b, a })], repetitions);
            var pair = PairResult.Of(rounds, [0, 1], new ContestSettings())[0];
            Assert.Equal((Verdict.Inconclusive, 1.0), (pair.Verdict, pair.PValue));
            Assert.False(rounds.IsEnough(new ContestSettings { MinRepetitions = 2, MaxRepetitions = 100 }));
        }
    }

    // Eight of 17 are slower and nine equal: the sign test leaves out those that are equal, the median is no
    // difference.
    [Fact]
    public void Ties_AreNoDifference()
    {
        var rounds = Rounds(
            [.. Enumerable.Range(0, 17).Select(k => new[] { 1, k < 8 ? 1.5 : 1, 1 })], [.. Enumerable.Repeat(1, 17)]);
        Assert.Equal(Verdict.Inconclusive, PairResult.Of(rounds, [0, 1], new ContestSettings())[0].Verdict);
    }

    // Equal contenders whose repetitions scatter by 30 %: to look after each of them must not find more differences
    // than 5 % (three standard errors of 1,000 are 2.1 %).
    [Fact]
    public void LookingAfterEachRepetition_FindsNoDifferenceMoreOften()
    {
        var random = new RandomStream(seed: 14);
        var settings = new ContestSettings();
        int wrong = 0;
        for (int contest = 0; contest < 1000; contest++)
        {
            var repetitions = ContestRounds.Repeat(settings, _ => Repetition(Math.Exp(0.3 * random.NextGaussian())));
            if (PairResult.Of(ContestRounds.Combine(repetitions, 1), [0, 1], settings)[0].Verdict is Verdict.Slower
                or Verdict.Faster)
                wrong++;
        }
        Assert.InRange(wrong, 0, 71);
    }

    // Repetitions that scatter by 1.8 %, as those of steps of a tenth of a microsecond do beside a busy process. Ended
    // at an interval as long as the margin, 956 of 1,000 would be equivalent; 994 ± 2 are, by a simulation of its own.
    [Fact]
    public void EqualContenders_AreEquivalent_AlsoWhereRepetitionsScatterAlmostAsFarAsTheMargin()
    {
        var random = new RandomStream(seed: 15);
        var settings = new ContestSettings();
        int equivalent = 0;
        for (int contest = 0; contest < 1000; contest++)
        {
            var repetitions = ContestRounds.Repeat(settings, _ => Repetition(Math.Exp(0.018 * random.NextGaussian())));
            var pair = PairResult.Of(ContestRounds.Combine(repetitions, 1), [0, 1], settings)[0];
            if (pair.Verdict == Verdict.Equivalent) equivalent++;
        }
        Assert.InRange(equivalent, 982, 1000);
    }

    // One repetition in four is ten times as far off as the others. With the mean of all repetitions 966 of 1,000 are
    // equivalent, with the trimmed one 999, by a simulation of its own.
    [Fact]
    public void EqualContenders_AreEquivalent_AlsoWhereAFewRepetitionsAreFarOff()
    {
        var random = new RandomStream(seed: 16);
        var settings = new ContestSettings();
        int equivalent = 0;
        for (int contest = 0; contest < 1000; contest++)
        {
            var repetitions = ContestRounds.Repeat(settings, _ =>
                Repetition(Math.Exp((random.NextDouble() < 0.25 ? 0.04 : 0.004) * random.NextGaussian())));
            var pair = PairResult.Of(ContestRounds.Combine(repetitions, 1), [0, 1], settings)[0];
            if (pair.Verdict == Verdict.Equivalent) equivalent++;
        }
        Assert.InRange(equivalent, 994, 1000);
    }

    [Theory]
    [InlineData(8, 24, 0.001, 1.00, 8)] // short intervals
    [InlineData(8, 24, 0.001, 3.00, 8)]
    [InlineData(8, 24, 0.100, 3.00, 8)] // wide, but far beyond the margin
    [InlineData(8, 24, 0.100, 1.00, 24)]
    [InlineData(2, 2, 0.100, 1.00, 2)]
    [InlineData(1, 1, 0.100, 1.00, 1)]
    [InlineData(5, 3, 0.100, 1.00, 5)] // the fewest win over the most
    public void Repetitions_GoOnUntilTheyCanTell(int fewest, int most, double scatter, double ratio, int expected)
    {
        int k = 0;
        var repetitions = ContestRounds.Repeat(
            new ContestSettings { MinRepetitions = fewest, MaxRepetitions = most },
            _ => Repetition(ratio * Math.Exp(k++ % 2 == 0 ? scatter : -scatter)));
        Assert.Equal(expected, repetitions.Count);
    }

    // Student's interval of two values is wide: t = 12.7.
    [Fact]
    public void TwoRepetitions_HaveAnIntervalThatSaysSo()
    {
        var rounds = ContestRounds.Combine([Repetition(1.10), Repetition(1.12)], processes: 2);
        var pair = PairResult.Of(rounds, [0, 1], new ContestSettings())[0];
        double half = 12.7062047 * Math.Log(1.12 / 1.10) / 2;
        Assert.Equal(Math.Exp(Math.Log(1.10 * 1.12) / 2 + half), pair.High, 1e-6);
        Assert.Equal(Verdict.Inconclusive, pair.Verdict);
    }

    [Fact]
    public void OneContender_IsEnough_AndHasNoPair()
    {
        var machine = new SimulatedMachine(seed: 3, hasNeighbour: false);
        var rounds = new Contest(machine.Clock).Run(
            [Contender.Create("A", () => machine.Work(1e-6))], Quick, TestContext.Current.CancellationToken);
        var result = CaseResult.Of("one_step", rounds, new ContestSettings());
        Assert.Equal(8, rounds.RoundsPerRepetition.Count);
        Assert.Empty(result.Pairs);
        Assert.Equal(["A"], result.Fastest);
    }

    // Another experiment is compared by one value for each process: rounds of one process do not represent another.
    [Fact]
    public void ARepetition_CountsOnce_AlsoWhereItIsTheOnlyOne()
    {
        double[] Seconds(ContestRounds rounds) =>
            CaseResult.Of("one_step", rounds, new ContestSettings()).RepetitionSeconds("B");
        Assert.Equal([3.0], Seconds(Repetition(3)));
        Assert.Equal([3.0, 4.0], Seconds(ContestRounds.Combine([Repetition(3), Repetition(4)], 2)));
    }

    private static ContestRounds Rounds(double[][] seconds, int[] repetitions) =>
        new(["A", "B", "A"], seconds, [1, 1, 1], [0, 0, 0], 0, "rounds") { RoundsPerRepetition = repetitions };

    private static ContestRounds Repetition(double ratio) => Rounds([[1, ratio, 1], [1, ratio, 1]], [2]);
}
