using Analog;
using Direct;
using Kde;
using Kernel;
using Linear;
using Lstm;
using Mvar;
using OpInf;
using Reservoir;
using Rom.Abstractions;
using Rom.Numerics.Fft;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;
using Rom.Numerics.Svd;
using Stochastic;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace Costs.Tests;

/// <summary>
/// Compares allocations and operation counts with the committed baseline: slower work shows on any machine, even a busy
/// one. The tests run one at a time, because a garbage collection counts as an allocation of the running test.
/// </summary>
[Collection(nameof(CostTests))]
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
public sealed class CostTests
{
    private const int Dimension = 19;
    private const int Lag = 5;

    /// <summary>Operations: blocks of others looked at in a step, searching and computing.</summary>
    [Theory]
    [InlineData(100, 25)]
    [InlineData(300, 25)]
    [InlineData(5000, 160)]
    public void SwarmStep(int particles, double side)
    {
        var domain = new Domain(side, side, Boundary.Periodic);
        var random = new RandomStream(seed: 1);
        var swarm = InitialState.Draw(new Uniform(), particles, 3, domain, random);
        var interactions = new Interactions(4, new MorseForce(new ForceOptions()));
        var pairs = (ListedPairs<TorusDisplacement>)PairSums.Of(interactions, domain, particles, stride: 0.12);
        var totals = new PairTotals(particles);
        Baseline.Check($"swarm step, {particles} particles", Cost.Of(() =>
        {
            long before = LookedAt(pairs);
            swarm.X[0] = (swarm.X[0] + side / 2) % side; // so that a list is made each time
            pairs.Sum(swarm, totals, CancellationToken.None);
            return LookedAt(pairs) - before;
        }));
    }

    /// <summary>Operations: rows read, which is passes times rows.</summary>
    [Theory]
    [InlineData(8000, 300)]
    [InlineData(500, 300)]
    [InlineData(400, 100)]
    public void Pod(int rows, int columns)
    {
        var random = new RandomStream(seed: 2);
        var values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < 40; k++)
            {
                double weight = random.NextGaussian() * Math.Exp(-0.1 * k);
                for (int j = 0; j < columns; j++)
                    values[row * columns + j] += weight * Math.Sin((k + 1) * Math.PI * (j + 0.5) / columns);
            }
        }
        Baseline.Check($"POD of {rows} × {columns}, 10 modes", Cost.Of(() =>
        {
            var counting = new CountingRows(new ArrayRows(values, columns));
            StreamedSvd.Compute(counting, new RankRule.FixedRank(10), new StreamedSvdOptions { Threads = 1 });
            return counting.RowsRead;
        }));
    }

    /// <summary>Operations: frames.</summary>
    [Fact]
    public void DensityAndShifts()
    {
        const int frames = 20, particles = 300;
        var domain = new Domain(25, 25, Boundary.Periodic);
        var random = new RandomStream(seed: 3);
        float[] positions =
            [.. Enumerable.Range(0, 2 * frames * particles).Select(_ => (float)(25 * random.NextDouble()))];
        var trajectory = new Trajectory(
            [.. Enumerable.Range(0, frames).Select(t => 0.1 * t)], particles, positions, new float[positions.Length]);
        var estimator = new KdeEstimator(new KdeOptions());
        var movie = estimator.Estimate(trajectory, domain, CancellationToken.None);
        var reference = new CircularCorrelation([.. movie.Frame(0).ToArray().Select(value => (double)value)], 64, 64);
        var shifts = new Shift[frames];
        Baseline.Check("density of 20 frames", Cost.Of(() =>
        {
            estimator.Estimate(trajectory, domain, CancellationToken.None);
            return frames;
        }));
        Baseline.Check("shifts of 20 frames", Cost.Of(() =>
        {
            reference.FindShifts(movie.Values, shifts);
            return frames;
        }));
    }

    /// <summary>Operations: the floating-point operations that the model declares for a step.</summary>
    [Fact]
    public void ForecastsOfMapsToTheWholeFuture()
    {
        var (data, context) = (RandomRuns(), TrainingContext.Silent(seed: 1));
        CheckForecast(
            "analog", new AnalogTrainer(new AnalogOptions { Lag = Lag, Neighbours = 5 }).Train(data, context));
        CheckForecast("direct", new DirectTrainer(new DirectOptions { Lag = Lag }).Train(data, context));
        CheckForecast("kernel", new KernelTrainer(new KernelOptions { Lag = Lag }).Train(data, context));
    }

    /// <summary>Operations: the floating-point operations that the model declares for a step.</summary>
    [Fact]
    public void ForecastsInClosedLoop()
    {
        var (data, context) = (RandomRuns(), TrainingContext.Silent(seed: 1));
        CheckForecast(
            "linear", new LinearTrainer(new LinearOptions { Lag = Lag, MaxEpochs = 0 }).Train(data, context));
        CheckForecast("opinf", new OpInfTrainer(new OpInfOptions { Lag = Lag }).Train(data, context));
        CheckForecast(
            "reservoir", new ReservoirTrainer(new ReservoirOptions { Lag = Lag, Members = 2 }).Train(data, context));
        CheckForecast(
            "stochastic",
            new StochasticTrainer(new StochasticOptions { Lag = Lag, Levels = 1 }).Train(data, context));
    }

    /// <summary>Operations: the floating-point operations that the model declares for a step.</summary>
    [Fact]
    public void MvarForecastAndFit()
    {
        var data = RandomRuns();
        var trainer = new MvarTrainer(new MvarOptions { Lag = Lag });
        var model = trainer.Train(data, TrainingContext.Silent(seed: 1));
        CheckForecast("MVAR", model);
        Baseline.Check("MVAR fit of 950 windows", Cost.Of(() =>
        {
            trainer.Train(data, TrainingContext.Silent(seed: 1));
            return data.WindowCount(Lag);
        }));
    }

    /// <summary>Operations: the floating-point operations that the model declares for a step.</summary>
    [Fact]
    public void LstmForecast()
    {
        var shape = new Architecture(Dimension, Lag, HiddenUnits: 64, Layers: 2, LayerNorm: true, Residual: true);
        CheckForecast("LSTM", new LstmModel(shape, Normalization.None(Dimension), Weights(shape), []));
    }

    private static LatentDataset RandomRuns()
    {
        var random = new RandomStream(seed: 4);
        return new LatentDataset(Dimension, 0.1, Enumerable.Range(0, 10).Select(_ =>
        {
            var run = new double[100 * Dimension];
            random.NextGaussians(run);
            return run;
        }));
    }

    private static void CheckForecast(string name, IRomModel model)
    {
        const int steps = 50;
        double[] window = [.. Enumerable.Range(0, Lag * Dimension).Select(i => Math.Sin(i))],
            forecast = new double[steps * Dimension];
        long operations = steps * model.Complexity.FlopsPerStep;
        Baseline.Check($"{name} forecast of 50 steps", Cost.Of(() =>
        {
            model.Forecast(window, steps, forecast);
            return operations;
        }));
    }

    private static NamedTensor[] Weights(Architecture shape) => [.. shape.Tensors.Select(tensor => new NamedTensor(
        tensor.Name, tensor.Shape, new float[tensor.Shape.Aggregate(1, (product, n) => product * n)]))];

    private static long LookedAt(ListedPairs<TorusDisplacement> pairs) =>
        pairs.BlocksLookedAt.Searched + pairs.BlocksLookedAt.Computed;
}
