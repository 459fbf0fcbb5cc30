namespace Lstm;

/// <summary>The shape of a network.</summary>
/// <param name="LatentDimension">Inputs and outputs r.</param>
/// <param name="Lag">Frames w of a window.</param>
/// <param name="HiddenUnits">Units h of each layer.</param>
/// <param name="Layers">Number of layers.</param>
/// <param name="LayerNorm">Whether the last hidden state is normalised.</param>
/// <param name="Residual">Whether the last input is added to the output.</param>
internal sealed record Architecture(
    int LatentDimension, int Lag, int HiddenUnits, int Layers, bool LayerNorm, bool Residual)
{
    /// <summary>
    /// Number of parameters: 4h(d + h) + 8h for each layer, d its input width; LayerNorm 2h; readout hr + r.
    /// </summary>
    public long ParameterCount
    {
        get
        {
            long h = HiddenUnits, r = LatentDimension;
            long layers = Enumerable.Range(0, Layers).Sum(layer => 4 * h * (InputWidth(layer) + h) + 8 * h);
            return layers + (LayerNorm ? 2 * h : 0) + h * r + r;
        }
    }

    /// <summary>
    /// Floating-point operations of a step: the window runs through every layer (2·4h(d + h) a frame, and about 30 for
    /// each unit's gates), then the readout.
    /// </summary>
    public long FlopsPerStep
    {
        get
        {
            long h = HiddenUnits, r = LatentDimension;
            return Lag * Enumerable.Range(0, Layers).Sum(layer => 8 * h * (InputWidth(layer) + h) + 30 * h)
                + 2 * h * r + r;
        }
    }

    /// <summary>The tensors of the state dict, in PyTorch's order, by name and shape.</summary>
    public IEnumerable<(string Name, int[] Shape)> Tensors
    {
        get
        {
            for (int l = 0; l < Layers; l++)
            {
                yield return ($"lstm.weight_ih_l{l}", [4 * HiddenUnits, InputWidth(l)]);
                yield return ($"lstm.weight_hh_l{l}", [4 * HiddenUnits, HiddenUnits]);
                yield return ($"lstm.bias_ih_l{l}", [4 * HiddenUnits]);
                yield return ($"lstm.bias_hh_l{l}", [4 * HiddenUnits]);
            }
            if (LayerNorm)
            {
                yield return ("layer_norm.weight", [HiddenUnits]);
                yield return ("layer_norm.bias", [HiddenUnits]);
            }
            yield return ("out.weight", [LatentDimension, HiddenUnits]);
            yield return ("out.bias", [LatentDimension]);
        }
    }

    /// <summary>Input width of a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public int InputWidth(int layer) => layer == 0 ? LatentDimension : HiddenUnits;
}
