using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Growth;
using Rom.Forecasting.Plugins;
using Rom.Numerics.RandomNumbers;
using Rom.Testing.Options;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>
/// Measures the growth of a model's times: that of a forecast with its horizon, and, where the configuration asks for
/// the necessary trainings, that of a step and of a training with the latent dimension, the lag and the number of
/// training windows.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="analyzer">Measures the times.</param>
/// <param name="settings">Settings for each measurement.</param>
internal sealed class GrowthStudy(ExperimentContext context, RuntimeAnalyzer analyzer, ContestSettings settings)
{
    private readonly ContestSettings differences =
        settings with { TimeCap = settings.TimeCap > FewestTime ? settings.TimeCap : FewestTime };

    // Three octaves: enough to distinguish exponents, and the largest training takes seconds.
    private const int Halvings = 3;
    private const int MostFrames = 4096;
    private const int MostRounds = 30;
    private const int FurtherSteps = 32;

    // Differences of short times: some rounds are disturbed, so many are needed.
    private static readonly TimeSpan FewestTime = TimeSpan.FromSeconds(0.3);

    // The symbols of declarations (docs/runtime-analyzer.md).
    private const char Windows = 'N', Dimension = 'd', Lag = 'p';

    /// <summary>
    /// The trainings of a study that the configuration asks for, where the first round takes all of its time.
    /// </summary>
    /// <param name="options">The settings of the timing.</param>
    public static int MostTrainings(BenchmarkOptions options)
    {
        const int quantities = 3, first = 1, sizes = Halvings + 1;
        return options.GrowthTimeCap > 0 ? quantities * (first + sizes) : 1;
    }

    /// <summary>Measures the costs of a forecast: its window, a further step, the growth with the horizon.</summary>
    /// <param name="model">The model and its windows.</param>
    public (ForecastCost Cost, GrowthExponent Growth) OfHorizon(ContestModel model)
    {
        int[] sizes = Halved(Math.Max(context.Experiment.Options.Benchmark.Steps, 1 << Halvings));
        double[] horizons = [.. sizes.Select(steps => (double)steps)];
        int dimension = model.Model.LatentDimension;
        var forecast = new double[sizes[^1] * dimension];
        Action Call(int steps) =>
            () => model.Model.Forecast(model.Windows[0], steps, forecast.AsSpan(0, steps * dimension));
        var rounds = analyzer.GrowthRounds(
            [.. sizes.Select(steps => ((double)steps, Call(steps)))], differences, context.Cancellation);
        return (
            ForecastCost.Of(horizons, rounds, settings.Confidence),
            GrowthExponent.OfGains("forecast", "horizon", horizons, rounds, settings.Confidence, declared: 1));
    }

    /// <summary>Measures the growth that needs trainings.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="all">The training data.</param>
    /// <param name="notes">Receives notes on impossible measurements.</param>
    public IReadOnlyList<GrowthExponent> OfTraining(ModelPlan plan, LatentDataset all, List<string> notes)
    {
        var data = LatentPart.Beginning(all, MostFrames).Select(context.Components.ChannelsOf(plan));
        int frames = Enumerable.Range(0, data.RunCount).Sum(data.FrameCount);
        var found = new List<GrowthExponent>();
        void Study(
            string quantity, char symbol, int largest, bool changesStep, Func<int, IRomModel> train,
            Func<int, double>? size = null)
        {
            try
            {
                found.AddRange(Measured(quantity, symbol, Halved(largest), changesStep, train, size ?? (n => n)));
            }
            catch (Exception e) when (!context.Cancellation.IsCancellationRequested && e is not OutOfMemoryException)
            {
                notes.Add($"growth with {quantity.Replace('_', ' ')} was not measured: {PluginFailure.Message(e)}");
            }
        }
        int lag = context.Components.CreateTrainer(plan).MaxLag;
        Study(
            "training_windows", Windows, frames, changesStep: false, n => Train(plan, LatentPart.Beginning(data, n)),
            n => LatentPart.Beginning(data, n).WindowCount(lag));
        Study(
            "latent_dimension", Dimension, data.Dimension, changesStep: true,
            d => Train(plan, LatentPart.Leading(data, d)));
        Study("lag", Lag, Math.Max(lag, 1 << Halvings), changesStep: true, p => Train(WithLag(plan, p), data));
        return found;
    }

