using System.IO.Compression;
using System.Runtime.InteropServices;
using Rom.Numerics.Files;

namespace Rom.Numerics.StateDict;

/// <summary>
/// Reads and writes PyTorch state dicts of float tensors (<c>.pt</c>): a ZIP archive with a pickle that lists tensors,
/// and one raw little-endian storage for each. <c>torch.load(…, weights_only=True)</c> reads the files written here.
/// The pickle is read as data: anything in it that is not part of a state dict is refused, and nothing is executed.
/// </summary>
public static class StateDictFile
{
    // The earliest time that ZIP can express: equal content gives equal bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a state dict.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors, in their order.</param>
    /// <exception cref="ArgumentException">A tensor has another number of values than its shape says.</exception>
    public static void Write(string path, IReadOnlyList<NamedTensor> tensors) => AtomicFile.Write(path, stream =>
    {
        foreach (var tensor in tensors)
        {
            long count = tensor.Shape.Aggregate(1L, (product, n) => checked(product * n));
            if (count != tensor.Values.Length)
                throw new ArgumentException(
                    $"'{tensor.Name}': expected {count} values for its shape, found {tensor.Values.Length}",
                    nameof(tensors));
        }
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "data.pkl", StateDictPickle.Write(tensors));
        for (int i = 0; i < tensors.Count; i++)
            Add(archive, $"data/{i}", MemoryMarshal.AsBytes<float>(tensors[i].Values));
        Add(archive, "version", "3\n"u8);
    });

    /// <summary>Reads a state dict.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors, in the file's order; double tensors are rounded to float.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged, or holds something other than float tensors.
    /// </exception>
    public static IReadOnlyList<NamedTensor> Read(string path) => Read(path, CancellationToken.None);

    /// <summary>Reads a state dict.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading, with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The tensors, in the file's order; double tensors are rounded to float.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged, or holds something else than float tensors.
    /// </exception>
    public static IReadOnlyList<NamedTensor> Read(
        string path,
        CancellationToken cancellation) => Open(path, "not a readable PyTorch state dict", cancellation, archive =>
    {
        var tensors = StateDictPickle.Read(archive.Pickle());
        if (tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"'{twice.Key}' is there more than once");
        return (IReadOnlyList<NamedTensor>)[.. tensors.Select(archive.Materialise)];
    });

    /// <summary>Lists the content of any file of <c>torch.save</c>, without creating or executing any of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged or in another format; the message says which.
    /// </exception>
    public static TorchContent Describe(string path) => Describe(path, CancellationToken.None);

    /// <summary>
    /// Lists what a file of <c>torch.save</c> holds, whatever it is, without making or executing anything of it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels the reading, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidDataException">
    /// The file is missing, damaged or in another format; the message says which.
    /// </exception>
    public static TorchContent Describe(string path, CancellationToken cancellation) => Open(
        path, "not readable", cancellation,
        archive => new TorchContents(archive).Of(new PickleReader(archive.Pickle()).Read()));

    private static T Open<T>(
        string path, string problem, CancellationToken cancellation, Func<StateDictArchive, T> read)
    {
        try
        {
            using var archive = new StateDictArchive(path, cancellation);
            return read(archive);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or NotSupportedException
            or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {problem}: {e.Message}", e);
        }
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        var entry = archive.CreateEntry("archive/" + name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
