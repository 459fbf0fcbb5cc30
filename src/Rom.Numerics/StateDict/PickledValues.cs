namespace Rom.Numerics.StateDict;

// The values of a pickle, as data. Besides these there are null, bool, long, double, string, byte[] and tuples
// (object?[]).

/// <summary>The name of a class or function, which is never looked up.</summary>
internal sealed record PickledGlobal(string Name);

/// <summary>A dictionary, in the order of its items.</summary>
internal sealed record PickledDictionary(List<(object? Key, object? Value)> Items);

/// <summary>A list or a set.</summary>
internal sealed record PickledList(List<object?> Items);

/// <summary>The call of a function, or an object of a class; neither is executed.</summary>
internal sealed record PickledCall(string Function, object?[] Arguments)
{
    /// <summary>The object's state, where the pickle sets one.</summary>
    public object? State { get; set; }
}

/// <summary>The elements of one or more tensors, in a file of their own: the archive's data/Key.</summary>
internal sealed record PickledStorage(string Key, string Type, long Length);

/// <summary>A tensor: a view of a storage.</summary>
internal sealed record PickledView(PickledStorage Storage, long Offset, int[] Shape, long[] Strides)
{
    /// <summary>Whether the elements are the stored ones with another sign.</summary>
    public bool IsNegatedOrConjugated { get; init; }

    /// <summary>The element type where the storage does not state it, such as <c>torch.uint16</c>.</summary>
    public string? Type { get; init; }
}
