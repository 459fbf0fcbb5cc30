using System.IO.Compression;
using System.Text;
using Rom.Numerics.Files;

namespace Rom.Numerics.Npz;

/// <summary>
/// Writes an NPZ file that <c>numpy.load</c> opens. The file appears under its name on <see cref="Commit"/>; disposing
/// without it leaves nothing behind. Equal arrays give equal bytes: entries carry no time of writing.
/// </summary>
public sealed class NpzWriter : IDisposable
{
    // The earliest time that ZIP can express: a constant, so that equal content gives equal bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string path;
    private readonly string temporary;
    private readonly FileStream file;
    private readonly ZipArchive archive;
    private readonly CompressionLevel level;
    private bool ended;

    private NpzWriter(string path, bool compress)
    {
        (this.path, temporary) = (path, AtomicFile.TemporaryNameFor(path));
        level = compress ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
        file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        archive = new ZipArchive(file, ZipArchiveMode.Create);
    }

    /// <summary>Creates a file.</summary>
    /// <param name="path">Its final path; its folder exists.</param>
    /// <param name="compress">Whether arrays are deflated rather than stored.</param>
    public static NpzWriter Create(string path, bool compress = false) => new(path, compress);

    /// <summary>Adds an array.</summary>
    /// <param name="name">Its name, without <c>.npy</c>.</param>
    /// <param name="values">Its elements in C order.</param>
    /// <param name="shape">Its shape; the product is the number of elements.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of elements.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged
    {
        long count = 1;
        foreach (int n in shape) count = checked(count * n);
        if (count != values.Length)
            throw new ArgumentException($"'{name}': shape holds {count} elements, {values.Length} were given");
        using var array = BeginArray<T>(name, shape);
        array.Append(values);
    }

    /// <summary>Adds a scalar, an array of shape ().</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public void AddScalar<T>(string name, T value) where T : unmanaged => Add(name, [value], []);

    /// <summary>Adds a text as a NumPy unicode scalar.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The text.</param>
    public void AddText(string name, string value)
    {
        byte[] bytes = Encoding.UTF32.GetBytes(value);
        using var stream = Open(name);
        new NpyHeader(new NpyType('U', bytes.Length), [], false).Write(stream);
        stream.Write(bytes);
    }

    /// <summary>
    /// Begins an array whose elements are written piece by piece. Dispose it before the next one begins.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    public NpyArrayWriter<T> BeginArray<T>(string name, params ReadOnlySpan<int> shape) where T : unmanaged
    {
        var header = new NpyHeader(NpyType.Of<T>(), shape.ToArray(), false);
        var stream = Open(name);
        header.Write(stream);
        return new NpyArrayWriter<T>(stream, name, header.Count);
    }

    /// <summary>Finishes the file and gives it its name.</summary>
    /// <exception cref="IOException">
    /// The file cannot be written, for example on a full disk; disposing removes what was written.
    /// </exception>
    public void Commit()
    {
        archive.Dispose();
        AtomicFile.GiveName(temporary, path);
        ended = true;
    }

    /// <summary>Removes the file unless it was committed.</summary>
    public void Dispose()
    {
        if (ended) return;
        ended = true;
        // A discarded file needs no more writes, and on a full disk none succeed.
        try
        {
            archive.Dispose();
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            // The exception that made writing fail takes precedence.
        }
        finally
        {
            AtomicFile.Discard(file, temporary);
        }
    }

    private Stream Open(string name)
    {
        var entry = archive.CreateEntry(name + ".npy", level);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }
}
