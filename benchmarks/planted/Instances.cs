using Lstm;
using Mvar;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;

namespace Planted;

/// <summary>Creates instances of pieces of work, with a number of repetitions in a call.</summary>
internal static class Instances
{
    private const int Dimension = 12, Lag = 5;

    /// <summary>A sink for results that are used nowhere else.</summary>
    public static double Sink { get; private set; }

    /// <summary>A class.</summary>
    public static Action OfLogisticMap(int repeats) => new LogisticMap(repeats).Run;

    /// <summary>Another class with the same work.</summary>
    public static Action OfSameMap(int repeats) => new SameMap(repeats).Run;

    /// <summary>A delegate that is passed to a loop.</summary>
    public static Action OfFirstDelegate(int repeats)
    {
        double[] states = States();
        return () => Repeat(repeats, states, x => 3.7 * x * (1 - x));
    }

    /// <summary>Another delegate with the same work, passed to the same loop.</summary>
    public static Action OfSecondDelegate(int repeats)
    {
        double[] states = States();
        return () => Repeat(repeats, states, x => 3.7 * x * (1 - x));
    }

    /// <summary>A step of a fitted autoregressive model.</summary>
    public static Action OfMvar(int repeats)
    {
        var random = new RandomStream(seed: 5);
        double[] Run() => [.. Enumerable.Range(0, 60 * Dimension).Select(_ => random.NextGaussian())];
        var data = new LatentDataset(Dimension, 1, Enumerable.Range(0, 4).Select(_ => Run()));
        var trainer = new MvarTrainer(new MvarOptions { Lag = Lag });
        return Forecasts(trainer.Train(data, TrainingContext.Silent(seed: 1)), repeats);
    }

    /// <summary>A step of an LSTM.</summary>
    public static Action OfLstm(int repeats)
    {
        var shape = new Architecture(Dimension, Lag, HiddenUnits: 32, Layers: 2, LayerNorm: true, Residual: true);
        var random = new RandomStream(seed: 6);
        var weights = shape.Tensors.Select(tensor => new NamedTensor(
            tensor.Name, tensor.Shape,
            [.. Enumerable.Range(0, tensor.Shape.Aggregate(1, (product, n) => product * n))
                .Select(_ => (float)(0.2 * random.NextGaussian()))]));
        return Forecasts(new LstmModel(shape, Normalization.None(Dimension), [.. weights], []), repeats);
    }

    private static Action Forecasts(IRomModel model, int repeats)
    {
        double[] window = [.. Enumerable.Range(0, Lag * Dimension).Select(i => Math.Sin(i))];
        double[] forecast = new double[Dimension];
        return () =>
        {
            for (int k = 0; k < repeats; k++) model.Forecast(window, 1, forecast);
        };
    }

    private static double[] States() => [.. Enumerable.Range(1, 100).Select(i => i / 101.0)];

    private static void Repeat(int repeats, double[] states, Func<double, double> map)
    {
        double sum = 0;
        for (int k = 0; k < repeats; k++)
        {
            foreach (double state in states) sum += map(state);
        }
        Sink = sum;
    }
}
