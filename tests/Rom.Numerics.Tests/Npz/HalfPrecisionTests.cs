using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Rom.Numerics.Npz;

namespace Rom.Numerics.Tests.Npz;

/// <summary>Arrays of IEEE 754 binary16, NumPy's <c>&lt;f2</c>.</summary>
public class HalfPrecisionTests
{
    [Fact]
    public void AnArray_HasTheBytesThatNumPyWrites()
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Add<Half>("x", [(Half)1, (Half)(-2), Half.Epsilon, Half.MaxValue], 2, 2);
            writer.Commit();
        }
        using var archive = ZipFile.OpenRead(file.Path);
        using var entry = archive.GetEntry("x.npy")!.Open();
        var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        string header = "{'descr': '<f2', 'fortran_order': False, 'shape': (2, 2), }".PadRight(117) + "\n";
        Assert.Equal(
            [
                0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header),
                0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0xFF, 0x7B,
            ],
            bytes.ToArray());
    }

    [Fact]
    public void EveryHalf_IsReadAsItsClosedForm()
    {
        var halves = new Half[1 << 16];
        for (int bits = 0; bits < halves.Length; bits++) halves[bits] = BitConverter.UInt16BitsToHalf((ushort)bits);
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Add<Half>("x", halves, 256, 256);
            writer.Commit();
        }
        double[] expected = [.. Enumerable.Range(0, halves.Length).Select(bits => ClosedForm((ushort)bits))];
        using var reader = NpzReader.Open(file.Path);
        var into = new float[halves.Length];
        reader.ReadInto("x", [256, 256], into);
        Assert.Equal(expected, reader.ReadDoubles("x"));
        Assert.Equal(Array.ConvertAll(expected, value => (float)value), reader.ReadSingles("x"));
        Assert.Equal(Array.ConvertAll(expected, value => (float)value), into);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32_767)] // about the length of a piece
    [InlineData(32_768)]
    [InlineData(32_769)]
    [InlineData(100_003)]
    public void AnArrayOfAnyLength_IsReadWhole(int length)
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path, compress: true))
        {
            writer.Add<Half>("x", [.. Enumerable.Range(0, length).Select(i => (Half)(i % 2048))], length);
            writer.Commit();
        }
        using var reader = NpzReader.Open(file.Path);
        float[] into = new float[length], expected = [.. Enumerable.Range(0, length).Select(i => (float)(i % 2048))];
        reader.ReadInto("x", into);
        Assert.Equal(expected, into);
        Assert.Equal(expected, reader.ReadSingles("x"));
        Assert.Contains(
            $"expected {length + 1} float32 or float16 elements in C order, found <f2 ({length},)",
            Assert.Throws<InvalidDataException>(() => reader.ReadInto("x", new float[length + 1])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "expected whole numbers, found floating-point ones",
            Assert.Throws<InvalidDataException>(() => reader.ReadInt64s("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingIntoABuffer_AllocatesNoSecondOne()
    {
        const int Length = 1 << 22;
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Add<Half>("x", new Half[Length], Length);
            writer.Commit();
        }
        using var reader = NpzReader.Open(file.Path);
        var into = new float[Length];
        reader.ReadInto("x", into); // the pool's piece
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.ReadInto("x", into);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 17);
    }

    [Fact]
    public void ADamagedArray_IsNamed()
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Add<Half>("x", [(Half)1.5, (Half)2.5], 2);
            writer.Commit();
        }
        byte[] bytes = File.ReadAllBytes(file.Path);
        Span<byte> stored = stackalloc byte[2];
        BinaryPrimitives.WriteHalfLittleEndian(stored, (Half)2.5);
        bytes[bytes.AsSpan().IndexOf(stored)] ^= 1;
        File.WriteAllBytes(file.Path, bytes);
        using var reader = NpzReader.Open(file.Path);
        Assert.Contains(
            "array 'x': its checksum (CRC-32) does not match",
            Assert.Throws<InvalidDataException>(() => reader.ReadInto("x", new float[2])).Message,
            StringComparison.Ordinal);
    }

    // IEEE 754-2019, 3.4: one bit of sign, five of exponent with bias 15, ten of fraction.
    private static double ClosedForm(ushort bits)
    {
        int exponent = bits >> 10 & 31, fraction = bits & 1023;
        double size = exponent switch
        {
            0 => fraction * Math.Pow(2, -24),
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (1 + fraction / 1024.0) * Math.Pow(2, exponent - 15),
        };
        return bits >> 15 == 0 ? size : -size;
    }
}
