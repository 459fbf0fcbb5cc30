using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Fuzz.Tests.Mutations;

/// <summary>
/// An archive that is written field by field (PKWARE APPNOTE 6.3), so that any field may be forged while the rest is
/// right.
/// </summary>
internal sealed class ZipImage
{
    public const ushort Stored = 0, Deflated = 8;

    private const uint Filled = uint.MaxValue; // the value stands in the ZIP64 field

    /// <summary>Returns the value to write in place of a field, given its size in bytes.</summary>
    public delegate ulong Forge(ulong value, int size);

    public List<Entry> Entries { get; } = [];

    /// <summary>Whether sizes and offsets are in ZIP64 fields.</summary>
    public bool UsesZip64 { get; set; }

    /// <summary>Whether sizes and checksum follow the data.</summary>
    public bool UsesDescriptors { get; set; }

    /// <summary>Reads as much of an archive as possible.</summary>
    public static ZipImage Read(byte[] bytes)
    {
        var image = new ZipImage();
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                image.Entries.Add(new Entry(
                    entry.FullName, content.ToArray())
                {
                    Method = entry.CompressedLength == entry.Length ? Stored : Deflated,
                });
            }
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or NotSupportedException or ArgumentException
                or OverflowException)
        {
            // The entries before this one are the content.
        }
        return image;
    }

    /// <summary>Writes the archive.</summary>
    /// <param name="forge">Forges fields; null leaves them right.</param>
    public byte[] Write(Forge? forge = null)
    {
        using var output = new MemoryStream();
        foreach (Entry entry in Entries)
        {
            entry.Offset = output.Length;
            (entry.Data, entry.Crc) = (
                entry.Method == Deflated ? Deflate(entry.Content) : entry.Content, Crc32.HashToUInt32(entry.Content));
            WriteHeader(output, entry, isLocal: true, forge);
            output.Write(entry.Data);
            if (!UsesDescriptors) continue;
            Field(output, 0x08074b50, 4, null);
            Field(output, entry.Crc, 4, forge);
            Field(output, (ulong)entry.Data.Length, UsesZip64 ? 8 : 4, forge);
            Field(output, (ulong)entry.Content.Length, UsesZip64 ? 8 : 4, forge);
        }
        long directory = output.Length;
        foreach (Entry entry in Entries) WriteHeader(output, entry, isLocal: false, forge);
        ulong length = (ulong)(output.Length - directory), count = (ulong)Entries.Count;
        if (UsesZip64) WriteZip64End(output, (ulong)directory, length, count, forge);
        Field(output, 0x06054b50, 4, null);
        foreach (ulong value in (ulong[])[0, 0, count, count]) Field(output, value, 2, forge);
        Field(output, length, 4, forge);
        Field(output, UsesZip64 ? Filled : (ulong)directory, 4, forge);
        Field(output, 0, 2, forge); // comment
        return output.ToArray();
    }

    private void WriteHeader(Stream output, Entry entry, bool isLocal, Forge? forge)
    {
        Entry place = entry.SharesDataOf ?? entry;
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        ulong packed = (ulong)place.Data.Length, size = (ulong)entry.Content.Length, offset = (ulong)place.Offset;
        Field(output, isLocal ? 0x04034b50u : 0x02014b50u, 4, null);
        if (!isLocal) Field(output, 45, 2, forge); // made by
        Field(output, 45, 2, forge);
        Field(output, (UsesDescriptors ? 8u : 0u) | 0x800, 2, forge); // flags: names in UTF-8
        Field(output, entry.Method, 2, forge);
        Field(output, 0x00210000, 4, forge); // time: 1980-01-01
        bool isBehind = isLocal && UsesDescriptors;
        Field(output, isBehind ? 0 : entry.Crc, 4, forge);
        Field(output, UsesZip64 ? Filled : isBehind ? 0 : packed, 4, forge);
        Field(output, UsesZip64 ? Filled : isBehind ? 0 : size, 4, forge);
        Field(output, (ulong)name.Length, 2, forge);
        int extra = !UsesZip64 ? 0 : isLocal ? 16 : 24;
        Field(output, extra == 0 ? 0 : (ulong)extra + 4, 2, forge);
        if (!isLocal)
        {
            foreach (int bytes in (int[])[2, 2, 2, 4]) Field(output, 0, bytes, forge); // comment, disk, attributes
            Field(output, UsesZip64 ? Filled : offset, 4, forge);
        }
        output.Write(name);
        if (extra == 0) return;
        Field(output, 1, 2, forge);
        Field(output, (ulong)extra, 2, forge);
        Field(output, size, 8, forge);
        Field(output, packed, 8, forge);
        if (!isLocal) Field(output, offset, 8, forge);
    }

    private static void WriteZip64End(Stream output, ulong directory, ulong length, ulong count, Forge? forge)
    {
        ulong place = (ulong)output.Length;
        Field(output, 0x06064b50, 4, null);
        Field(output, 44, 8, forge);
        foreach (int bytes in (int[])[2, 2]) Field(output, 45, bytes, forge);
        foreach (int bytes in (int[])[4, 4]) Field(output, 0, bytes, forge);
        foreach (ulong value in (ulong[])[count, count, length, directory]) Field(output, value, 8, forge);
        Field(output, 0x07064b50, 4, null);
        Field(output, 0, 4, forge);
        Field(output, place, 8, forge);
        Field(output, 1, 4, forge);
    }

    private static void Field(Stream output, ulong value, int size, Forge? forge)
    {
        ulong written = forge?.Invoke(value, size) ?? value;
        for (int i = 0; i < size; i++) output.WriteByte((byte)(written >> (8 * i)));
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }

    internal sealed class Entry(string name, byte[] content)
    {
        public string Name { get; set; } = name;

        public byte[] Content { get; set; } = content;

        public ushort Method { get; set; }

        /// <summary>The entry whose data this one's directory entry leads to.</summary>
        public Entry? SharesDataOf { get; set; }

        public byte[] Data { get; set; } = [];

        public uint Crc { get; set; }

        public long Offset { get; set; }
    }
}
