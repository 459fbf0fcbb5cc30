using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Rom.Numerics.Npz;

/// <summary>The header of a NumPy array (NEP 1): element type, shape and order.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Shape; empty for a scalar.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
public sealed record NpyHeader(NpyType Type, IReadOnlyList<int> Shape, bool FortranOrder)
{
    // Longer headers do not come from NumPy, which writes 64 or 128 bytes, and more only for record arrays.
    private const int LongestHeader = 16 * 1024;

    // NumPy's own limit.
    private const int LargestRank = 64;

    // In an array without elements no data confirms the other sizes, so they are bounded.
    private const int LargestOfEmpty = 1 << 20;

    private const string Digits = "0123456789";

    private static ReadOnlySpan<byte> Magic => "NUMPY"u8; // after the byte 0x93

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, n) => checked(product * n));

    /// <summary>Number of bytes of the elements.</summary>
    public long ByteCount => checked(Count * Type.Size);

    /// <summary>The shape as NumPy prints it, <c>(3, 4)</c>.</summary>
    public string ShapeText => Shape.Count == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";

    internal void Write(Stream stream)
    {
        string order = FortranOrder ? "True" : "False";
        string text = $"{{'descr': '{Type}', 'fortran_order': {order}, 'shape': {ShapeText}, }}";
        int length = (10 + text.Length + 1 + 63) / 64 * 64 - 10;
        stream.WriteByte(0x93);
        stream.Write(Magic);
        stream.Write([1, 0]);
        Span<byte> lengthBytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(lengthBytes, checked((ushort)length));
        stream.Write(lengthBytes);
        stream.Write(Encoding.Latin1.GetBytes(text.PadRight(length - 1) + "\n"));
    }

    /// <summary>Reads a header; <paramref name="length"/> receives the bytes it took.</summary>
    /// <exception cref="InvalidDataException">
    /// It is not a NumPy header, or one of a type that is not supported.
    /// </exception>
    internal static NpyHeader Read(Stream stream, out int length)
    {
        Span<byte> start = stackalloc byte[10];
        ReadExactly(stream, start);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual(Magic))
            throw new InvalidDataException("it is not a NumPy array");
        int textLength = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        int prefix = 10;
        if (start[6] >= 2)
        {
            Span<byte> high = stackalloc byte[2];
            ReadExactly(stream, high);
            textLength |= BinaryPrimitives.ReadUInt16LittleEndian(high) << 16;
            prefix = 12;
        }
        if (start[6] is 0 or > 3 || textLength is < 0 or > LongestHeader)
            throw new InvalidDataException("its NumPy header has an unknown version or length");
        var bytes = new byte[textLength];
        ReadExactly(stream, bytes);
        length = prefix + textLength;
        return Parse(Encoding.UTF8.GetString(bytes));
    }

    private static NpyHeader Parse(string text)
    {
        ReadOnlySpan<char> type = default, sizes = default, dictionary = text.AsSpan().Trim();
        var order = ValueOf(dictionary, "'fortran_order'");
        bool isFortran = order.StartsWith("True");
        bool isHeader = dictionary is ['{', .., '}'] && (isFortran || order.StartsWith("False"))
            && IsWithin('\'', ValueOf(dictionary, "'descr'"), '\'', out type)
            && type is ['<' or '>' or '|' or '=', >= 'A' and <= 'Z' or >= 'a' and <= 'z', _, ..]
            && type[2..].Trim(Digits).IsEmpty
            && IsWithin('(', ValueOf(dictionary, "'shape'"), ')', out sizes)
            && sizes.Trim(Digits + ", \t").IsEmpty;
        if (!isHeader && text.Contains("'|O'", StringComparison.Ordinal))
            throw new InvalidDataException("it holds Python objects, which are not read; save array.astype('float64')");
        if (!isHeader && text.Contains("'descr': [", StringComparison.Ordinal))
            throw new InvalidDataException(
                "its elements are records of several fields; save each field as an array of its own");
        if (!isHeader)
            throw new InvalidDataException(
                $"its NumPy header is not understood: {(text.Length > 200 ? text[..200] + "…" : text.Trim())}");
        if (type[0] == '>')
            throw new InvalidDataException("it is big-endian; save it in little-endian order");
        char kind = type[1];
        if (!int.TryParse(type[2..], NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            || size > LongestHeader || !IsKnown(kind, size))
        {
            throw new InvalidDataException($"elements of type '{kind}{type[2..]}' are not supported; "
                + (kind == 'c' ? "save real and imaginary part as two arrays" : "save array.astype('float64')"));
        }
        var shape = new List<int>();
        foreach (string part in sizes.ToString().Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n))
                throw new InvalidDataException(
                    $"its shape has the size {(part.Length > 40 ? part[..40] + "…" : part)}, which is not understood");
            if (shape.Count == LargestRank)
                throw new InvalidDataException(
                    $"it has more than {LargestRank} dimensions, and NumPy's arrays have no more");
            shape.Add(n);
        }
        if (shape.Contains(0) && shape.Max() > LargestOfEmpty)
            throw new InvalidDataException(
                $"its shape ({string.Join(", ", shape)}) "
                + $"has no elements and claims {shape.Max()} rows of them; save no array instead");
        return new NpyHeader(
            new NpyType(kind, kind == 'U' ? 4 * size : size), shape, isFortran);
    }

    private static bool IsKnown(char kind, int size) => kind switch
    {
        'f' => size is 2 or 4 or 8,
        'i' or 'u' => size is 1 or 2 or 4 or 8,
        'b' => size is 1,
        'U' => size >= 0,
        _ => false,
    };

    private static void ReadExactly(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw new InvalidDataException("it ends within its NumPy header");
    }

    // The text after a key and its colon. Of a key that is there twice, Python takes the last one.
    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> dictionary, string key)
    {
        int at = dictionary.LastIndexOf(key);
        var rest = at < 0 ? default : dictionary[(at + key.Length)..].TrimStart();
        return rest is [':', ..] ? rest[1..].TrimStart() : default;
    }

    private static bool IsWithin(
        char first, ReadOnlySpan<char> value, char last, out ReadOnlySpan<char> content)
    {
        int length = value is [var begin, ..] && begin == first ? value[1..].IndexOf(last) : -1;
        content = length < 0 ? default : value.Slice(1, length);
        return length >= 0;
    }
}
