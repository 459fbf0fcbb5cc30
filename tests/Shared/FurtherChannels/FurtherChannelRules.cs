using Rom.Abstractions;

namespace SharedTests;

/// <summary>
/// Runs whose density begins alike and goes where their momentum points: y(t) = m·t with the momentum m, which is known
/// in a channel of its own. Each plugin that takes further channels as features derives its tests from these.
/// </summary>
public abstract class FurtherChannelRules
{
    private const int Runs = 40, Frames = 9;

    /// <summary>Makes a trainer with a window of two states, taught at the start of the runs.</summary>
    protected abstract IRomModelTrainer Trainer();

    /// <summary>
    /// Makes one that is taught by windows anywhere in the runs, and whose forecasts begin again from their own end.
    /// </summary>
    protected abstract IRomModelTrainer RestartingTrainer();

    [Fact]
    public void MomentumAtTheStart_TellsTheWay_AndWithoutItThereIsNone()
    {
        var data = Data();
        foreach (double m in new[] { -0.8, 0.5, 0.8 })
        {
            double[] with = Forecast(data, Window(m, 0)), without = Forecast(data.Select(["pod"]), [0, 0]);
            Assert.Equal(6 * m, with[^3], 0.6);
            Assert.Equal(0, without[^1], 1.5); // the mean of all ways
        }
    }

    [Fact]
    public void OnlyTheNewestMomentumCounts()
    {
        var data = Data();
        Assert.Equal(Forecast(data, Window(1, 0)), Forecast(data, Window(1, -7)));
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void TheUnitOfAChannel_DoesNotMatter(double unit)
    {
        double[] plain = Forecast(Data(), Window(1, 0)), scaled = Forecast(Data(unit), Window(unit, 0));
        for (int k = 0; k < plain.Length; k += 3) Assert.Equal(plain[k], scaled[k], 1e-8);
    }

    [Fact]
    public void AChannelThatIsConstant_OrHasNoCoordinates_ChangesNothing()
    {
        var data = Data();
        double[] expected = Forecast(data.Select(["pod"]), [0.1, 0.2]);
        LatentChannel[] empty = [new("pod", 0, 1), new("momentum", 1, 0)];
        var without = data.Select(["pod"]);
        var hollow = new LatentDataset(
            1, 1, Enumerable.Range(0, Runs).Select(run => without.Run(run).ToArray()), empty);
        Assert.Equal(expected, Forecast(hollow, [0.1, 0.2]));
        double[] constant = Forecast(Data(0), [0.1, 0, 0, 0.2, 0, 0]);
        for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], constant[3 * k], 1e-12);
    }

    [Fact]
    public void ALoadedModel_ForecastsTheSame()
    {
        using var folder = new TestFolder();
        var trainer = RestartingTrainer();
        var model = trainer.Train(Data(), TrainingContext.Silent(1));
        model.Save(folder.Path);
        var loaded = trainer.Load(folder.Path);
        Assert.Equal(Forecast(model, Window(1, 0)), Forecast(loaded, Window(1, 0)));
        Assert.Equal(model.ParameterCount, loaded.ParameterCount);
    }

    // Two frames of (y, m, a coordinate of noise).
    private static double[] Window(double newest, double older) => [0, older, 0, 0, newest, 0];

    private static LatentDataset Data(double unit = 1)
    {
        var random = new Random(4);
        return new LatentDataset(3, 1, Enumerable.Range(0, Runs).Select(_ =>
        {
            double m = (2 * random.NextDouble()) - 1;
            return Enumerable.Range(0, Frames).SelectMany(t => new[]
            {
                m * Math.Max(0, t - 1), m * unit, 0.01 * unit * random.NextDouble(),
            }).ToArray();
        }), [new("pod", 0, 1), new("momentum", 1, 2)]);
    }

    private double[] Forecast(LatentDataset data, double[] window) =>
        Forecast(Trainer().Train(data, TrainingContext.Silent(1)), window);

    private static double[] Forecast(IRomModel model, double[] window)
    {
        var states = new double[6 * model.LatentDimension];
        model.Forecast(window, 6, states);
        return states;
    }
}
