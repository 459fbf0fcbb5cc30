using System.Buffers;
using System.IO.Compression;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Rom.Numerics.Files;

namespace Rom.Numerics.Npz;

/// <summary>
/// Reads an NPZ file. It allocates no more than the file can hold and executes nothing: arrays of Python objects are
/// refused. Every failure is an <see cref="InvalidDataException"/> that names the file and the array.
/// </summary>
/// <remarks>
/// Anything returned of an array, its header included, is returned after the whole entry was read and its CRC-32
/// compared.
/// </remarks>
public sealed class NpzReader : IDisposable
{
    // Deflate cannot expand further (RFC 1951: 258 bytes from 2 bits); a larger claim is a forged directory.
    private const long LargestExpansion = 1032;

    private const int PieceBytes = 1 << 16;

    // The most names that a message lists.
    private const int MostNamed = 20;

    private readonly string path;
    private readonly ZipArchive archive;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<string, ZipArchiveEntry> entries = [];
    private readonly Dictionary<string, NpyHeader> headers = []; // of entries whose checksum was compared

    private NpzReader(string path, FileStream file, CancellationToken cancellation)
    {
        (this.path, this.cancellation) = (path, cancellation);
        ZipDirectory.TakeMemory(file, new ReadBudget(file.Length), cancellation);
        archive = new ZipArchive(file, ZipArchiveMode.Read);
        long left = file.Length;
        foreach (var entry in archive.Entries)
        {
            // Overlapping entries are unpacked once each.
            if ((left -= entry.CompressedLength) < 0)
                throw new InvalidDataException("its entries have more bytes than the file: they overlap");
            if (entry.FullName.EndsWith(".npy", StringComparison.Ordinal)
                && !entries.TryAdd(entry.FullName[..^4], entry))
                throw new InvalidDataException($"it holds the array '{entry.FullName[..^4]}' more than once");
        }
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is missing, cannot be read or is no NPZ file.</exception>
    public static NpzReader Open(string path) => Open(path, CancellationToken.None);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">
    /// Cancels every later reading too, with an <see cref="OperationCanceledException"/>.
    /// </param>
    /// <exception cref="InvalidDataException">It is missing, cannot be read or is no NPZ file.</exception>
    public static NpzReader Open(string path, CancellationToken cancellation)
    {
        FileStream? file = null;
        try
        {
            file = RegularFile.OpenRead(path, 1 << 16);
            return new NpzReader(path, file, cancellation);
        }
        catch (OperationCanceledException)
        {
            file?.Dispose();
            throw;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{path}: expected an NPZ file, found none; make it again", e);
        }
        catch (Exception e) when (IsDamage(e) || e is UnauthorizedAccessException)
        {
            file?.Dispose();
            string remedy = e is InvalidDataException
                ? "; it is of another kind, damaged or cut short: copy or make it again, "
                    + "or let a table's name not end in .npz"
                : "";
            throw new InvalidDataException($"{path}: not a readable NPZ file: {e.Message.TrimEnd('.')}{remedy}", e);
        }
    }

    /// <summary>The names of the arrays, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <summary>Whether there is an array of this name.</summary>
    /// <param name="name">The name, without <c>.npy</c>.</param>
    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>Type and shape of an array.</summary>
    /// <param name="name">The array.</param>
    /// <remarks>Reads the whole array once for its checksum; costs nothing after its elements were read.</remarks>
    public NpyHeader Header(string name) =>
        headers.TryGetValue(name, out var known) ? known : Read(name, (header, _) => header);

    /// <summary>Reads an array of numbers as doubles, in C order.</summary>
    /// <param name="name">The array.</param>
    public double[] ReadDoubles(string name) => ReadNumbers<double>(name);

    /// <summary>Reads an array of numbers as floats, in C order; doubles are rounded.</summary>
    /// <param name="name">The array.</param>
    public float[] ReadSingles(string name) => ReadNumbers<float>(name);

    /// <summary>Reads an array of whole numbers, in C order.</summary>
    /// <param name="name">The array.</param>
    public long[] ReadInt64s(string name) => ReadNumbers<long>(name, isWhole: true);

    /// <summary>Reads an array that holds one number.</summary>
    /// <param name="name">The array.</param>
    public double ReadScalar(string name)
    {
        if (Peek(name).Count is var count and not 1) throw Wrong(name, $"expected one number, found {count}");
        return ReadDoubles(name)[0];
    }

    /// <summary>Reads an array of finite numbers of a known shape, in C order.</summary>
    /// <param name="name">The array.</param>
    /// <param name="shape">The shape that it must have; none for any.</param>
    public double[] ReadFinite(string name, params ReadOnlySpan<int> shape)
    {
        if (!shape.IsEmpty && !Peek(name).Shape.SequenceEqual(shape.ToArray()))
            throw Wrong(name, $"expected ({string.Join(", ", shape.ToArray())}) values, found {Peek(name).ShapeText}");
        double[] values = ReadDoubles(name);
        return values.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue)
            ? throw Wrong(name, "expected finite values")
            : values;
    }

