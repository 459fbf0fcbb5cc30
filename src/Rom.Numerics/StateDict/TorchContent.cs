namespace Rom.Numerics.StateDict;

/// <summary>What a file of <c>torch.save</c> holds (<see cref="StateDictFile.Describe(string)"/>).</summary>
/// <param name="Tensors">Its tensors, in the file's order.</param>
/// <param name="Others">What stands beside them, by name: numbers, texts, objects of classes; at most a thousand.</param>
/// <param name="Doubt">What the file is, where it is no state dict of floats, and the remedy; else null.</param>
/// <param name="StoredElements">Elements that are stored: fewer than the tensors have where several view the same ones.</param>
public sealed record TorchContent(
    IReadOnlyList<TorchTensor> Tensors, IReadOnlyList<(string Name, string Text)> Others, string? Doubt, long StoredElements)
{
    /// <summary>Elements of all tensors.</summary>
    public long Elements => (long)Math.Min(long.MaxValue, Tensors.Sum(tensor => (double)tensor.Elements));
}
