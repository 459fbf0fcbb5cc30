using System.IO.Compression;
using System.Runtime.InteropServices;
using Rom.Numerics.Files;

namespace Rom.Numerics.StateDict;

/// <summary>
/// Reads and writes PyTorch state dicts of float tensors (<c>.pt</c>): a ZIP with a pickle that lists tensors and one raw
/// little-endian storage for each. <c>torch.load(…, weights_only=True)</c> reads what is written here. The pickle is read
/// as data: whatever it names that is no part of a state dict is refused, and nothing is executed.
/// </summary>
public static class StateDictFile
{
    private const long LongestPickle = 16 << 20;

    // The earliest time that ZIP can express: equal content gives equal bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a state dict.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in their order.</param>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors) => AtomicFile.Write(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "data.pkl", StateDictPickle.Write(tensors));
        for (int i = 0; i < tensors.Count; i++) Add(archive, $"data/{i}", MemoryMarshal.AsBytes<float>(tensors[i].Values));
        Add(archive, "version", "3\n"u8);
    });

    /// <summary>Reads a state dict.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors, in the file's order; double tensors are rounded to float.</returns>
    /// <exception cref="InvalidDataException">The file is missing, damaged, or holds something else than float tensors.</exception>
    public static IReadOnlyList<NamedTensor> Read(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var pickle = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new InvalidDataException("it holds no data.pkl");
            string folder = pickle.FullName[..^"data.pkl".Length];
            var tensors = StateDictPickle.Read(Bytes(pickle, LongestPickle));
            return [.. tensors.Select(tensor => Materialise(archive, folder, tensor))];
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException
            or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: not a readable PyTorch state dict: {e.Message}", e);
        }
    }

    private static NamedTensor Materialise(ZipArchive archive, string folder, PickledTensor tensor)
    {
        var entry = archive.GetEntry($"{folder}data/{tensor.Key}")
            ?? throw new InvalidDataException($"'{tensor.Name}': its storage data/{tensor.Key} is missing");
        int itemSize = tensor.IsDouble ? sizeof(double) : sizeof(float);
        long bytes = checked(tensor.StorageLength * itemSize);
        if (entry.Length < bytes)
            throw new InvalidDataException($"'{tensor.Name}': its storage has {entry.Length} bytes, {bytes} are declared");
        byte[] storage = Bytes(entry, entry.Length);
        var values = new float[checked((int)tensor.Count)];
        var index = new long[tensor.Shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            long position = tensor.Offset;
            for (int d = 0; d < index.Length; d++) position = checked(position + index[d] * tensor.Strides[d]);
            if (position < 0 || position >= tensor.StorageLength)
                throw new InvalidDataException($"'{tensor.Name}': its strides lead outside its storage");
            values[i] = tensor.IsDouble
                ? (float)BitConverter.ToDouble(storage, (int)(position * itemSize))
                : BitConverter.ToSingle(storage, (int)(position * itemSize));
            for (int d = index.Length - 1; d >= 0 && ++index[d] == tensor.Shape[d]; d--) index[d] = 0;
        }
        return new NamedTensor(tensor.Name, tensor.Shape, values);
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        var entry = archive.CreateEntry("archive/" + name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private static byte[] Bytes(ZipArchiveEntry entry, long limit)
    {
        // PyTorch stores; a deflated entry would let a small file claim any size.
        if (entry.Length > limit || entry.Length > entry.CompressedLength)
            throw new InvalidDataException($"{entry.FullName} of {entry.Length} bytes is compressed or too long");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
