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
        int h = architecture.HiddenUnits, r = architecture.LatentDimension;
        var random = new RandomStream(seed);
        var state = new List<NamedTensor>();
        for (int l = 0; l < architecture.Layers; l++)
        {
            Add($"lstm.weight_ih_l{l}", 4 * h, architecture.InputWidth(l));
            Add($"lstm.weight_hh_l{l}", 4 * h, h);
            Add($"lstm.bias_ih_l{l}", 4 * h);
            Add($"lstm.bias_hh_l{l}", 4 * h);
        }
        if (architecture.LayerNorm)
        {
            Add("layer_norm.weight", h);
            Add("layer_norm.bias", h);
        }
        Add("out.weight", r, h);
        Add("out.bias", r);
        return [.. state];

        void Add(string name, params int[] shape)
        {
            double scale = 1 / Math.Sqrt(h);
            int count = shape.Aggregate(1, (product, n) => product * n);
            state.Add(new NamedTensor(name, shape, [.. Enumerable.Range(0, count).Select(_ => (float)(scale * random.NextGaussian()))]));
        }
    }

    public static LstmModel Model(Architecture architecture, ulong seed)
    {
        int r = architecture.LatentDimension;
        var normalization = new Normalization(
            [.. Enumerable.Range(0, r).Select(i => 0.5 * i - 1)], [.. Enumerable.Range(0, r).Select(i => 0.3 + 0.2 * i)]);
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
        using var module = new LstmModule(architecture, dropout: 0);
        var parts = module.state_dict();
        Assert.Equal(parts.Keys, state.Select(tensor => tensor.Name));
        using (no_grad())
        {
            foreach (var values in state)
            {
                using var source = tensor(values.Values, [.. values.Shape.Select(n => (long)n)]);
                parts[values.Name].copy_(source);
            }
        }
        module.eval();
        using var mode = inference_mode();
        return module.forward(tensor(window, [1, architecture.Lag, architecture.LatentDimension])).data<float>().ToArray();
    }
}
