using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lstm.LibTorch;

namespace Lstm.Tests;

/// <summary>On the library itself, where it is: the one of Linux.</summary>
public sealed class GlibcxxRequirementTests
{
    private static readonly string LibraryPath = Path.Combine(Fixtures.LibTorchFolder, "libLibTorchSharp.so");

    [Fact]
    public void TheCopy_DiffersInTheVersionsFlag_TheSymbolsName_AndItsVersionAlone()
    {
        byte[] library = Library(), copy = GlibcxxRequirement.Removed(library);
        Assert.Equal(library.Length, copy.Length);
        int[] changed = [.. Enumerable.Range(0, library.Length).Where(i => library[i] != copy[i])];
        int name = copy.AsSpan().IndexOf("\0sched_yield\0"u8) + 1, symbol = "_ZSt21ios_base_library_initv".Length;
        Assert.Equal("_ZSt21ios_base_library_initv"u8.ToArray(), library[name..(name + symbol)]);
        Assert.Equal(0, library[name + symbol]);
        int[] elsewhere = [.. changed.Where(i => i < name || i >= name + symbol)];
        // Two 16-bit fields with small values: one byte each.
        Assert.Equal(2, elsewhere.Length);
        Assert.Contains(elsewhere, i => library[i] == 0 && copy[i] == 2); // VER_FLG_WEAK
        Assert.Contains(elsewhere, i => library[i] > 1 && copy[i] == 1); // VER_NDX_GLOBAL
    }

    [Fact]
    public void TheCopy_Loads()
    {
        byte[] copy = GlibcxxRequirement.Removed(Library());
        LibTorchLibrary.EnsureLoaded(); // what it depends on
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.Combine("copy.so"), copy);
        Assert.True(NativeLibrary.TryGetExport(
            NativeLibrary.Load(folder.Combine("copy.so")), "THSTorch_manual_seed", out _));
    }

    [Fact]
    public void TheCopy_IsNotChangedAgain() =>
        Assert.Throws<InvalidDataException>(() => GlibcxxRequirement.Removed(GlibcxxRequirement.Removed(Library())));

    [Fact]
    public void ALibraryCutAnywhere_IsInvalidData()
    {
        byte[] library = Library();
        for (int i = 0; i < 100; i++) AssertRefusedOrDone(library.AsSpan(0, (int)((long)library.Length * i / 100)));
        foreach (int length in new[] { 0, 1, 16, 63, 64, 65, 128 })
            Assert.True(AssertRefusedOrDone(library.AsSpan(0, length)));
        Assert.True(AssertRefusedOrDone(library.AsSpan(0, library.Length - 1))); // section headers come last
    }

    [Fact]
    public void DamagedHeadersAndTables_AreInvalidDataOrHarmless()
    {
        byte[] library = Library();
        int table = (int)BinaryPrimitives.ReadUInt64LittleEndian(library.AsSpan(40));
        var elf = new ElfSections(library);
        long needs = elf.Find(0x6ffffffe).Offset;
        int[] places =
        [
            .. Enumerable.Range(16, 48),
            .. Enumerable.Range(table, library.Length - table).Where(i => i % 5 == 0).Take(150),
            .. Enumerable.Range((int)needs, 160),
        ];
        int refused = 0;
        foreach (int place in places)
        {
            byte before = library[place];
            library[place] ^= 0xFF;
            if (AssertRefusedOrDone(library)) refused++;
            library[place] = before;
        }
        Assert.True(refused > 20, $"{refused} of {places.Length}");
    }

    [Fact]
    public void AChainThatLeadsRoundInACircle_Ends()
    {
        byte[] library = Library();
        int needs = (int)new ElfSections(library).Find(0x6ffffffe).Offset;
        library.AsSpan(needs + 2, 2).Fill(0xFF); // vn_cnt
        library.AsSpan(needs + 16 + 12, 4).Clear(); // vna_next of the first entry: itself
        library.AsSpan(needs + 12, 4).Clear(); // vn_next: itself
        Assert.True(AssertRefusedOrDone(library));
    }

    [Fact]
    public void Garbage_IsInvalidData()
    {
        var random = new Rom.Numerics.RandomNumbers.RandomStream(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, 64 + 40 * i).Select(_ => (byte)random.NextUInt64())];
            new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }.CopyTo(bytes, 0);
            (bytes[16], bytes[17]) = (3, 0);
            if (i % 2 == 0)
            {
                bytes.AsSpan(40, 8).Clear(); // a table inside the file, of headers of the right size
                (bytes[58], bytes[59], bytes[60], bytes[61]) = (64, 0, (byte)(bytes.Length / 64), 0);
            }
            Assert.True(AssertRefusedOrDone(bytes));
        }
    }

    // Any other exception fails the test.
    private static bool AssertRefusedOrDone(ReadOnlySpan<byte> bytes)
    {
        try
        {
            GlibcxxRequirement.Removed(bytes);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static byte[] Library()
    {
        Assert.SkipUnless(File.Exists(LibraryPath), "this system's libtorch has no ELF library");
        return File.ReadAllBytes(LibraryPath);
    }
}
