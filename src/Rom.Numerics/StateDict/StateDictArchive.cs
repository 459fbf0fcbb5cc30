using System.IO.Compression;
using System.IO.Hashing;
using Rom.Numerics.Files;

namespace Rom.Numerics.StateDict;

/// <summary>
/// The ZIP archive of a state dict. It reads no more bytes than the file has, and no more elements than bytes: entries
/// that claim more, overlap, or are viewed by many tensors at once are forged.
/// </summary>
internal sealed class StateDictArchive : IDisposable
{
    private const long LongestPickle = 16 << 20;

    private const int Piece = 1 << 18; // bytes or elements between two checks of the token

    private readonly ZipArchive archive;
    private readonly string folder;
    private readonly ZipArchiveEntry pickle;
    private readonly Dictionary<string, byte[]> storages = [];
    private readonly ReadBudget budget;
    private readonly CancellationToken cancellation;
    private long bytesLeft;
    private long elementsLeft;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels every later reading too.</param>
    /// <exception cref="InvalidDataException">It holds no pickle, or is big-endian.</exception>
    public StateDictArchive(string path, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        var file = RegularFile.OpenRead(path);
        try
        {
            CheckThatItIsAnArchive(file);
            bytesLeft = elementsLeft = Length = file.Length;
            budget = new ReadBudget(Length);
            ZipDirectory.TakeMemory(file, budget, cancellation);
            archive = Archive(file);
            pickle = archive.Entries.FirstOrDefault(entry =>
                entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new InvalidDataException("it is a ZIP archive without data.pkl: no file of torch.save");
            if (archive.Entries.Any(entry => entry.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal)))
                throw new InvalidDataException(
                    "it is a TorchScript program; "
                    + "torch.save(torch.jit.load(FILE).state_dict(), PATH) saves its tensors");
            folder = pickle.FullName[..^"data.pkl".Length];
            if (archive.GetEntry(folder + "byteorder") is { } order
                && !Bytes(order, 16).AsSpan().SequenceEqual("little"u8))
                throw new InvalidDataException("it is not little-endian");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the file, equal to those of its content: nothing in it is compressed.</summary>
    public long Length { get; }

    /// <summary>Reads the pickle that lists the tensors.</summary>
    public byte[] Pickle() => Bytes(pickle, LongestPickle);

    /// <summary>Reads a tensor's elements from its storage.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="InvalidDataException">
    /// The storage is missing or damaged, or the tensor reaches outside it.
    /// </exception>
    public NamedTensor Materialise(PickledTensor tensor)
    {
        int itemSize = tensor.IsDouble ? sizeof(double) : sizeof(float);
        byte[] storage = StorageOf(tensor.Name, tensor.Key);
        long bytes = checked(tensor.StorageLength * itemSize);
        if (storage.Length < bytes)
            throw new InvalidDataException(
                $"'{tensor.Name}': its storage has {storage.Length} bytes, {bytes} are declared");
        if ((elementsLeft -= tensor.Count) < 0)
            throw new InvalidDataException("its tensors have more elements than it has bytes");
        budget.Take(sizeof(float) * (double)tensor.Count, $"'{tensor.Name}'");
        var values = new float[checked((int)tensor.Count)];
        var index = new long[tensor.Shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % Piece == 0) cancellation.ThrowIfCancellationRequested();
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

    /// <summary>
    /// Checks that a tensor lies in its storage, verifies the storage's checksum, and counts non-finite elements.
    /// </summary>
    /// <param name="view">The tensor.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="InvalidDataException">
    /// The storage is missing or damaged, or the tensor reaches outside it.
    /// </exception>
    public long CheckAndCountNotFinite(PickledView view, TensorType type, string name)
    {
        byte[] storage = StorageOf(name, view.Storage.Key);
        long length = view.Storage.Length;
        if (type.Size > 0 && storage.Length / type.Size < length)
            throw new InvalidDataException(
                $"'{name}': its storage has {storage.Length} bytes, {length} elements of {type.Name} are declared");
        long count = view.Shape.Aggregate(1L, (product, n) => checked(product * n)), last = view.Offset;
        for (int d = 0; d < view.Shape.Length; d++) last = checked(last + (view.Shape[d] - 1) * view.Strides[d]);
        if (type.Size == 0 || count == 0) return 0;
        if (last >= length) throw new InvalidDataException($"'{name}': its strides lead outside its storage");
        // A view that repeats elements has more elements than its storage: the storage is checked once.
        if (count > length || (elementsLeft -= count) < 0) return 0;
        long found = 0;
        var index = new long[view.Shape.Length];
        for (long i = 0; i < count; i++)
        {
            if (i % Piece == 0) cancellation.ThrowIfCancellationRequested();
            long position = view.Offset;
            for (int d = 0; d < index.Length; d++) position += index[d] * view.Strides[d];
            if (!type.IsFinite(storage, position)) found++;
            for (int d = index.Length - 1; d >= 0 && ++index[d] == view.Shape[d]; d--) index[d] = 0;
        }
        return found;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => archive.Dispose();

    // Files of PyTorch before 1.6 begin with a pickle of this number; they are no archives.
    private static void CheckThatItIsAnArchive(FileStream file)
    {
        Span<byte> start = stackalloc byte[16];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start is [(byte)'P', (byte)'K', ..]) return;
        if (start is [0x80, _, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, ..])
        {
            throw new InvalidDataException(
                "it is in PyTorch's format before 1.6 (no ZIP archive); torch.save(torch.load(FILE, "
                + "weights_only=True), PATH) of a newer PyTorch writes it anew");
        }
        throw new InvalidDataException(
            start is [0x80, >= 2 and <= 5, ..]
                ? "it is a plain pickle of Python, not written by torch.save; "
                    + "torch.save(state_dict, PATH) writes a state dict"
                : "it is no file of torch.save: neither a ZIP archive nor PyTorch's format before 1.6");
    }

    private static ZipArchive Archive(FileStream file)
    {
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            _ = archive.Entries; // its directory is read here
            return archive;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("it is damaged or cut short; copy or make it again", e);
        }
    }

    private byte[] StorageOf(string name, string key)
    {
        if (!storages.TryGetValue(key, out byte[]? storage))
        {
            var entry = archive.GetEntry($"{folder}data/{key}")
                ?? throw new InvalidDataException($"'{name}': its storage data/{key} is missing");
            storages.Add(key, storage = Bytes(entry, Array.MaxLength));
        }
        return storage;
    }

    private byte[] Bytes(ZipArchiveEntry entry, long limit)
    {
        // PyTorch stores entries uncompressed; a deflated entry would let a small file claim any size.
        if (entry.Length != entry.CompressedLength || entry.Length > Math.Min(limit, bytesLeft))
            throw new InvalidDataException(
                $"{entry.FullName} of {entry.Length} bytes is compressed, too long or forged");
        bytesLeft -= entry.Length;
        budget.Take(entry.Length, entry.FullName);
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        var crc = new Crc32();
        for (int at = 0; at < bytes.Length; at += Piece)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = bytes.AsSpan(at, Math.Min(Piece, bytes.Length - at));
            stream.ReadExactly(piece);
            crc.Append(piece);
        }
        return crc.GetCurrentHashAsUInt32() == entry.Crc32
            ? bytes
            : throw new InvalidDataException($"the checksum of {entry.FullName} does not match");
    }
}
