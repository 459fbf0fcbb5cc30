using System.Buffers.Binary;

namespace Lstm.LibTorch;

/// <summary>The section headers of a 64-bit little-endian ELF shared library.</summary>
internal sealed class ElfSections
{
    private const int HeaderSize = 64;
    private const ushort SharedLibrary = 3;

    private readonly List<Section> sections = [];

    /// <summary>Reads the headers.</summary>
    /// <param name="file">The library.</param>
    /// <exception cref="InvalidDataException">The file is not such a library.</exception>
    public ElfSections(ReadOnlySpan<byte> file)
    {
        // 0x7f 'E' 'L' 'F', 64-bit, little-endian
        if (file.Length < HeaderSize
            || !file[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1])
            || BinaryPrimitives.ReadUInt16LittleEndian(file[16..]) != SharedLibrary)
        {
            throw new InvalidDataException("it is no 64-bit ELF shared library");
        }
        ulong table = BinaryPrimitives.ReadUInt64LittleEndian(file[40..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[60..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(file[58..]) != HeaderSize || table > (ulong)file.Length
            || (ulong)count * HeaderSize > (ulong)file.Length - table)
            throw new InvalidDataException("its section headers lie outside the file");
        for (int i = 0; i < count; i++)
        {
            var header = file.Slice((int)table + i * HeaderSize, HeaderSize);
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]),
                size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
            sections.Add(new Section(
                BinaryPrimitives.ReadUInt32LittleEndian(header[4..]), checked((long)Math.Min(offset, long.MaxValue)),
                (long)Math.Min(size, long.MaxValue),
                (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(header[40..]), int.MaxValue),
                BinaryPrimitives.ReadUInt32LittleEndian(header[44..]), file.Length));
        }
    }

    /// <summary>Returns the only section of a type.</summary>
    /// <param name="type">sh_type.</param>
    /// <exception cref="InvalidDataException">There is no such section, or it lies outside the file.</exception>
    public Section Find(uint type)
    {
        var section = sections.FirstOrDefault(candidate => candidate.Type == type)
            ?? throw new InvalidDataException($"it has no section of type 0x{type:x}");
        return section.Checked();
    }

    /// <summary>Returns the section that the only section of a type links to: its string table.</summary>
    /// <param name="type">sh_type.</param>
    /// <exception cref="InvalidDataException">There is no such section, or it lies outside the file.</exception>
    public Section LinkedFrom(uint type)
    {
        int link = Find(type).Link;
        if (link >= sections.Count) throw new InvalidDataException("a section links to one that is not there");
        return sections[link].Checked();
    }

    /// <summary>A section header.</summary>
    /// <param name="Type">sh_type.</param>
    /// <param name="Offset">sh_offset.</param>
    /// <param name="Size">sh_size.</param>
    /// <param name="Link">sh_link.</param>
    /// <param name="Info">sh_info.</param>
    /// <param name="FileLength">Bytes of the file.</param>
    internal sealed record Section(uint Type, long Offset, long Size, int Link, uint Info, int FileLength)
    {
        /// <summary>Returns this section, after checking that it lies inside the file.</summary>
        public Section Checked() => Offset <= FileLength && Size <= FileLength - Offset
            ? this
            : throw new InvalidDataException("a section lies outside the file");
    }
}
