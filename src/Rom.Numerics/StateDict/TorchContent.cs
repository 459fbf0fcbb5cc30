namespace Rom.Numerics.StateDict;

/// <summary>The content of a file of <c>torch.save</c> (<see cref="StateDictFile.Describe(string)"/>).</summary>
/// <param name="Tensors">Its tensors, in the file's order.</param>
/// <param name="Others">Other values in it, by name: numbers, texts, objects of classes; at most a thousand.</param>
/// <param name="Doubt">The kind of file and the remedy where it is not a state dict of floats; else null.</param>
/// <param name="StoredElements">
/// Number of stored elements, fewer than the tensors have where several view the same elements.
/// </param>
public sealed record TorchContent(
    IReadOnlyList<TorchTensor> Tensors, IReadOnlyList<(string Name, string Text)> Others, string? Doubt,
    long StoredElements)
{
    /// <summary>Elements of all tensors.</summary>
    public long Elements => (long)Math.Min(long.MaxValue, Tensors.Sum(tensor => (double)tensor.Elements));
}