    /// <summary>Reads an array that holds one whole number of at least 1, such as a length.</summary>
    /// <param name="name">The array.</param>
    public int ReadCount(string name)
    {
        double value = ReadScalar(name);
        return value is >= 1 and <= int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw Wrong(name, $"expected a whole number of at least 1, found {value}");
    }

    /// <summary>Returns an exception that says what is wrong with an array, with the names of file and array.</summary>
    /// <param name="name">The array.</param>
    /// <param name="problem">What was expected, and what was found.</param>
    public InvalidDataException Contradiction(string name, string problem) => Wrong(name, problem);

    /// <summary>
    /// Returns type and shape as the array states them, without verifying its checksum: enough to compute the memory it
    /// needs.
    /// </summary>
    /// <param name="name">The array.</param>
    public NpyHeader Peek(string name)
    {
        if (headers.TryGetValue(name, out var known)) return known;
        try
        {
            using var stream = Open(EntryOf(name), out var header);
            return header;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Wrong(name, e.Message, e);
        }
    }

    /// <summary>Reads a NumPy unicode scalar.</summary>
    /// <param name="name">The array.</param>
    public string ReadText(string name) => Read(name, (header, stream) =>
    {
        if (header.Type.Kind != 'U' || header.Count != 1) throw new InvalidDataException("expected one text");
        return Encoding.UTF32.GetString(ReadBytes(stream, header.ByteCount)).TrimEnd('\0');
    });

    /// <summary>
    /// Reads an array of floats, of single or half precision, stored in C order into the caller's buffer, without
    /// allocating another.
    /// </summary>
    /// <param name="name">The array.</param>
    /// <param name="values">Receives all elements; as long as the array.</param>
    public void ReadInto(string name, Span<float> values) => ReadSinglesInto(name, null, values);

    /// <summary>
    /// Reads an array of floats, of single or half precision, of a known shape, stored in C order, into the caller's
    /// buffer.
    /// </summary>
    /// <param name="name">The array.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <param name="values">Receives all elements; as long as the array.</param>
    public void ReadInto(string name, IReadOnlyList<int> shape, Span<float> values) =>
        ReadSinglesInto(name, shape, values);

    /// <summary>Reads an array of doubles stored in C order as parts, without holding the data twice.</summary>
    /// <param name="name">The array.</param>
    /// <param name="lengths">Elements of each part, in order; their sum is the length of the array.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="InvalidDataException">
    /// The array is missing, damaged, of another type or of another length.
    /// </exception>
    public double[][] ReadParts(string name, IReadOnlyList<int> lengths) => Read(name, (header, stream) =>
    {
        long expected = lengths.Sum(length => (long)length);
        if (header.Type != NpyType.Of<double>() || header.FortranOrder || header.Count != expected)
            throw new InvalidDataException(
                $"expected {expected} float64 elements in C order, found {header.Type} {header.ShapeText}");
        new ReadBudget(header.ByteCount).Take(
            (double)header.ByteCount + 32.0 * lengths.Count, $"{lengths.Count} parts of {header.ShapeText}");
        var parts = new double[lengths.Count][];
        for (int k = 0; k < parts.Length; k++)
        {
            parts[k] = GC.AllocateUninitializedArray<double>(lengths[k]);
            stream.ReadExactly(MemoryMarshal.AsBytes(parts[k].AsSpan()));
        }
        return parts;
    });

