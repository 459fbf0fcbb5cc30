using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Rom.Numerics.Files;
using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;

namespace Rom.Numerics.Tests.Npz;

/// <summary>What an archive of a few bytes claims costs no more than those bytes allow.</summary>
[Collection(CountedAllocations.Name)]
public class NpzBoundsTests
{
    [Theory]
    [InlineData("<f8", 65, "more than 64 dimensions")]
    [InlineData("<f8", 4000, "more than 64 dimensions")]
    public void ThousandsOfDimensions_AreRefused(string type, int rank, string expected)
    {
        string shape = string.Join(", ", Enumerable.Repeat("1", rank));
        Assert.Contains(expected, Refusal(Array(type, shape, 8, fortran: true)));
    }

    [Fact]
    public void AsManyDimensionsAsNumPyHas_AreRead()
    {
        using var file = Written(Array("<f8", string.Join(", ", Enumerable.Repeat("1", 64)), 8, fortran: true));
        using var reader = NpzReader.Open(file.Path);
        Assert.Equal([0], reader.ReadDoubles("x"));
    }

    // About 10 kB that hold a million elements: an index for each of 4,000 dimensions took minutes.
    [Fact]
    public void ManyElementsInFortranOrder_AreRefusedInThousandsOfDimensions_AndReadInSixtyFour()
    {
        const int Count = 1 << 20;
        string Shape(int rank) => string.Concat(Enumerable.Repeat("1,", rank - 1)) + Count;
        string refusal = Refusal(Array("|u1", Shape(4000), Count, fortran: true), compress: true, mostBytes: 16_384);
        Assert.Contains("more than 64 dimensions", refusal);
        using var file = Written(Array("|u1", Shape(64), Count, fortran: true), compress: true);
        using var reader = NpzReader.Open(file.Path);
        Assert.Equal(Count, reader.ReadDoubles("x").Length);
    }

    [Fact]
    public void ADimensionOfSizeOne_IsNotWalkedAlong()
    {
        int[] shape = [.. Enumerable.Repeat(1, 31), 3, .. Enumerable.Repeat(1, 30), 5, 1];
        var order = new FortranOrder(shape);
        Assert.Equal(2, order.Rank);
        Assert.Equal([0, 5, 10, 1, 6, 11, 2], Enumerable.Range(0, 7).Select(_ => order.Next()));
        Assert.Equal(0, new FortranOrder(Enumerable.Repeat(1, 64).ToArray()).Rank);
    }

    [Theory]
    [InlineData("500000000, 0, 2")]
    [InlineData("0, 2147483647")]
    [InlineData("2147483647, 2147483647, 2147483647, 0")]
    public void AnArrayWithoutElements_ClaimsNoRows(string shape) =>
        Assert.Contains("has no elements and claims", Refusal(Array("<f4", shape, 0)));

    [Theory]
    [InlineData("2147483647, 2147483647, 2147483647")]
    [InlineData("2147483647, 2147483647")]
    [InlineData("3")]
    [InlineData("99999999999")]
    public void AShapeThatItsBytesDoNotHold_IsRefused(string shape) => Refusal(Array("<f4", shape, 8));

    [Theory]
    [InlineData("|u1", 1)]
    [InlineData("|b1", 1)]
    [InlineData("<i2", 2)]
    [InlineData("<f4", 4)]
    [InlineData("<f8", 8)]
    public void TheMemoryOfAnArray_IsWithinTenTimesItsBytes(string type, int size)
    {
        const int Bytes = 32 << 20;
        foreach (bool fortran in new[] { false, true })
        {
            using var file = Written(Array(type, $"{Bytes / size / 4}, 2, 2", Bytes, fortran), compress: true);
            Assert.InRange(new FileInfo(file.Path).Length, 1, 1_000_000);
            using var reader = NpzReader.Open(file.Path);
            long before = GC.GetAllocatedBytesForCurrentThread();
            reader.ReadDoubles("x");
            Assert.InRange(
                GC.GetAllocatedBytesForCurrentThread() - before, 0, (long)ReadBudget.MostForEachByte * Bytes);
        }
    }

    [Fact]
    public void FortranOrder_IsThatOfTheIndices()
    {
        int[] shape = [3, 1, 4, 2, 1, 5];
        int count = shape.Aggregate((a, b) => a * b);
        var order = new FortranOrder(shape);
        var seen = new HashSet<long>();
        for (int f = 0; f < count; f++)
        {
            // The index of the f-th element, first one fastest, and its place with the last one fastest.
            long place = 0;
            int rest = f;
            int[] index = [.. shape.Select(n => (rest % n, rest /= n).Item1)];
            for (int d = 0; d < shape.Length; d++) place = place * shape[d] + index[d];
            Assert.Equal(place, order.Next());
            seen.Add(place);
        }
        Assert.Equal(count, seen.Count);
    }

