namespace Rom.Numerics.StateDict;

/// <summary>Element types of PyTorch.</summary>
/// <param name="Name">The type's name in <c>torch</c>: <c>float32</c>.</param>
/// <param name="Size">Bytes an element takes; 0 where unknown.</param>
internal readonly record struct TensorType(string Name, int Size)
{
    private static readonly Dictionary<string, TensorType> OfStorage = new()
    {
        ["torch.FloatStorage"] = new("float32", 4),
        ["torch.DoubleStorage"] = new("float64", 8),
        ["torch.HalfStorage"] = new("float16", 2),
        ["torch.BFloat16Storage"] = new("bfloat16", 2),
        ["torch.LongStorage"] = new("int64", 8),
        ["torch.IntStorage"] = new("int32", 4),
        ["torch.ShortStorage"] = new("int16", 2),
        ["torch.CharStorage"] = new("int8", 1),
        ["torch.ByteStorage"] = new("uint8", 1),
        ["torch.BoolStorage"] = new("bool", 1),
        ["torch.ComplexFloatStorage"] = new("complex64", 8),
        ["torch.ComplexDoubleStorage"] = new("complex128", 16),
        ["torch.QInt8Storage"] = new("qint8", 1),
        ["torch.QUInt8Storage"] = new("quint8", 1),
        ["torch.QInt32Storage"] = new("qint32", 4),
    };

    /// <summary>Returns the element type of a tensor.</summary>
    /// <param name="view">The tensor.</param>
    public static TensorType Of(PickledView view) => view.Type is { } type
        ? new TensorType(type.Replace("torch.", "", StringComparison.Ordinal), 0)
        : OfStorage.GetValueOrDefault(view.Storage.Type, new TensorType(view.Storage.Type, 0));

    /// <summary>
    /// Returns whether an element of a storage is finite; true for unknown types and for types that are always finite.
    /// </summary>
    /// <param name="storage">The storage.</param>
    /// <param name="index">The element.</param>
    public bool IsFinite(ReadOnlySpan<byte> storage, long index)
    {
        var bytes = storage.Slice(checked((int)(index * Size)), Size);
        return Name switch
        {
            "float32" => float.IsFinite(BitConverter.ToSingle(bytes)),
            "float64" => double.IsFinite(BitConverter.ToDouble(bytes)),
            "float16" => Half.IsFinite(BitConverter.ToHalf(bytes)),
            "bfloat16" => (BitConverter.ToUInt16(bytes) & 0x7F80) != 0x7F80,
            "complex64" =>
                float.IsFinite(BitConverter.ToSingle(bytes)) && float.IsFinite(BitConverter.ToSingle(bytes[4..])),
            "complex128" =>
                double.IsFinite(BitConverter.ToDouble(bytes)) && double.IsFinite(BitConverter.ToDouble(bytes[8..])),
            _ => true,
        };
    }
}
