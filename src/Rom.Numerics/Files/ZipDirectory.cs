using System.Buffers.Binary;

namespace Rom.Numerics.Files;

/// <summary>
/// Counts the memory of a ZIP archive's entries before <see cref="System.IO.Compression.ZipArchive"/> creates an object
/// for each of them.
/// </summary>
/// <remarks>Source: PKWARE's APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16.</remarks>
internal static class ZipDirectory
{
    // The entry's object, its share of lists and dictionaries while they grow, and what the reader keeps about it.
    internal const int BytesOfEntry = 700;

    // The name as bytes, as text, and as text without its extension.
    internal const int BytesOfNameByte = 6;

    private const uint EntrySignature = 0x02014b50, EndSignature = 0x06054b50, Locator64Signature = 0x07064b50,
        End64Signature = 0x06064b50;
    private const int EntryLength = 46, EndLength = 22, Locator64Length = 20, End64Length = 56;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>Takes the memory of an archive's entries from a budget; none for a file without a directory.</summary>
    /// <param name="file">The archive; its position changes.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The budget is too small.</exception>
    public static void TakeMemory(Stream file, ReadBudget budget, CancellationToken cancellation)
    {
        if (BeginOf(file) is not { } begin || begin > file.Length) return;
        file.Position = begin;
        Span<byte> entry = stackalloc byte[EntryLength];
        while (file.ReadAtLeast(entry, EntryLength, throwOnEndOfStream: false) == EntryLength
            && Signature(entry) == EntrySignature)
        {
            cancellation.ThrowIfCancellationRequested();
            int name = UInt16(entry, 28), extra = UInt16(entry, 30), comment = UInt16(entry, 32);
            budget.Take(BytesOfEntry + (double)BytesOfNameByte * name + comment, "the list of its entries");
            file.Seek(name + extra + comment, SeekOrigin.Current);
        }
    }

    // Position of the first entry.
    private static long? BeginOf(Stream file)
    {
        Span<byte> end = stackalloc byte[EndLength];
        if (EndOf(file) is not { } place || !TryRead(file, place, end)) return null;
        bool is64 = UInt16(end, 4) == ushort.MaxValue || UInt16(end, 10) == ushort.MaxValue
            || UInt32(end, 16) == uint.MaxValue;
        return (is64 ? BeginOf64(file, place) : null) ?? UInt32(end, 16);
    }

    // Position of the last record, which a comment may follow.
    private static long? EndOf(Stream file)
    {
        Span<byte> last = stackalloc byte[EndLength];
        if (TryRead(file, file.Length - EndLength, last) && Signature(last) == EndSignature)
            return file.Length - EndLength;
        var tail = new byte[Math.Min(file.Length, EndLength + LongestComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            if (Signature(tail.AsSpan(at)) == EndSignature) return file.Length - tail.Length + at;
        }
        return null;
    }

    private static long? BeginOf64(Stream file, long end)
    {
        Span<byte> locator = stackalloc byte[Locator64Length];
        if (!TryRead(file, end - Locator64Length, locator) || Signature(locator) != Locator64Signature) return null;
        Span<byte> record = stackalloc byte[End64Length];
        if (!TryRead(file, BinaryPrimitives.ReadInt64LittleEndian(locator[8..]), record)
            || Signature(record) != End64Signature)
            return null;
        return BinaryPrimitives.ReadInt64LittleEndian(record[48..]) is >= 0 and var begin ? begin : null;
    }

    private static bool TryRead(Stream file, long position, Span<byte> bytes)
    {
        if (position < 0 || position > file.Length - bytes.Length) return false;
        file.Position = position;
        file.ReadExactly(bytes);
        return true;
    }

    private static uint Signature(ReadOnlySpan<byte> bytes) => UInt32(bytes, 0);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
