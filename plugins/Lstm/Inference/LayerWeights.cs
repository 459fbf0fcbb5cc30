namespace Lstm.Inference;

/// <summary>One layer's weights. Gates in PyTorch's order i, f, g, o.</summary>
/// <param name="Input">W_ihᵀ [d, 4h].</param>
/// <param name="Recurrent">W_hhᵀ [h, 4h].</param>
/// <param name="Bias">b_ih + b_hh [4h].</param>
internal sealed record LayerWeights(PackedWeights Input, PackedWeights Recurrent, float[] Bias);
