using System.Runtime.InteropServices;

namespace Rom.Numerics.Npz;

/// <summary>Writes the elements of one array piece by piece, so that the whole array need not be in memory.</summary>
/// <typeparam name="T">Element type.</typeparam>
public sealed class NpyArrayWriter<T> : IDisposable where T : unmanaged
{
    private readonly Stream stream;
    private readonly string name;
    private readonly long count;
    private long written;

    internal NpyArrayWriter(Stream stream, string name, long count) =>
        (this.stream, this.name, this.count) = (stream, name, count);

    /// <summary>Appends elements in C order.</summary>
    /// <param name="values">The next elements.</param>
    /// <exception cref="InvalidOperationException">There are more than the shape holds.</exception>
    public void Append(ReadOnlySpan<T> values)
    {
        written += values.Length;
        if (written > count)
            throw new InvalidOperationException($"'{name}' holds {count} elements, {written} were given");
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Ends the array.</summary>
    /// <exception cref="InvalidOperationException">Elements are missing.</exception>
    public void Dispose()
    {
        stream.Dispose();
        if (written < count)
            throw new InvalidOperationException($"'{name}' holds {count} elements, {written} were given");
    }
}
