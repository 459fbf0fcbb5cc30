using System.Numerics.Tensors;
using Rom.Numerics.StateDict;

namespace Lstm.Inference;

/// <summary>
/// The trained network in managed SIMD code: one step of a forecast needs no libtorch. Float, as it was trained. Immutable;
/// the caller brings the scratch memory.
/// </summary>
internal sealed class LstmNetwork
{
    // PyTorch's LayerNorm.
    private const float LayerNormEpsilon = 1e-5f;

    private readonly Architecture architecture;
    private readonly LayerWeights[] layers;
    private readonly float[]? normWeight;
    private readonly float[]? normBias;
    private readonly float[] outWeight; // [r, h]
    private readonly float[] outBias;

    /// <summary>Packs the weights of a state dict.</summary>
    /// <param name="architecture">The shape that they must have.</param>
    /// <param name="state">The state dict.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, of another shape, not finite, or of no part of the network.</exception>
    public LstmNetwork(Architecture architecture, IReadOnlyList<NamedTensor> state)
    {
        this.architecture = architecture;
        var byName = state.ToDictionary(tensor => tensor.Name);
        int h = architecture.HiddenUnits, r = architecture.LatentDimension;
        layers = new LayerWeights[architecture.Layers];
        for (int l = 0; l < layers.Length; l++)
        {
            int d = architecture.InputWidth(l);
            float[] bias = [.. Take($"lstm.bias_ih_l{l}", 4 * h)];
            TensorPrimitives.Add<float>(bias, Take($"lstm.bias_hh_l{l}", 4 * h), bias);
            layers[l] = new LayerWeights(
                Transposed(Take($"lstm.weight_ih_l{l}", 4 * h, d), 4 * h, d), Transposed(Take($"lstm.weight_hh_l{l}", 4 * h, h), 4 * h, h), bias);
        }
        if (architecture.LayerNorm) (normWeight, normBias) = (Take("layer_norm.weight", h), Take("layer_norm.bias", h));
        (outWeight, outBias) = (Take("out.weight", r, h), Take("out.bias", r));
        if (byName.Count > 0) throw new InvalidDataException($"'{byName.Keys.First()}' is no part of a network of {architecture}");

        float[] Take(string name, params int[] shape)
        {
            if (!byName.Remove(name, out var tensor)) throw new InvalidDataException($"expected a tensor '{name}', found none");
            if (!tensor.Shape.SequenceEqual(shape))
                throw new InvalidDataException($"'{name}': expected shape ({string.Join(", ", shape)}), found ({string.Join(", ", tensor.Shape)})");
            if (!tensor.Values.All(float.IsFinite)) throw new InvalidDataException($"'{name}': expected finite weights");
            return tensor.Values;
        }
    }

    /// <summary>Floats of scratch that a step needs: two layers' hidden states and the gates of the window, and a cell state.</summary>
    public int ScratchLength => (6 * architecture.Lag + 1) * architecture.HiddenUnits;

    /// <summary>Predicts the next state.</summary>
    /// <param name="window">The window [w, r], scaled, oldest first.</param>
    /// <param name="next">Receives the next state [r], scaled.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats.</param>
    public void Step(ReadOnlySpan<float> window, Span<float> next, Span<float> scratch)
    {
        int h = architecture.HiddenUnits, r = architecture.LatentDimension, w = architecture.Lag;
        Span<float> below = scratch[..(w * h)], above = scratch.Slice(w * h, w * h);
        Span<float> gates = scratch.Slice(2 * w * h, 4 * w * h), cell = scratch.Slice(6 * w * h, h);
        for (int l = 0; l < layers.Length; l++)
        {
            var input = l == 0 ? window : below;
            RunLayer(layers[l], input, above, gates, cell);
            var done = above;
            above = below;
            below = done;
        }
        var last = below.Slice((w - 1) * h, h);
        if (normWeight is not null) Normalise(last);
        for (int i = 0; i < r; i++) next[i] = outBias[i] + TensorPrimitives.Dot(outWeight.AsSpan(i * h, h), last);
        if (architecture.Residual) TensorPrimitives.Add(next, window[^r..], next);
    }

    // i, f, g, o = σ, σ, tanh, σ of (W_ih x_t + W_hh h_(t−1) + b);  c_t = f c_(t−1) + i g;  h_t = o tanh c_t
    private void RunLayer(LayerWeights layer, ReadOnlySpan<float> input, Span<float> hidden, Span<float> windowGates, Span<float> cell)
    {
        int h = architecture.HiddenUnits, w = architecture.Lag;
        // The inputs of all frames are known: one product for the window. Only the recurrence goes frame by frame.
        for (int t = 0; t < w; t++) layer.Bias.CopyTo(windowGates.Slice(t * 4 * h, 4 * h));
        MatrixProduct.Add(w, input, layer.Input, windowGates);
        cell.Clear();
        for (int t = 0; t < w; t++)
        {
            var gates = windowGates.Slice(t * 4 * h, 4 * h);
            if (t > 0) MatrixProduct.Add(1, hidden.Slice((t - 1) * h, h), layer.Recurrent, gates); // h_0 = 0
            Span<float> i = gates[..h], f = gates.Slice(h, h), g = gates.Slice(2 * h, h), o = gates.Slice(3 * h, h);
            TensorPrimitives.Sigmoid(gates[..(2 * h)], gates[..(2 * h)]);
            TensorPrimitives.Tanh(g, g);
            TensorPrimitives.Sigmoid(o, o);
            TensorPrimitives.Multiply(f, cell, cell);
            TensorPrimitives.MultiplyAdd(i, g, cell, cell);
            var output = hidden.Slice(t * h, h);
            TensorPrimitives.Tanh(cell, output);
            TensorPrimitives.Multiply(o, output, output);
        }
    }

    // (x − mean) / √(var + ε) · weight + bias, var of the population
    private void Normalise(Span<float> x)
    {
        float mean = TensorPrimitives.Sum<float>(x) / x.Length;
        TensorPrimitives.Subtract(x, mean, x);
        float scale = 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(x) / x.Length + LayerNormEpsilon);
        TensorPrimitives.Multiply(x, scale, x);
        TensorPrimitives.MultiplyAdd(x, normWeight, normBias, x);
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) transposed[j * rows + i] = matrix[i * columns + j];
        }
        return transposed;
    }
}
