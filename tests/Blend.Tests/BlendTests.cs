using Rom.Abstractions;

namespace Blend.Tests;

public sealed class BlendTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("blend-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void MembersOnBothSidesOfTheTruth_GiveTheTruth()
    {
        // The truth rises by 1 a step; members by 0 and by 4.
        var data = Rising(runs: 3, frames: 9, slope: 1);
        var model = Trained(data, new() { Shrinkage = 0 }, new Line(0), new Line(4));
        var forecast = new double[2 * 20];
        model.Forecast([5, 7], 20, forecast);
        for (int k = 0; k < 20; k++)
        {
            Assert.Equal(5 + k + 1, forecast[2 * k], 1e-9);
            Assert.Equal(7 + k + 1, forecast[(2 * k) + 1], 1e-9);
        }
        Assert.All(model.Weights.ToArray().Chunk(2), row => Assert.Equal(0.75, row[0], 1e-9));
        Assert.Equal(0, model.Report.ErrorRatio, 1e-9);
    }

    [Fact]
    public void WeightsFollowTheLead()
    {
        // Right up to step 4, and wrong after it, and the other way round.
        var data = new LatentDataset(2, 1, [new double[18], new double[18]]);
        double[] early = [.. Enumerable.Range(0, 16).Select(i => i / 2 < 4 ? 0.0 : 9)];
        double[] late = [.. Enumerable.Range(0, 16).Select(i => i / 2 < 4 ? 9.0 : 0)];
        var model = (BlendModel)new BlendTrainer(new() { Shrinkage = 0, Climatology = false }).Train(
            data,
            [
                new("EARLY", new Line(0), [early, early]), new("LATE", new Line(0), [late, late]),
            ],
            1, TrainingContext.Silent(1));
        Assert.Equal([1, 2, 3, 5, 8], model.FirstLeads.ToArray());
        double[] ofEarly = [.. model.Weights.ToArray().Chunk(2).Select(row => row[0])];
        Assert.Equal([1, 1, 1, 0, 0], ofEarly.Select(weight => Math.Round(weight, 9)));
    }

    // The runs forget where they began and oscillate about 3; the member remembers.
    [Fact]
    public void StartThatIsForgotten_GivesTheClimatology()
    {
        double[][] runs = [.. Enumerable.Range(0, 4).Select(run => Enumerable.Range(0, 2 * 21).Select(
            i => i / 2 < 6 ? run : 3 + (i / 2 % 2 == 0 ? 0.5 : -0.5)).ToArray())];
        var data = new LatentDataset(2, 1, runs);
        double[][] held = [.. runs.Select(run => Enumerable.Repeat(run[0], 2 * 20).ToArray())];
        IRomModel[] members = [new Line(0)];
        var model = (BlendModel)new BlendTrainer(new() { Shrinkage = 0 }).Train(
            data, [new("HELD", members[0], held)], 1, TrainingContext.Silent(1));
        double[] ofMember = [.. model.Weights.ToArray().Chunk(2).Select(row => row[0])];
        Assert.Equal([1, 1, 1], ofMember[..3].Select(weight => Math.Round(weight, 9)));
        Assert.InRange(ofMember[^1], 0, 0.3);
        double[] forecast = new double[2 * 60], found = new double[2 * 60];
        model.Forecast([9, 9], 60, forecast);
        Assert.Equal(3 + (ofMember[^1] * 6), forecast[^1], 0.2);
        model.Save(folder);
        new BlendTrainer(new()).Load(folder, members).Forecast([9, 9], 60, found);
        Assert.Equal(forecast, found);
    }

    [Fact]
    public void Shrinkage_PullsTowardsEqualWeights()
    {
        var data = Rising(runs: 3, frames: 9, slope: 1);
        double WeightWith(double shrinkage) =>
            Trained(data, new() { Shrinkage = shrinkage }, new Line(1.5), new Line(3)).Weights[0];
        Assert.Equal(1, WeightWith(0), 1e-9);
        Assert.Equal(0.5, WeightWith(1e9), 1e-6);
        // By hand: errors of 1/2 and 2 a step, w = (4 + 10/4 − 1) / (1/4 + 4 + 20/4 − 2).
        Assert.Equal(5.5 / 7.25, WeightWith(10), 1e-9);
    }

    [Fact]
    public void AMemberThatDrifts_TakesNoWeightFromTheOthers()
    {
        var data = Rising(runs: 3, frames: 9, slope: 1);
        double[] With(IRomModel drifting) =>
            [.. Trained(data, new(), new Line(0.8), new Line(1.3), drifting).Weights.ToArray().Chunk(3).SelectMany(
                row => row[..2])];
        double[] with = With(new Line(1e6)), worse = With(new Line(1e12));
        Assert.All(with.Chunk(2), row => Assert.Equal(1, row.Sum(), 1e-9));
        for (int i = 0; i < with.Length; i++) Assert.Equal(with[i], worse[i], 1e-6);
    }

    [Fact]
    public void AForecastThatIsLost_HasNoWeightFromThereOn_AndADoubt()
    {
        var data = Rising(runs: 2, frames: 7, slope: 1);
        double[] lost = [0, 0, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN, 0, 0, 0, 0];
        double[] other = [.. Enumerable.Range(0, 12).Select(i => (i / 2) + 3.0)];
        var doubts = new List<string>();
        var context = TrainingContext.Silent(1) with { Warnings = new Doubts(doubts) };
        var model = (BlendModel)new BlendTrainer(new() { Climatology = false }).Train(
            data, [new("LOST", new Line(0), [lost, lost]), new("OTHER", new Line(2), [other, other])], 1, context);
        double[] ofLost = [.. model.Weights.ToArray().Chunk(2).Select(row => row[0])];
        Assert.True(ofLost[0] > 0);
        Assert.All(ofLost[2..], weight => Assert.Equal(0, weight));
        Assert.Contains("LOST has no weight from step 3 on", Assert.Single(doubts));
    }

    [Fact]
    public void WithoutAFiniteForecast_TheTrainingDiverges()
    {
        double[] lost = [.. Enumerable.Repeat(double.PositiveInfinity, 12)];
        Assert.Throws<TrainingDivergedException>(() => new BlendTrainer(new()).Train(
            Rising(2, 7, 1), [new("LOST", new Line(0), [lost, lost])], 1, TrainingContext.Silent(1)));
    }

    [Fact]
    public void RunsNoLongerThanTheWindow_AreRefusedWithNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => new BlendTrainer(new()).Train(
            Rising(2, 4, 1), [new("A", new Line(0, lag: 4), [[], []])], 4, TrainingContext.Silent(1)));
        Assert.Contains("more than 4 frames", error.Message);
        Assert.Contains("the longest has 4", error.Message);
    }

    [Fact]
    public void RunsOfDifferentLengths_CountWithTheFramesThatTheyHave()
    {
        var data = new LatentDataset(2, 1, [Rise(0, 9, 1), Rise(3, 4, 1), Rise(5, 1, 1)]);
        var model = Trained(data, new() { Shrinkage = 0 }, new Line(0), new Line(2));
        Assert.All(model.Weights.ToArray(), weight => Assert.Equal(0.5, weight, 1e-9));
    }

    [Fact]
    public void AMemberWithAShorterWindow_GetsItsNewestStates()
    {
        var model = Trained(Rising(2, 9, 1), new(), new Line(1, lag: 3), new Line(1));
        Assert.Equal(3, model.Lag);
        var forecast = new double[4];
        model.Forecast([0, 0, 1, 1, 2, 2], 2, forecast);
        Assert.Equal([3, 3, 4, 4], forecast.Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void SavedAndLoaded_ItForecastsTheSame_AndOtherMembersAreRefused()
    {
        IRomModel[] members = [new Line(0), new Line(4)];
        var model = Trained(Rising(3, 9, 1), new(), members);
        model.Save(folder);
        var loaded = new BlendTrainer(new()).Load(folder, members);
        double[] expected = new double[60], found = new double[60];
        model.Forecast([1, 2], 30, expected);
        loaded.Forecast([1, 2], 30, found);
        Assert.Equal(expected, found);
        var error = Assert.Throws<InvalidDataException>(() => new BlendTrainer(new()).Load(folder, [members[0]]));
        Assert.Contains("blend_model.npz: weights: expected an array [blocks, 1]", error.Message);
    }

    [Fact]
    public void Forecast_AllocatesNothing()
    {
        var model = Trained(Rising(3, 9, 1), new(), new Line(0), new Line(4));
        double[] window = [1, 2], first = new double[400], again = new double[400];
        model.Forecast(window, 200, first); // its buffer is kept
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forecast(window, 200, again);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(first, again);
    }

    [Fact]
    public void ItsWindowAndBuffer_AreChecked() =>
        Assert.Throws<ArgumentException>(
            () => Trained(Rising(2, 9, 1), new(), new Line(1)).Forecast([1], 2, new double[4]));

    private static BlendModel Trained(LatentDataset data, BlendOptions options, params IRomModel[] members)
    {
        int start = members.Max(member => member.Lag);
        return (BlendModel)new BlendTrainer(options with { Climatology = false }).Train(
            data,
            [
                .. members.Select((member, m) => new FittedMember(
                    $"M{m}", member,
                    [.. Enumerable.Range(0, data.RunCount).Select(run => Rollout(member, data, run, start))])),
            ],
            start, TrainingContext.Silent(1));
    }

    private static double[] Rollout(IRomModel member, LatentDataset data, int run, int start)
    {
        int steps = data.FrameCount(run) - start;
        if (steps < 1) return [];
        var forecast = new double[steps * 2];
        member.Forecast(data.Window(run, start, member.Lag), steps, forecast);
        return forecast;
    }

    private static LatentDataset Rising(int runs, int frames, double slope) =>
        new(2, 1, Enumerable.Range(0, runs).Select(run => Rise(run, frames, slope)));

    private static double[] Rise(double from, int frames, double slope) =>
        [.. Enumerable.Range(0, 2 * frames).Select(i => from + (slope * (i / 2)))];

    private sealed class Doubts(List<string> messages) : IProgress<string>
    {
        public void Report(string value) => messages.Add(value);
    }
}