    private List<GrowthExponent> Measured(
        string quantity, char symbol, int[] sizes, bool changesStep, Func<int, IRomModel> train, Func<int, double> size)
    {
        sizes = [.. sizes.Where(n => size(n) > 0).DistinctBy(size)];
        if (sizes.Length < 2) throw new InvalidOperationException("there are no two sizes to compare");
        // The first training compiles the code of the others.
        (train(sizes[0]) as IDisposable)?.Dispose();
        var models = new IRomModel[sizes.Length];
        try
        {
            var rounds = Trainings(sizes, train, models);
            double[] values = [.. sizes.Select(size)];
            var training = GrowthExponent.Of(
                "training", quantity, values, rounds, settings.Confidence,
                DeclaredGrowth.ExponentOf(models[0].Complexity.Training, symbol));
            if (!changesStep) return [training];
            double[] flops = [.. models.Select(model => (double)model.Complexity.FlopsPerStep)];
            var step = GrowthExponent.Of(
                "step", quantity, values, Steps(models), settings.Confidence,
                flops.All(value => value > 0) ? GrowthExponent.Slope(values, flops) : null);
            return [training, step];
        }
        finally
        {
            foreach (var model in models) (model as IDisposable)?.Dispose();
        }
    }

    // Seconds of each size in each round; the models of the last round are kept.
    private List<double[]> Trainings(int[] sizes, Func<int, IRomModel> train, IRomModel[] models)
    {
        var order = new RoundOrder(sizes.Length, settings.Seed);
        var rounds = new List<double[]>();
        double cap = context.Experiment.Options.Benchmark.GrowthTimeCap;
        long start = context.Clock.GetTimestamp();
        do
        {
            var seconds = new double[sizes.Length];
            foreach (int k in order.Next())
            {
                context.Cancellation.ThrowIfCancellationRequested();
                (models[k] as IDisposable)?.Dispose();
                (models[k], seconds[k]) = analyzer.Measure(() => train(sizes[k]));
            }
            rounds.Add(seconds);
        }
        while (rounds.Count < MostRounds && context.Clock.GetElapsedTime(start).TotalSeconds < cap);
        return rounds;
    }

    // The time of a further step of each model in each round: the gain of a forecast from one step to many, which
    // excludes the window.
    private List<double[]> Steps(IReadOnlyList<IRomModel> models)
    {
        var calls = models.SelectMany((model, k) => new[]
        {
            (2.0 * k, Forecast(model, 1)), ((2.0 * k) + 1, Forecast(model, 1 + FurtherSteps)),
        });
        var gains = analyzer.GrowthRounds([.. calls], differences, context.Cancellation)
            .Select(round => models.Select((_, k) => (round[(2 * k) + 1] - round[2 * k]) / FurtherSteps).ToArray())
            .Where(round => round.All(seconds => seconds > 0)).ToList();
        return gains.Count > 0
            ? gains
            : throw new InvalidOperationException("a further step takes less time than the clock can tell");
    }

    private static Action Forecast(IRomModel model, int steps)
    {
        var window = new double[model.Lag * model.LatentDimension];
        var states = new double[steps * model.LatentDimension];
        return () => model.Forecast(window, steps, states);
    }

    private IRomModel Train(ModelPlan plan, LatentDataset data) => context.Components.CreateTrainer(plan).Train(
        data,
        TrainingContext.Silent(RandomStream.DeriveSeed(context.Experiment.Options.Seed, 1)) with
        {
            Cancellation = context.Cancellation,
        });

    private ModelPlan WithLag(ModelPlan plan, int lag)
    {
        var key = OptionsShape.Of(plan.Registration.OptionsType).KeyWith<LagAttribute>()
            ?? throw new InvalidOperationException(
                $"plugin '{plan.Registration.Name}' marks none of its options as the lag");
        int place = context.Experiment.Options.Models.ToList().FindIndex(model => model.Name == plan.Name);
        var change = ConfigurationOverride.Parse(FormattableString.Invariant($"models[{place}].{key.Name}={lag}"));
        var changed = new ExperimentBinder(context.Components.Catalog.Offers)
            .Bind(context.Experiment.Document.With([change]));
        return changed.Models.Single(model => model.Name == plan.Name);
    }

    // largest/8, /4, /2 and itself, as far as they are integers and different.
    private static int[] Halved(int largest) =>
        [.. Enumerable.Range(0, Halvings + 1).Select(k => largest >> (Halvings - k)).Where(n => n > 0).Distinct()];
}
