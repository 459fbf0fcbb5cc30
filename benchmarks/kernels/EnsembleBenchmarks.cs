using BenchmarkDotNet.Attributes;
using Mvar;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Stochastic;

namespace Kernels;

/// <summary>
/// Ensembles of 50 members × 1,662 steps in 19 dimensions with a window of five states, beside 50 forecasts of the
/// autoregressive model, which is what the members of any linear model are made of.
/// </summary>
public class EnsembleBenchmarks
{
    private const int Dimension = 19, Lag = 5, Steps = 1662, Members = 50;

    private readonly double[] window = new double[Lag * Dimension];
    private readonly double[] ensemble = new double[Members * Steps * Dimension];
    private IRomModel mvar = null!;
    private IEnsembleForecaster constant = null!;
    private IEnsembleForecaster byState = null!;

    [GlobalSetup]
    public void Train()
    {
        var random = new RandomStream(seed: 4);
        var data = new LatentDataset(Dimension, 0.1, Enumerable.Range(0, 40).Select(_ =>
        {
            var run = new double[167 * Dimension];
            random.NextGaussians(run);
            for (int i = Dimension; i < run.Length; i++) run[i] += 0.9 * run[i - Dimension];
            return run;
        }));
        var silent = TrainingContext.Silent(seed: 1);
        mvar = new MvarTrainer(new MvarOptions { Lag = Lag }).Train(data, silent);
        IEnsembleForecaster Stochastic(NoiseVariance noise) => (IEnsembleForecaster)new StochasticTrainer(
            new StochasticOptions { Lag = Lag, Levels = 1, Noise = noise }).Train(data, silent);
        (constant, byState) = (Stochastic(NoiseVariance.Constant), Stochastic(NoiseVariance.State));
    }

    [Benchmark(Baseline = true)]
    public void MvarForecasts()
    {
        for (int m = 0; m < Members; m++)
            mvar.Forecast(window, Steps, ensemble.AsSpan(m * Steps * Dimension, Steps * Dimension));
    }

    [Benchmark]
    public void StochasticOfConstantNoise() => constant.ForecastEnsemble(window, Steps, Members, seed: 1, ensemble);

    [Benchmark]
    public void StochasticOfNoiseByState() => byState.ForecastEnsemble(window, Steps, Members, seed: 1, ensemble);
}
