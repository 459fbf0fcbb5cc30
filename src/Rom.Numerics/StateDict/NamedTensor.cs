namespace Rom.Numerics.StateDict;

/// <summary>One tensor of a state dict.</summary>
/// <param name="Name">Its name, <c>lstm.weight_ih_l0</c> say.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Values">Its elements in C order.</param>
public sealed record NamedTensor(string Name, int[] Shape, float[] Values);