    /// <summary>Reads every array and compares its checksum.</summary>
    /// <exception cref="InvalidDataException">An array is damaged.</exception>
    public void Verify()
    {
        foreach (string name in entries.Keys) Header(name);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => archive.Dispose();

    private void ReadSinglesInto(string name, IReadOnlyList<int>? shape, Span<float> values)
    {
        try
        {
            using var stream = Open(EntryOf(name), out var header);
            bool isHalf = header.Type == NpyType.Of<Half>();
            if (!(isHalf || header.Type == NpyType.Of<float>()) || header.FortranOrder || header.Count != values.Length
                || (shape is not null && !header.Shape.SequenceEqual(shape)))
            {
                string expected = shape is null ? $"{values.Length}" : string.Join(" × ", shape);
                throw new InvalidDataException(
                    $"expected {expected} float32 or float16 elements in C order, "
                    + $"found {header.Type} {header.ShapeText}{(header.FortranOrder ? " in Fortran order" : "")}");
            }
            if (isHalf) ReadHalves(stream, values);
            else stream.ReadExactly(MemoryMarshal.AsBytes(values));
            stream.Verify();
            headers[name] = header;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Wrong(name, e.Message, e);
        }
    }

    private static void ReadHalves(Stream stream, Span<float> values)
    {
        Half[] piece = ArrayPool<Half>.Shared.Rent(PieceBytes / Unsafe.SizeOf<Half>());
        for (int done = 0; done < values.Length;)
        {
            var read = piece.AsSpan(0, Math.Min(piece.Length, values.Length - done));
            stream.ReadExactly(MemoryMarshal.AsBytes(read));
            TensorPrimitives.ConvertToSingle(read, values[done..]);
            done += read.Length;
        }
        ArrayPool<Half>.Shared.Return(piece);
    }

    private T[] ReadNumbers<T>(string name, bool isWhole = false)
        where T : unmanaged, INumber<T> => Read(name, (header, stream) =>
    {
        if (isWhole && header.Type.Kind == 'f')
            throw new InvalidDataException("expected whole numbers, found floating-point ones");
        new ReadBudget(header.ByteCount).Take(
            (double)header.Count * Unsafe.SizeOf<T>(),
            $"as elements of {typeof(T).Name} {header.Type} {header.ShapeText}");
        return header.Type switch
        {
            ('f', 2) => Elements<Half, T>(header, stream),
            ('f', 4) => Elements<float, T>(header, stream),
            ('f', 8) => Elements<double, T>(header, stream),
            ('i', 1) => Elements<sbyte, T>(header, stream),
            ('i', 2) => Elements<short, T>(header, stream),
            ('i', 4) => Elements<int, T>(header, stream),
            ('i', 8) => Elements<long, T>(header, stream),
            ('u' or 'b', 1) => Elements<byte, T>(header, stream),
            ('u', 2) => Elements<ushort, T>(header, stream),
            ('u', 4) => Elements<uint, T>(header, stream),
            ('u', 8) => Elements<ulong, T>(header, stream),
            _ => throw new InvalidDataException($"expected numbers, found elements of type {header.Type}"),
        };
    });

    // Reads piece by piece, so that the stored bytes are never held beside all elements.
    private static TTo[] Elements<TFrom, TTo>(NpyHeader header, Stream stream)
        where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        var elements = GC.AllocateUninitializedArray<TTo>(checked((int)header.Count));
        if (typeof(TFrom) == typeof(TTo) && !header.FortranOrder)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(elements.AsSpan()));
            return elements;
        }
        var piece = new TFrom[Math.Min(elements.Length, PieceBytes / Unsafe.SizeOf<TFrom>())];
        var order = new FortranOrder(header.FortranOrder ? header.Shape : []);
        for (int done = 0; done < elements.Length;)
        {
            var read = piece.AsSpan(0, Math.Min(piece.Length, elements.Length - done));
            stream.ReadExactly(MemoryMarshal.AsBytes(read));
            var target = elements.AsSpan(done, read.Length);
            if (header.FortranOrder) foreach (var value in read) elements[order.Next()] = TTo.CreateSaturating(value);
            else for (int i = 0; i < target.Length; i++) target[i] = TTo.CreateSaturating(read[i]);
            done += read.Length;
        }
        return elements;
    }

    private TResult Read<TResult>(string name, Func<NpyHeader, Stream, TResult> read)
    {
        try
        {
            using var stream = Open(EntryOf(name), out var header);
            var result = read(header, stream);
            stream.Verify();
            headers[name] = header;
            return result;
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Wrong(name, e.Message, e);
        }
    }

    // Positions the stream at the first element.
    private ChecksumStream Open(ZipArchiveEntry entry, out NpyHeader header)
    {
        var stream = new ChecksumStream(entry.Open(), entry.Crc32, cancellation);
        try
        {
            header = NpyHeader.Read(stream, out int headerLength);
            if (entry.Length > entry.CompressedLength * LargestExpansion + LargestExpansion
                || headerLength + header.ByteCount != entry.Length)
                throw new InvalidDataException(
                    $"{header.Type} {header.ShapeText} does not fit its {entry.Length} bytes");
            if (header.ByteCount > Array.MaxLength)
                throw new InvalidDataException($"{header.ByteCount} bytes are too many for one array");
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private ZipArchiveEntry EntryOf(string name)
    {
        if (entries.TryGetValue(name, out var entry)) return entry;
        string found = entries.Count == 0 ? "none" : string.Join(", ", entries.Keys.Take(MostNamed));
        throw new InvalidDataException($"expected this array, found {found}{(entries.Count > MostNamed ? ", …" : "")}");
    }

    private static byte[] ReadBytes(Stream stream, long count)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)count));
        stream.ReadExactly(bytes);
        return bytes;
    }

    private InvalidDataException Wrong(string name, string problem, Exception? inner = null) =>
        new($"{path}: array '{name}': {problem}", inner);

    private static bool IsDamage(Exception e) =>
        e is IOException or InvalidDataException or NotSupportedException or OverflowException or ArgumentException;
}
