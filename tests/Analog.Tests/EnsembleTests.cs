using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

/// <summary>Members of ensembles.</summary>
public sealed class EnsembleTests
{
    private static AnalogModel Train(LatentDataset data, AnalogOptions options) =>
        (AnalogModel)new AnalogTrainer(options).Train(data, TrainingContext.Silent(3));

    private static double[][] Members(
        AnalogModel model, ReadOnlySpan<double> window, int steps, int members, ulong seed = 1)
    {
        int length = steps * model.LatentDimension;
        var ensemble = new double[members * length];
        model.ForecastEnsemble(window, steps, members, seed, ensemble);
        return [.. ensemble.Chunk(length)];
    }

    // States 0, 1 and 4 are followed by 10, 20 and 40; 0.25 is three times as far from 1 as from 0. A count of 4,000
    // draws lies within five standard deviations of its expectation.
    [Fact]
    public void Members_AreContinuationsOfNeighbours_AsOftenAsTheirWeightsSay()
    {
        var data = new LatentDataset(1, 1, [[0, 10], [1, 20], [4, 40]]);
        var model = Train(data, new AnalogOptions { Lag = 1, Neighbours = 2, Width = 1 });
        double[] found = [.. Members(model, [0.25], 1, 4000).Select(member => member[0])];
        double near = Math.Exp(-0.5 / 9), far = Math.Exp(-0.5), share = near / (near + far);
        Assert.Equal([10, 20], found.Distinct().Order());
        double bound = 5 * Math.Sqrt(4000 * share * (1 - share));
        Assert.InRange(found.Count(value => value == 10), 4000 * share - bound, 4000 * share + bound);
    }

    // Weighted means of the neighbours, and their tails: the standard error of each coordinate is that of its members.
    [Theory]
    [InlineData(BeyondRule.Tail)]
    [InlineData(BeyondRule.Climatology)]
    public void MeanOfManyMembers_IsTheForecast(BeyondRule beyond)
    {
        const int steps = 40, members = 2000;
        var model = Train(PlantedRuns.Data(9, 30), new AnalogOptions { Neighbours = 6, Width = 1, Beyond = beyond });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], forecast = new double[steps * 3];
        model.Forecast(window, steps, forecast);
        double[][] ensemble = Members(model, window, steps, members);
        for (int i = 0; i < forecast.Length; i++)
        {
            double mean = ensemble.Average(member => member[i]);
            double variance = ensemble.Sum(member => (member[i] - mean) * (member[i] - mean)) / (members - 1);
            Assert.Equal(forecast[i], mean, 5 * Math.Sqrt(variance / members) + 1e-12);
        }
    }

    [Theory]
    [InlineData(BeyondRule.Tail)]
    [InlineData(BeyondRule.Climatology)]
    [InlineData(BeyondRule.Restart)]
    public void FewerMembersAndSteps_AreTheFirstOfMore(BeyondRule beyond)
    {
        var model = Train(PlantedRuns.Data(20, 50), new AnalogOptions
        {
            Windows = WindowPlacement.Anywhere,
            Horizon = 10,
            Neighbours = 5,
            Width = 2,
            Beyond = beyond,
        });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0];
        double[][] many = Members(model, window, 60, 12), few = Members(model, window, 25, 3);
        for (int m = 0; m < few.Length; m++) Assert.Equal(many[m][..few[m].Length], few[m]);
        Assert.NotEqual(many, Members(model, window, 60, 12, seed: 2));
    }

    // After a restart members continue from windows of their own, and stay continuations of training windows.
    [Fact]
    public void Restart_DrawsEachMembersNextNeighbour()
    {
        var data = PlantedRuns.Data(20, 50);
        var model = Train(data, new AnalogOptions
        {
            Windows = WindowPlacement.Anywhere,
            Horizon = 10,
            Neighbours = 5,
            Width = 2,
            Beyond = BeyondRule.Restart,
        });
        var continuations = Enumerable.Range(0, model.Windows.Count)
            .Select(i => Text(model.Windows.Continuation(i))).ToHashSet();
        double[][] ensemble = Members(model, PlantedRuns.Of(1, 5, seed: 9)[0], 30, 8);
        Assert.All(ensemble.SelectMany(member => member.Chunk(30)), part => Assert.Contains(Text(part), continuations));
        Assert.True(ensemble.Select(member => Text(member.AsSpan(30, 30))).Distinct().Count() > 1);

        static string Text(ReadOnlySpan<double> states) => Convert.ToHexString(MemoryMarshal.AsBytes(states));
    }

    [Fact]
    public void OneNeighbour_IsEveryMember()
    {
        var model = Train(PlantedRuns.Data(5, 30), new AnalogOptions { Neighbours = 1 });
        double[] window = PlantedRuns.Of(1, 5, seed: 9)[0], forecast = new double[40 * 3];
        model.Forecast(window, 40, forecast);
        Assert.All(Members(model, window, 40, 3), member => Assert.Equal(forecast, member));
    }

    [Fact]
    public void EqualWindows_AreDrawnAlike()
    {
        double[][] runs = [.. Enumerable.Range(0, 4).Select(run => (double[])[1, 1, run])];
        var model = Train(new LatentDataset(1, 1, runs), new AnalogOptions { Lag = 2, Neighbours = 4 });
        double[] found = [.. Members(model, [1, 1], 1, 4000).Select(member => member[0])];
        double bound = 5 * Math.Sqrt(4000 * 0.25 * 0.75);
        Assert.All([0.0, 1, 2, 3], value => Assert.InRange(found.Count(v => v == value), 1000 - bound, 1000 + bound));
    }

    [Fact]
    public void AWindowFarOutOfRange_GivesTrainingStates()
    {
        var model = Train(PlantedRuns.Data(5, 30), new AnalogOptions { Neighbours = 2, Lag = 1 });
        foreach (double size in (double[])[1e150, 1e308])
        {
            Assert.All(
                Members(model, [size, -size, size], 40, 3).SelectMany(member => member),
                value => Assert.True(double.IsFinite(value)));
        }
    }
}