    [Fact]
    public void EntriesThatLieOnEachOther_AreRefused()
    {
        byte[] array = Array("<f8", "1000", 8000);
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, Zip(array, ["a.npy", "b.npy", "c.npy"]));
        string message = Assert.Throws<InvalidDataException>(() => NpzReader.Open(file.Path)).Message;
        Assert.StartsWith(file.Path, message);
        Assert.Contains("overlap", message);
        File.WriteAllBytes(file.Path, Zip(array, ["a.npy"]));
        using var reader = NpzReader.Open(file.Path);
        Assert.Equal(1000, reader.ReadDoubles("a").Length);
    }

    [Fact]
    public void ALongArray_IsNoScalar()
    {
        using var file = Written(Array("|u1", "33554432", 32 << 20), compress: true);
        using var reader = NpzReader.Open(file.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            "expected one number, found 33554432",
            Assert.Throws<InvalidDataException>(() => reader.ReadScalar("x")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void ALongHeader_IsCutInTheMessage()
    {
        string message = Refusal(Array("<f4", string.Join(",", Enumerable.Repeat("1", 3000)) + "x", 4));
        Assert.InRange(message.Length, 1, 800);
    }

    // More than 65,535 entries: the directory is one of ZIP64.
    [Fact]
    public void ManySmallArrays_TakeTenTimesTheirBytes_AsLongAsTheFileIsOpen()
    {
        const int Count = 70_000;
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            for (int i = 0; i < Count; i++) writer.AddScalar($"{i}", true);
            writer.Commit();
        }
        long length = new FileInfo(file.Path).Length;
        using (var archive = File.OpenRead(file.Path))
        {
            double most = ZipDirectory.BytesOfEntry * (double)Count;
            ZipDirectory.TakeMemory(archive, new ReadBudget(length, 1.1 * most), CancellationToken.None);
            Assert.Throws<InvalidDataException>(() =>
                ZipDirectory.TakeMemory(archive, new ReadBudget(length, most), CancellationToken.None));
        }
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var reader = NpzReader.Open(file.Path);
        reader.Verify();
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Count, reader.Names.Count);
        Assert.InRange(held, 100L * Count, ReadBudget.MostForEachByte * length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" and what a comment says")]
    public void ADirectoryOfManyEntriesWithoutContent_IsRefusedBeforeTheyAreMade(string comment)
    {
        byte[] zip = Zip([], [.. Enumerable.Repeat("a", 200_000)]);
        BitConverter.GetBytes((short)comment.Length).CopyTo(zip, zip.Length - 2);
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, [.. zip, .. Encoding.ASCII.GetBytes(comment)]);
        foreach (Action open in (Action[])
        [
            () => NpzReader.Open(file.Path), () => StateDictFile.Read(file.Path),
            () => StateDictFile.Describe(file.Path),
        ])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = Assert.Throws<InvalidDataException>(open).Message;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.StartsWith(file.Path, message);
            Assert.Contains("the list of its entries would take", message);
        }
    }

    private static string Refusal(byte[] array, bool compress = false, long mostBytes = long.MaxValue)
    {
        using var file = Written(array, compress);
        Assert.InRange(new FileInfo(file.Path).Length, 1, mostBytes);
        using var reader = NpzReader.Open(file.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(() => reader.ReadDoubles("x")).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.StartsWith(file.Path, message);
        return message;
    }

    private static byte[] Array(string type, string shape, int bytes, bool fortran = false)
    {
        string text =
            $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({shape},), }}\n";
        var header = new byte[10];
        new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }.CopyTo(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)text.Length);
        return [.. header, .. Encoding.ASCII.GetBytes(text), .. new byte[bytes]];
    }

    private static TemporaryFile Written(byte[] array, bool compress = false)
    {
        var file = new TemporaryFile();
        using var archive = ZipFile.Open(file.Path, ZipArchiveMode.Create);
        using var entry =
            archive.CreateEntry("x.npy", compress ? CompressionLevel.Fastest : CompressionLevel.NoCompression).Open();
        entry.Write(array);
        return file;
    }

    /// <summary>An archive of one stored entry that its directory names several times.</summary>
    private static byte[] Zip(byte[] content, string[] names)
    {
        uint crc = Crc32.HashToUInt32(content);
        byte[] Fields(string name) =>
        [
            20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, .. BitConverter.GetBytes(crc), .. BitConverter.GetBytes(content.Length),
            .. BitConverter.GetBytes(content.Length), .. BitConverter.GetBytes((short)name.Length), 0, 0,
        ];
        byte[] local = [0x50, 0x4B, 3, 4, .. Fields(names[0]), .. Encoding.ASCII.GetBytes(names[0]), .. content];
        byte[] directory =
        [
            .. names.SelectMany(name => (byte[])
            [
                0x50, 0x4B, 1, 2, 20, 0, .. Fields(name), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                .. Encoding.ASCII.GetBytes(name),
            ]),
        ];
        byte[] count = BitConverter.GetBytes((short)names.Length);
        return
        [
            .. local, .. directory, 0x50, 0x4B, 5, 6, 0, 0, 0, 0, .. count, .. count,
            .. BitConverter.GetBytes(directory.Length),
            .. BitConverter.GetBytes(local.Length), 0, 0,
        ];
    }
}
