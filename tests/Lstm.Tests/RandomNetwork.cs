using Lstm.Training;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.StateDict;
using static TorchSharp.torch;

namespace Lstm.Tests;

/// <summary>A network with random weights, in libtorch and in managed code.</summary>
internal static class RandomNetwork
{
    public static NamedTensor[] StateOf(Architecture architecture, ulong seed)
    {
        double scale = 1 / Math.Sqrt(architecture.HiddenUnits);
        var random = new RandomStream(seed);
        return [.. architecture.Tensors.Select(tensor =>
            new NamedTensor(tensor.Name, tensor.Shape, Values(tensor.Shape)))];

        float[] Values(int[] shape)
        {
            var values = new float[shape.Aggregate(1, (product, n) => product * n)];
            for (int i = 0; i < values.Length; i++) values[i] = (float)(scale * random.NextGaussian());
            return values;
        }
    }

    public static LstmModel Model(Architecture architecture, ulong seed)
    {
        int r = architecture.LatentDimension;
        var normalization = new Normalization(
            [.. Enumerable.Range(0, r).Select(i => 0.5 * i - 1)],
            [.. Enumerable.Range(0, r).Select(i => 0.3 + 0.2 * i)]);
        return new LstmModel(architecture, normalization, StateOf(architecture, seed), []);
    }

    public static double[] Window(IRomModel model, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, model.Lag * model.LatentDimension).Select(_ => random.NextGaussian())];
    }

    /// <summary>One step of libtorch's network with the same weights; scaled in and out.</summary>
    public static float[] StepOfLibTorch(Architecture architecture, NamedTensor[] state, float[] window)
    {
        using var scope = NewDisposeScope();
        using var module = ModuleOf(architecture, state);
        module.eval();
        using var mode = inference_mode();
        var input = tensor(window, [1, architecture.Lag, architecture.LatentDimension]);
        return module.forward(input).data<float>().ToArray();
    }

    /// <summary>libtorch's network with given weights, without dropout.</summary>
    public static LstmModule ModuleOf(Architecture architecture, NamedTensor[] state)
    {
        var module = new LstmModule(architecture, dropout: 0);
        var parts = module.state_dict();
        Assert.Equal(parts.Keys, state.Select(tensor => tensor.Name));
        using var constant = no_grad();
        foreach (var values in state)
        {
            using var source = tensor(values.Values, [.. values.Shape.Select(n => (long)n)]);
            parts[values.Name].copy_(source);
        }
        return module;
    }
}
