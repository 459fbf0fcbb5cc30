using System.Buffers.Binary;
using System.Text;

namespace Lstm.LibTorch;

/// <summary>
/// Removes the requirement of GLIBCXX_3.4.32 from a 64-bit little-endian ELF library that uses one symbol of it,
/// <c>_ZSt21ios_base_library_initv</c>, which only forces the iostream initialiser in: the version becomes weak
/// (VER_FLG_WEAK), and the symbol gets the name of a function without arguments that every libc exports, unversioned.
/// Formats: System V gABI, chapters 4 and 5; Linux Standard Base, symbol versioning.
/// </summary>
internal static class GlibcxxRequirement
{
    /// <summary>The version.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Harmless = "sched_yield";
    private const int EntrySize = 16; // of a Verneed and of a Vernaux
    private const uint DynamicSymbols = 11, VersionNeeds = 0x6ffffffe, VersionIndices = 0x6fffffff;
    private const ushort Weak = 2, Global = 1;

    /// <summary>Returns a copy of the library without the requirement.</summary>
    /// <param name="library">The library.</param>
    /// <exception cref="InvalidDataException">The file is not such a library.</exception>
    public static byte[] Removed(ReadOnlySpan<byte> library)
    {
        byte[] copy = library.ToArray();
        try
        {
            var elf = new ElfSections(copy);
            var (symbols, strings) = (elf.Find(DynamicSymbols), elf.LinkedFrom(DynamicSymbols));
            ushort version = WeakenVersion(copy, elf);
            RenameSymbol(copy, symbols, strings, elf.Find(VersionIndices), version);
            return copy;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("the library's tables lead outside the file", e);
        }
    }

    // Verneed: version u16, count u16, file u32, aux u32, next u32. Vernaux: hash u32, flags u16, other u16, name u32,
    // next u32.
    private static ushort WeakenVersion(byte[] file, ElfSections elf)
    {
        var (needs, strings) = (elf.Find(VersionNeeds), elf.LinkedFrom(VersionNeeds));
        long need = needs.Offset, entriesLeft = needs.Size / EntrySize; // a damaged chain may be cyclic
        for (uint n = 0; n < needs.Info && entriesLeft-- > 0; n++)
        {
            long aux = need + U32(file, need + 8);
            for (int a = U16(file, need + 2); a > 0 && entriesLeft-- > 0; a--)
            {
                if (IsNamed(file, strings, U32(file, aux + 8), Version))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(At(file, aux + 4, 2), (ushort)(U16(file, aux + 4) | Weak));
                    return U16(file, aux + 6);
                }
                aux += U32(file, aux + 12);
            }
            need += U32(file, need + 12);
        }
        throw new InvalidDataException($"the library does not need {Version}");
    }

    // Elf64_Sym, 24 bytes: name u32, info u8, other u8, section u16, value u64, size u64.
    private static void RenameSymbol(
        byte[] file, ElfSections.Section symbols, ElfSections.Section strings, ElfSections.Section versions,
        ushort version)
    {
        const int SymbolSize = 24;
        long found = -1;
        for (long i = 0; i < symbols.Size / SymbolSize; i++)
        {
            if (U16(file, versions.Offset + 2 * i) != version) continue;
            long symbol = symbols.Offset + i * SymbolSize;
            bool isTheOne = U16(file, symbol + 6) == 0 && IsNamed(file, strings, U32(file, symbol), Symbol);
            if (!isTheOne || found >= 0)
                throw new InvalidDataException($"the library wants other symbols of {Version} than {Symbol}");
            found = i;
        }
        if (found < 0) throw new InvalidDataException($"the library does not want {Symbol}");
        uint start = U32(file, symbols.Offset + found * SymbolSize);
        for (long i = 0; i < symbols.Size / SymbolSize; i++)
        {
            // Linkers let one name be the tail of another.
            uint other = U32(file, symbols.Offset + i * SymbolSize);
            if (i != found && other >= start && other < start + Symbol.Length)
                throw new InvalidDataException($"the library has another symbol whose name is a part of {Symbol}");
        }
        var name = At(file, strings.Offset + start, Symbol.Length);
        name.Clear();
        Encoding.ASCII.GetBytes(Harmless, name);
        BinaryPrimitives.WriteUInt16LittleEndian(At(file, versions.Offset + 2 * found, 2), Global);
    }

    private static bool IsNamed(byte[] file, ElfSections.Section strings, long offset, string name)
    {
        if (offset >= strings.Size) throw new InvalidDataException("a name lies outside the library's string table");
        var rest = At(file, strings.Offset + offset, strings.Size - offset);
        return rest.Length > name.Length && rest[name.Length] == 0 && Ascii.Equals(rest[..name.Length], name);
    }

    private static ushort U16(byte[] file, long offset) => BinaryPrimitives.ReadUInt16LittleEndian(At(file, offset, 2));

    private static uint U32(byte[] file, long offset) => BinaryPrimitives.ReadUInt32LittleEndian(At(file, offset, 4));

    private static Span<byte> At(byte[] file, long offset, long length) =>
        file.AsSpan(checked((int)offset), checked((int)length));
}
