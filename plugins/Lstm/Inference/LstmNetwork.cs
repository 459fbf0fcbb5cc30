using System.Numerics.Tensors;
using Rom.Numerics.StateDict;

namespace Lstm.Inference;

/// <summary>
/// The trained network in managed SIMD code, which forecasts without libtorch. Float, as it was trained. Immutable; the
/// caller provides the scratch memory.
/// </summary>
internal sealed class LstmNetwork
{
    // The value of PyTorch's LayerNorm.
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
    /// <exception cref="InvalidDataException">
    /// A tensor is missing, has another shape, is not finite, or does not belong to the network.
    /// </exception>
    public LstmNetwork(Architecture architecture, IReadOnlyList<NamedTensor> state)
    {
        this.architecture = architecture;
        var weights = Check(architecture, state);
        int h = architecture.HiddenUnits;
        layers = new LayerWeights[architecture.Layers];
        for (int l = 0; l < layers.Length; l++)
        {
            int d = architecture.InputWidth(l);
            float[] bias = [.. weights[$"lstm.bias_ih_l{l}"]];
            TensorPrimitives.Add<float>(bias, weights[$"lstm.bias_hh_l{l}"], bias);
            layers[l] = new LayerWeights(
                new PackedWeights(weights[$"lstm.weight_ih_l{l}"], d, 4 * h),
                new PackedWeights(weights[$"lstm.weight_hh_l{l}"], h, 4 * h), bias);
        }
        if (architecture.LayerNorm) (normWeight, normBias) = (weights["layer_norm.weight"], weights["layer_norm.bias"]);
        (outWeight, outBias) = (weights["out.weight"], weights["out.bias"]);
    }

    /// <summary>Frames w of a window.</summary>
    public int Lag => architecture.Lag;

    /// <summary>Number of layers.</summary>
    public int LayerCount => layers.Length;

    /// <summary>Units h of a layer.</summary>
    public int Units => architecture.HiddenUnits;

    /// <summary>Floats from one window's hidden or cell state to the next one's.</summary>
    public int UnitStride => Gates.Padded(Units);

    /// <summary>Floats from one window's gates to the next one's.</summary>
    public int GateStride => layers[0].Recurrent.PaddedColumns;

    /// <summary>
    /// Floats of scratch that a forecast needs: hidden and cell states of each layer and window, and one layer's gates.
    /// </summary>
    public int ScratchLength => Lag * (2 * LayerCount * UnitStride + GateStride) + Gates.Padding;

    /// <summary>Computes W_ih x + W_hh h + b of one layer, for each active window.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="windows">Number of active windows.</param>
    /// <param name="carried">Number of windows that have taken a step before; h is 0 in the others.</param>
    /// <param name="state">The state [r], which is the first layer's input in every window.</param>
    /// <param name="below">
    /// The layer below's hidden states [windows, <see cref="UnitStride"/>], the others' input.
    /// </param>
    /// <param name="hidden">The layer's own hidden states of the previous step.</param>
    /// <param name="sums">Receives the sums of i, f, g, o [windows, <see cref="GateStride"/>].</param>
    public void Sums(
        int layer, int windows, int carried,
        ReadOnlySpan<float> state, ReadOnlySpan<float> below, ReadOnlySpan<float> hidden, Span<float> sums)
    {
        var weights = layers[layer];
        weights.Bias.CopyTo(sums);
        if (layer == 0) MatrixProduct.Add(1, state, state.Length, weights.Input, sums);
        for (int window = 1; window < windows; window++)
            sums[..(4 * Units)].CopyTo(sums[(window * GateStride)..]);
        if (layer > 0) MatrixProduct.Add(windows, below, UnitStride, weights.Input, sums);
        MatrixProduct.Add(carried, hidden, UnitStride, weights.Recurrent, sums);
    }

    /// <summary>Computes the prediction of a window that has taken all its states.</summary>
    /// <param name="last">Its last hidden state [h]; overwritten.</param>
    /// <param name="state">Its last state [r], scaled.</param>
    /// <param name="next">Receives the next state [r], scaled.</param>
    public void ReadOut(Span<float> last, ReadOnlySpan<float> state, Span<float> next)
    {
        if (normWeight is not null) Normalise(last);
        for (int i = 0; i < next.Length; i++)
            next[i] = outBias[i] + TensorPrimitives.Dot(outWeight.AsSpan(i * Units, Units), last);
        if (architecture.Residual) TensorPrimitives.Add(next, state, next);
    }

    /// <summary>Returns the values of the tensors, by name, after checking their shapes.</summary>
    private static Dictionary<string, float[]> Check(Architecture architecture, IReadOnlyList<NamedTensor> state)
    {
        var byName = state.ToDictionary(tensor => tensor.Name);
        var weights = new Dictionary<string, float[]>();
        foreach (var (name, shape) in architecture.Tensors)
        {
            if (!byName.Remove(name, out var tensor))
                throw new InvalidDataException($"expected a tensor '{name}', found none");
            if (!tensor.Shape.SequenceEqual(shape))
                throw new InvalidDataException(
                    $"'{name}': expected shape ({string.Join(", ", shape)}), "
                    + $"found ({string.Join(", ", tensor.Shape)})");
            if (!tensor.Values.All(float.IsFinite))
                throw new InvalidDataException($"'{name}': expected finite weights");
            weights.Add(name, tensor.Values);
        }
        return byName.Count == 0
            ? weights
            : throw new InvalidDataException($"'{byName.Keys.First()}' is no part of a network of {architecture}");
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
}
