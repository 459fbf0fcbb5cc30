namespace Rom.Numerics.StateDict;

/// <summary>A tensor as the pickle describes it: a view of a storage.</summary>
internal sealed record PickledTensor(
    string Name, string Key, bool IsDouble, long StorageLength, long Offset, int[] Shape, long[] Strides)
{
    /// <summary>
    /// Number of elements, at most those of the storage: a view that repeats elements (stride 0) is not a valid state.
    /// </summary>
    public long Count
    {
        get
        {
            long count = Shape.Aggregate(1L, (product, n) => checked(product * n));
            return count <= StorageLength
                ? count
                : throw new InvalidDataException($"'{Name}': {count} elements do not fit a storage of {StorageLength}");
        }
    }
}
