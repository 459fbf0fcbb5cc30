namespace Rom.Numerics.StateDict;

/// <summary>A tensor without its elements.</summary>
/// <param name="Name">Its name, prefixed by the names of the dictionaries around it, separated by points.</param>
/// <param name="Type">Its element type as PyTorch names it: <c>float32</c>.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="NotFinite">Number of elements that are NaN or infinite.</param>
public sealed record TorchTensor(string Name, string Type, IReadOnlyList<int> Shape, long NotFinite)
{
    /// <summary>Number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, n) => checked(product * n));
}
