using BenchmarkDotNet.Attributes;
using Lstm;
using Mvar;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;

namespace Kernels;

/// <summary>Closed-loop forecasts of 100 steps in 19 dimensions, and the fit of the autoregressive model.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private const int Dimension = 19;
    private const int Lag = 5;
    private const int Steps = 100;

    private readonly double[] window = new double[Lag * Dimension];
    private readonly double[] forecast = new double[Steps * Dimension];
    private readonly MvarTrainer trainer = new(new MvarOptions { Lag = Lag });
    private LatentDataset data = null!;
    private IRomModel mvar = null!;
    private IRomModel lstm = null!;

    [GlobalSetup]
    public void Train()
    {
        var random = new RandomStream(seed: 4);
        data = new LatentDataset(Dimension, 0.1, Enumerable.Range(0, 40).Select(_ =>
        {
            var run = new double[167 * Dimension];
            random.NextGaussians(run);
            return run;
        }));
        mvar = trainer.Train(data, TrainingContext.Silent(seed: 1));
        var shape = new Architecture(Dimension, Lag, HiddenUnits: 128, Layers: 2, LayerNorm: true, Residual: true);
        lstm = new LstmModel(shape, Normalization.None(Dimension), Weights(shape, random), []);
    }

    [Benchmark]
    public void MvarForecast() => mvar.Forecast(window, Steps, forecast);

    [Benchmark]
    public void LstmForecast() => lstm.Forecast(window, Steps, forecast);

    [Benchmark]
    public IRomModel MvarFit() => trainer.Train(data, TrainingContext.Silent(seed: 1));

    private static NamedTensor[] Weights(Architecture shape, RandomStream random) =>
        [.. shape.Tensors.Select(tensor => new NamedTensor(tensor.Name, tensor.Shape, Values(tensor.Shape, random)))];

    private static float[] Values(int[] shape, RandomStream random)
    {
        var values = new float[shape.Aggregate(1, (product, n) => product * n)];
        for (int i = 0; i < values.Length; i++) values[i] = (float)(0.1 * random.NextGaussian());
        return values;
    }
}
