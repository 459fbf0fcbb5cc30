namespace Recorded.Reading;

/// <summary>Stores values in chunks, so that growing copies none of them.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class Chunks<T> where T : unmanaged
{
    // Values per chunk, a power of two. The first chunk grows up to it, so that short lists stay small.
    private const int Bits = 12;
    private const int Size = 1 << Bits;
    private const int SmallestSize = 1 << 6;

    private T[][] chunks = new T[1][];
    private T[] last = [];
    private int free; // unused places of the last chunk

    /// <summary>Number of values.</summary>
    public int Count { get; private set; }

    /// <summary>A value, to be read or changed.</summary>
    /// <param name="index">Its index, from 0.</param>
    public ref T this[int index] => ref chunks[index >> Bits][index & (Size - 1)];

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(T value)
    {
        if (free == 0) Grow();
        last[^free--] = value;
        Count++;
    }

    private void Grow()
    {
        if (Count is > 0 and < Size)
        {
            free = last.Length;
            Array.Resize(ref last, 2 * last.Length);
            chunks[0] = last;
            return;
        }
        free = Count == 0 ? SmallestSize : Size;
        int chunk = Count >> Bits;
        if (chunk == chunks.Length) Array.Resize(ref chunks, 2 * chunk);
        chunks[chunk] = last = GC.AllocateUninitializedArray<T>(free);
    }
}
