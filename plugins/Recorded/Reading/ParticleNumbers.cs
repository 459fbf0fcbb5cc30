using System.Runtime.InteropServices;

namespace Recorded.Reading;

/// <summary>Assigns numbers to particle ids in the order of their first appearance.</summary>
/// <remarks>An id takes 32 bytes and its text; an entry of a dictionary of strings takes several times more.</remarks>
internal sealed class ParticleNumbers
{
    /// <summary>
    /// Upper bound of the bytes per id of an array: its entry, its 8 bytes, and its share of the buckets while they
    /// grow.
    /// </summary>
    public const double MostBytesOfId = 16 + sizeof(long) + 3 * sizeof(int);

    // An id is stored in one page; no line has room for a longer one.
    private const int PageBytes = TableLines.LongestLine;

    private readonly Chunks<Entry> entries = new();
    private readonly List<byte[]> pages = [];
    private int[] buckets = NewBuckets(256);
    private int used = PageBytes; // bytes of the last page that are taken

    /// <summary>Bytes of memory of all ids.</summary>
    public double Bytes => (double)pages.Count * PageBytes + 16.0 * entries.Count + 2.0 * sizeof(int) * buckets.Length;

    /// <summary>Returns the number of an id, and assigns the next number to a new one.</summary>
    /// <param name="id">The id, shorter than the longest line.</param>
    public int GetOrAdd(ReadOnlySpan<byte> id)
    {
        int hash = HashOf(id);
        for (int number = buckets[BucketOf(hash)]; number >= 0; number = entries[number].Next)
        {
            var entry = entries[number];
            if (entry.Hash == hash && pages[entry.Page].AsSpan(entry.Offset, entry.Length).SequenceEqual(id))
                return number;
        }
        return Add(id, hash);
    }

    /// <summary>Returns the number of an integer id, and assigns the next number to a new one.</summary>
    /// <param name="id">The id.</param>
    public int GetOrAdd(long id) => GetOrAdd(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(ref id)));

    private int Add(ReadOnlySpan<byte> id, int hash)
    {
        if (entries.Count == buckets.Length) MakeMoreBuckets();
        if (id.Length > PageBytes - used)
        {
            pages.Add(new byte[PageBytes]);
            used = 0;
        }
        id.CopyTo(pages[^1].AsSpan(used));
        ref int bucket = ref buckets[BucketOf(hash)];
        entries.Add(new Entry(hash, bucket, pages.Count - 1, (ushort)used, (ushort)id.Length));
        used += id.Length;
        return bucket = entries.Count - 1;
    }

    private void MakeMoreBuckets()
    {
        buckets = NewBuckets(2 * buckets.Length);
        for (int number = 0; number < entries.Count; number++)
        {
            ref Entry entry = ref entries[number];
            ref int bucket = ref buckets[BucketOf(entry.Hash)];
            entry = entry with { Next = bucket };
            bucket = number;
        }
    }

    private int BucketOf(int hash) => hash & (buckets.Length - 1);

    // Seeded anew in each process: no file can put many ids into one bucket.
    private static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.AddBytes(id);
        return hash.ToHashCode();
    }

    private static int[] NewBuckets(int count)
    {
        var buckets = new int[count];
        Array.Fill(buckets, -1);
        return buckets;
    }

    /// <summary>Place of an id's text, and the previous number in its bucket; −1 for none.</summary>
    private readonly record struct Entry(int Hash, int Next, int Page, ushort Offset, ushort Length);
}
