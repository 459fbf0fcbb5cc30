using System.IO.Compression;
using System.IO.Hashing;

namespace Rom.Numerics.StateDict;

/// <summary>
/// The ZIP of a state dict. No more is read than the file is long, and no more elements are made of it than it has bytes:
/// entries that claim more, that overlap, or that many tensors view at once are forged.
/// </summary>
internal sealed class StateDictArchive : IDisposable
{
    private const long LongestPickle = 16 << 20;

    private readonly ZipArchive archive;
    private readonly string folder;
    private readonly ZipArchiveEntry pickle;
    private readonly Dictionary<string, byte[]> storages = [];
    private long bytesLeft;
    private long elementsLeft;

    /// <summary>Opens the file.</summary>
    /// <exception cref="InvalidDataException">It holds no pickle, or is big-endian.</exception>
    public StateDictArchive(string path)
    {
        archive = ZipFile.OpenRead(path);
        try
        {
            bytesLeft = elementsLeft = new FileInfo(path).Length;
            pickle = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new InvalidDataException("it holds no data.pkl");
            folder = pickle.FullName[..^"data.pkl".Length];
            if (archive.GetEntry(folder + "byteorder") is { } order && !Bytes(order, 16).AsSpan().SequenceEqual("little"u8))
                throw new InvalidDataException("it is not little-endian");
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The pickle that lists the tensors.</summary>
    public byte[] Pickle() => Bytes(pickle, LongestPickle);

    /// <summary>Reads a tensor's elements out of its storage.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="InvalidDataException">The storage is missing or damaged, or the tensor leads outside it.</exception>
    public NamedTensor Materialise(PickledTensor tensor)
    {
        int itemSize = tensor.IsDouble ? sizeof(double) : sizeof(float);
        byte[] storage = StorageOf(tensor);
        long bytes = checked(tensor.StorageLength * itemSize);
        if (storage.Length < bytes)
            throw new InvalidDataException($"'{tensor.Name}': its storage has {storage.Length} bytes, {bytes} are declared");
        if ((elementsLeft -= tensor.Count) < 0) throw new InvalidDataException("its tensors have more elements than it has bytes");
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

    /// <summary>Closes the file.</summary>
    public void Dispose() => archive.Dispose();

    private byte[] StorageOf(PickledTensor tensor)
    {
        if (!storages.TryGetValue(tensor.Key, out byte[]? storage))
        {
            var entry = archive.GetEntry($"{folder}data/{tensor.Key}")
                ?? throw new InvalidDataException($"'{tensor.Name}': its storage data/{tensor.Key} is missing");
            storages.Add(tensor.Key, storage = Bytes(entry, Array.MaxLength));
        }
        return storage;
    }

    private byte[] Bytes(ZipArchiveEntry entry, long limit)
    {
        // PyTorch stores; a deflated entry would let a small file claim any size.
        if (entry.Length != entry.CompressedLength || entry.Length > Math.Min(limit, bytesLeft))
            throw new InvalidDataException($"{entry.FullName} of {entry.Length} bytes is compressed, too long or forged");
        bytesLeft -= entry.Length;
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return Crc32.HashToUInt32(bytes) == entry.Crc32
            ? bytes
            : throw new InvalidDataException($"the checksum of {entry.FullName} does not match");
    }
}
