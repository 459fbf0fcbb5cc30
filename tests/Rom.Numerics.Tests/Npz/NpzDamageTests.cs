using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Rom.Numerics.Npz;

namespace Rom.Numerics.Tests.Npz;

public class NpzDamageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFileCutAnywhere_IsInvalidData(bool compress)
    {
        byte[] whole = SmallFile(compress);
        using var file = new TemporaryFile();
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file.Path, whole[..length]);
            var error = Assert.Throws<InvalidDataException>(() => ReadAll(file.Path));
            Assert.Contains(file.Path, error.Message);
        }
    }

    [Theory]
    [InlineData(false, 0xFF)]
    [InlineData(true, 0xFF)]
    [InlineData(false, 0x01)]
    [InlineData(true, 0x10)]
    public void AFileWithOneByteChanged_IsReadOrIsInvalidData_AndTakesNoMoreMemoryThanItsLengthAllows(
        bool compress, byte change)
    {
        byte[] whole = SmallFile(compress);
        using var file = new TemporaryFile();
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= change;
            File.WriteAllBytes(file.Path, damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(file.Path);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            // Deflate expands a thousandfold at most, and some buffers have a fixed size.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1100L * whole.Length + (4 << 20));
        }
        Assert.True(refused > whole.Length / 4, $"{refused} of {whole.Length}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFileWithOneBitChanged_GivesTheArraysThatWereWritten_OrIsInvalidData(bool compress)
    {
        byte[] whole = SmallFile(compress);
        using var file = new TemporaryFile();
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(file.Path, damaged);
            OrIsDamaged(reader =>
                Assert.Equal("<f8 (2, 3)", $"{reader.Header("x").Type} {reader.Header("x").ShapeText}"));
            OrIsDamaged(reader => Assert.Equal([3.25, 2, 1, 0, 0, 0], reader.ReadDoubles("x")));
            OrIsDamaged(reader =>
                Assert.Equal([3.25, 2, 1, 0, 0, 0], reader.ReadParts("x", [2, 4]).SelectMany(part => part)));
            OrIsDamaged(reader => Assert.Equal([1f, 2, 3], reader.ReadSingles("y")));
            OrIsDamaged(reader => Assert.Equal([1f, 2, 3], Into(reader)));
            OrIsDamaged(reader => Assert.Equal("mean", reader.ReadText("method")));
        }

        static float[] Into(NpzReader reader)
        {
            var values = new float[3];
            reader.ReadInto("y", values);
            return values;
        }

        void OrIsDamaged(Action<NpzReader> check)
        {
            try
            {
                using var reader = NpzReader.Open(file.Path);
                check(reader);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void AChangedElement_IsFoundByEveryWayOfReading()
    {
        byte[] whole = SmallFile(compress: false);
        whole[whole.AsSpan().IndexOf(BitConverter.GetBytes(3.25)) + 6] ^= 0x10;
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, whole);
        foreach (var read in new Action<NpzReader>[]
        {
            reader => reader.Header("x"), reader => reader.ReadDoubles("x"), reader => reader.ReadSingles("x"),
            reader => reader.ReadParts("x", [6]), reader => reader.Verify(),
        })
        {
            using var reader = NpzReader.Open(file.Path);
            string message = Assert.Throws<InvalidDataException>(() => read(reader)).Message;
            Assert.Equal(
                $"{file.Path}: array 'x': its checksum (CRC-32) does not match: "
                + "the file is damaged; copy or make it again",
                message);
            Assert.Equal([1f, 2, 3], reader.ReadSingles("y"));
        }
    }

    [Fact]
    public void AnArrayOfAnotherShape_IsNotReadInto()
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path))
        {
            writer.Add<float>("x", [1, 2, 3, 4, 5, 6], 2, 3);
            writer.Commit();
        }
        using var reader = NpzReader.Open(file.Path);
        var values = new float[6];
        reader.ReadInto("x", [2, 3], values);
        Assert.Equal([1f, 2, 3, 4, 5, 6], values);
        string message = Assert.Throws<InvalidDataException>(() => reader.ReadInto("x", [3, 2], values)).Message;
        Assert.Contains("array 'x': expected 3 × 2 float32 or float16 elements in C order, found <f4 (2, 3)", message);
    }

    [Theory]
    [InlineData("{'shape': (2,), 'descr': '<f8', 'fortran_order': False}")]
    [InlineData("  {'fortran_order':False,'shape':( 2 , ),\t'descr' : '<f8' }  ")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (3,), 'descr': '<f8', 'shape': (2, 1), 'x': 1, }")]
    public void AHeader_IsReadAsPythonReadsIt(string header)
    {
        using var file = new TemporaryFile();
        using (var archive = ZipFile.Open(file.Path, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x.npy").Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length + 1), 0]);
            entry.Write(Encoding.ASCII.GetBytes(header + "\n"));
            entry.Write(MemoryMarshal.AsBytes<double>([1.5, -2]));
        }
        using var reader = NpzReader.Open(file.Path);
        Assert.Equal([1.5, -2], reader.ReadDoubles("x"));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }")]
    [InlineData(
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }",
        "it holds Python objects, which are not read; save array.astype(")]
    [InlineData(
        "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", "save each field as an array of its own")]
    [InlineData(
        "{'descr': '<f16', 'fortran_order': False, 'shape': (1,), }",
        "'f16' are not supported; save array.astype('float64')")]
    [InlineData("{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }")]
    [InlineData(
        "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }", "save real and imaginary part as two arrays")]
    [InlineData("[('a', '<f8')]")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "its NumPy header is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (2,), }", "its NumPy header is not understood")]
    [InlineData("{'descr': '<f', 'fortran_order': False, 'shape': (2,), }", "its NumPy header is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,", "its NumPy header is not understood")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2 x), }", "its NumPy header is not understood")]
    [InlineData("")]
    public void AForgedHeader_IsInvalidData_BeforeMemoryIsTaken(string header, string cure = "")
    {
        using var file = new TemporaryFile();
        using (var archive = ZipFile.Open(file.Path, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x.npy").Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length + 1), 0]);
            entry.Write(Encoding.ASCII.GetBytes(header + "\n"));
            entry.Write(new byte[16]);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            using var reader = NpzReader.Open(file.Path);
            reader.ReadDoubles("x");
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Contains(cure, error.Message);
    }

    [Fact]
    public void AMissingFileOrArray_IsNamed()
    {
        using var file = new TemporaryFile();
        Assert.Contains(file.Path, Assert.Throws<InvalidDataException>(() => NpzReader.Open(file.Path)).Message);
        File.WriteAllBytes(file.Path, SmallFile(compress: false));
        using var reader = NpzReader.Open(file.Path);
        Assert.Contains("'absent'", Assert.Throws<InvalidDataException>(() => reader.ReadDoubles("absent")).Message);
    }

    private static byte[] SmallFile(bool compress)
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path, compress))
        {
            writer.Add<double>("x", [3.25, 2, 1, 0, 0, 0], 2, 3);
            writer.Add<float>("y", [1, 2, 3], 3);
            writer.AddText("method", "mean");
            writer.Commit();
        }
        return File.ReadAllBytes(file.Path);
    }

    private static void ReadAll(string path)
    {
        using var reader = NpzReader.Open(path);
        foreach (string name in reader.Names)
        {
            if (reader.Header(name).Type.Kind == 'U') reader.ReadText(name);
            else reader.ReadDoubles(name);
        }
        reader.Verify();
    }
}
