using System.IO.Compression;
using Rom.Numerics.Files;
using Rom.Numerics.StateDict;
using Rom.Numerics.Tests.Npz;

namespace Rom.Numerics.Tests.StateDict;

/// <summary>
/// Whatever a file holds, it is read or refused with InvalidDataException, in memory that its length bounds.
/// </summary>
public class StateDictDamageTests
{
    private static readonly byte[] Whole = File.ReadAllBytes(GoldenFile.At("lstm_state_dict.pt"));

    [Fact]
    public void AFileCutAnywhere_IsInvalidData()
    {
        for (int length = 0; length < Whole.Length; length += 64) AssertRefused(Whole[..length]);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x01)]
    public void AFileWithOneByteChanged_IsReadOrIsInvalidData(byte change)
    {
        // Every byte of the directory and of the pickle, and some of the weights.
        int directory = Whole.AsSpan().IndexOf("PK\u0001\u0002"u8), pickle = Whole.AsSpan().IndexOf("collections"u8);
        int refused = 0, tried = 0;
        for (int at = 0; at < Whole.Length; at += at < pickle + 1500 || at >= directory ? 11 : 131)
        {
            byte[] damaged = [.. Whole];
            damaged[at] ^= change;
            tried++;
            if (IsRefused(damaged)) refused++;
        }
        Assert.True(refused > tried / 3, $"{refused} of {tried}");
    }

    [Fact]
    public void AChangedWeight_IsFound()
    {
        byte[] damaged = [.. Whole];
        var state = Read(Whole);
        damaged[Whole.AsSpan().IndexOf(BitConverter.GetBytes(state[1].Values[5]))] ^= 0x10;
        Assert.Contains("checksum", AssertRefused(damaged));
    }

    [Fact]
    public void AFileThatIsCutShort_IsSaidToBe() =>
        Assert.EndsWith(
            "it is damaged or cut short; copy or make it again", AssertRefused(Whole[..(Whole.Length / 2)]));

    [Fact]
    public void AnyPickleWithOneByteChanged_IsReadOrIsInvalidData()
    {
        byte[] honest = PickleText.OfOneTensor(6, 0, [2, 3], [3, 1]).Bytes;
        int refused = 0;
        for (int at = 0; at < honest.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] damaged = [.. honest];
                damaged[at] = (byte)value;
                try
                {
                    StateDictPickle.Read(damaged);
                }
                catch (Exception e) when (e is InvalidDataException or OverflowException)
                {
                    refused++; // StateDictFile passes an overflow on as InvalidDataException
                }
            }
        }
        Assert.InRange(refused, 128 * honest.Length, 255 * honest.Length);
    }

    [Fact]
    public void ATransposedView_IsReadInItsOwnOrder()
    {
        byte[] storage = [.. Enumerable.Range(0, 7).SelectMany(i => BitConverter.GetBytes((float)i))];
        var tensor = Assert.Single(Read(Archive(PickleText.OfOneTensor(7, 1, [2, 3], [1, 2]).Bytes, storage)));
        Assert.Equal([1, 3, 5, 2, 4, 6], tensor.Values);
    }

    [Fact]
    public void Doubles_AreRounded()
    {
        byte[] storage = [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(-2.5)];
        var tensor =
            Assert.Single(Read(Archive(PickleText.OfOneTensor(2, 0, [2], [1], "DoubleStorage").Bytes, storage)));
        Assert.Equal([0.1f, -2.5f], tensor.Values);
    }

    [Fact]
    public void ACallOfOsSystem_IsRefusedAndNamed_AndNotExecuted()
    {
        string trace = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}");
        byte[] pickle = new PickleText().Global("os", "system").Ops("(").Text($"touch {trace}").Ops("tR.").Bytes;
        Assert.Contains("os.system", AssertRefused(Archive(pickle, [])));
        Assert.False(File.Exists(trace));
    }

    [Theory]
    [InlineData(6, 0, new long[] { 2, 4 }, new long[] { 4, 1 }, "8 elements")] // more than the storage
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { 4, 1 }, "outside")]
    [InlineData(6, 1, new long[] { 2, 3 }, new long[] { 3, 1 }, "outside")]
    [InlineData(6, long.MaxValue, new long[] { 2, 3 }, new long[] { 3, 1 }, "")]
    [InlineData(6, -1, new long[] { 2, 3 }, new long[] { 3, 1 }, "")]
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { 3, -1 }, "stride")]
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { long.MaxValue, 1 }, "")]
    [InlineData(6, 0, new long[] { -2, -3 }, new long[] { 3, 1 }, "size")]
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { 1 }, "")]
    [InlineData(600, 0, new long[] { 2, 3 }, new long[] { 3, 1 }, "declared")]
    [InlineData(long.MaxValue, 0, new long[] { 2, 3 }, new long[] { 3, 1 }, "")]
    [InlineData(long.MaxValue / 4, 0, new long[] { 2_000_000_000, 1_000_000_000 }, new long[] { 0, 0 }, "")]
    [InlineData(6, 0, new long[] { 2_000_000_000, 2_000_000_000, 2_000_000_000 }, new long[] { 0, 0, 0 }, "")]
    public void ATensorOutsideItsStorage_IsRefused(
        long storageLength, long offset, long[] shape, long[] strides, string word) =>
        Assert.Contains(
            word,
            AssertRefused(Archive(PickleText.OfOneTensor(storageLength, offset, shape, strides).Bytes, new byte[24])));

    [Fact]
    public void TensorsOfAnotherType_AreRefusedByName() =>
        Assert.Contains(
            "LongStorage",
            AssertRefused(Archive(PickleText.OfOneTensor(3, 0, [3], [1], "LongStorage").Bytes, new byte[24])));

    [Fact]
    public void AMissingStorage_IsNamed() =>
        Assert.Contains("data/0", AssertRefused(Archive(PickleText.OfOneTensor(6, 0, [6], [1]).Bytes, storage: null)));

    [Fact]
    public void ACompressedStorage_IsRefused_BeforeItIsExpanded() =>
        AssertRefused(Archive(
            PickleText.OfOneTensor(16 << 20, 0, [16 << 20], [1]).Bytes, new byte[64 << 20],
            CompressionLevel.SmallestSize));

    [Fact]
    public void ManyViewsOfOneStorage_AreRefused()
    {
        // 60 bytes of pickle for 10,000 elements, 2000 times over.
        var pickle = new PickleText().Storage("FloatStorage", "0", 10_000).Op((byte)'q', 0).Tuple(10_000)
            .Op((byte)'q', 1).Tuple(1).Op((byte)'q', 2).Ops("}(");
        for (int i = 0; i < 2000; i++)
            pickle.Text($"w{i}").Global("torch._utils", "_rebuild_tensor_v2")
                .Op((byte)'(', (byte)'h', 0, (byte)'K', 0, (byte)'h', 1, (byte)'h', 2).Ops("tR");
        Assert.Contains("more elements", AssertRefused(Archive(pickle.Ops("u.").Bytes, new byte[40_000])));
    }

    [Fact]
    public void ALongShapeNamedOverAndOver_IsRefused()
    {
        var pickle = new PickleText().Storage("FloatStorage", "0", 6).Op((byte)'q', 0)
            .Tuple([.. Enumerable.Repeat(1L, 20_000)]).Op((byte)'q', 1).Ops("}(");
        for (int i = 0; i < 500; i++)
            pickle.Text($"w{i}").Global("torch._utils", "_rebuild_tensor_v2")
                .Op((byte)'(', (byte)'h', 0, (byte)'K', 0, (byte)'h', 1, (byte)'h', 1).Ops("tR");
        AssertRefused(Archive(pickle.Ops("u.").Bytes, new byte[24]));
    }

    public static TheoryData<string> Expanding =>
        ["shapes", "dictionaries", "lists within lists", "tuples", "texts", "memo", "memo out of order",
            "numbers", "names"];

    [Theory]
    [MemberData(nameof(Expanding))]
    public void WhatAPickleExpandsTo_IsWithinTenTimesItsLength(string kind)
    {
        byte[] pickle = PickleOf(kind);
        Assert.InRange(pickle.Length, 1_000_000, 16 << 20);
        using var file = new TemporaryFile();
        byte[] archive = Archive(pickle, new byte[24]);
        File.WriteAllBytes(file.Path, archive);
        foreach (var read in new Action[]
        {
            () => StateDictFile.Read(file.Path),
            () => StateDictFile.Describe(file.Path),
        })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = Assert.Throws<InvalidDataException>(read).Message;
            Assert.StartsWith(file.Path, message);
            Assert.InRange(
                GC.GetAllocatedBytesForCurrentThread() - before, 0,
                (ReadBudget.MostForEachByte * (long)archive.Length) + ReadBudget.Constant);
        }
    }

    [Fact]
    public void AStateDictOfManySmallTensors_IsWithinItsBudget()
    {
        using var file = new TemporaryFile();
        NamedTensor[] tensors =
            [.. Enumerable.Range(0, 30_000).Select(i => new NamedTensor($"layers.{i}.weight", [1], [i]))];
        StateDictFile.Write(file.Path, tensors);
        Assert.Equal(30_000, StateDictFile.Read(file.Path).Count);
    }

    private static byte[] PickleOf(string kind)
    {
        var pickle = new PickleText();
        switch (kind)
        {
            case "shapes":
                pickle.Storage("FloatStorage", "0", 6).Op((byte)'q', 0).Tuple([.. Enumerable.Repeat(1L, 64)])
                    .Op((byte)'q', 1)
                    .Global("torch._utils", "_rebuild_tensor_v2").Op((byte)'q', 2).Ops("](");
                for (int i = 0; i < 300_000; i++)
                    pickle.Op((byte)'h', 2)
                        .Op((byte)'(', (byte)'h', 0, (byte)'K', 0, (byte)'h', 1, (byte)'h', 1).Ops("tR");
                pickle.Ops("e.");
                break;
            case "dictionaries":
                pickle.Ops("](").Ops(new string('}', 1_000_000)).Ops("e](").Ops(new string('}', 1_000_000)).Ops("e.");
                break;
            case "lists within lists":
                pickle.Ops("](").Ops(new string(']', 1_000_000)).Ops("e](").Ops(new string(']', 1_000_000)).Ops("e.");
                break;
            case "tuples": pickle.Ops(string.Concat(Enumerable.Repeat("N\u0085", 900_000))).Ops("."); break;
            case "texts":
                pickle.Ops("](");
                for (int i = 0; i < 900_000; i++) pickle.Ops("U\u0001a");
                for (int i = 0; i < 4; i++)
                    pickle.Ops("e](").Ops(string.Concat(Enumerable.Repeat("U\u0001a", 900_000)));
                pickle.Ops("e.");
                break;
            case "memo": pickle.Ops("N").Ops(string.Concat(Enumerable.Repeat("\u0094", 8_000_000))).Ops("."); break;
            case "memo out of order":
                pickle.Ops("N");
                for (int i = 0; i < 2_000_000; i++) pickle.Op((byte)'r').Op(BitConverter.GetBytes(int.MaxValue - i));
                pickle.Ops(".");
                break;
            case "numbers":
                for (int k = 0; k < 8; k++)
                    pickle.Ops("](").Ops(string.Concat(Enumerable.Repeat("M\u0000\u00f0", 600_000))).Ops("e");
                pickle.Ops("."); break;
            case "names":
                string name = new('k', 4000);
                pickle.Ops("}(").Text(name).Ops("}(");
                pickle.Storage("FloatStorage", "0", 6).Op((byte)'q', 0).Ops("0");
                pickle.Tuple(6).Op((byte)'q', 1).Ops("0").Tuple(1).Op((byte)'q', 2).Ops("0")
                    .Global("torch._utils", "_rebuild_tensor_v2").Op((byte)'q', 3).Ops("0");
                for (int i = 0; i < 90_000; i++)
                    pickle.Op((byte)'U', 1, (byte)'a')
                        .Op((byte)'h', 3, (byte)'(', (byte)'h', 0, (byte)'K', 0, (byte)'h', 1, (byte)'h', 2).Ops("tR");
                pickle.Ops("uu.");
                break;
        }
        return pickle.Bytes;
    }

    [Fact]
    public void ANameUsedTwice_IsRefused()
    {
        byte[] once = PickleText.OfOneTensor(6, 0, [6], [1]).Bytes;
        byte[] item = once[once.AsSpan().IndexOf((byte)'X')..^2];
        byte[] twice = new PickleText().Ops("}(").Op(item).Op(item).Ops("u.").Bytes;
        Assert.Contains("'w' is there more than once", AssertRefused(Archive(twice, new byte[24])));
    }

    [Fact]
    public void AVeryLongText_IsRefused() =>
        AssertRefused(Archive(new PickleText().Text(new string('x', 1 << 20)).Ops(".").Bytes, []));

    [Fact]
    public void DeepNesting_IsRefused() =>
        AssertRefused(Archive([0x80, 2, .. Enumerable.Repeat((byte)'(', 2 << 20)], []));

    [Fact]
    public void AMissingFile_IsNamed()
    {
        using var file = new TemporaryFile();
        Assert.Contains(file.Path, Assert.Throws<InvalidDataException>(() => StateDictFile.Read(file.Path)).Message);
    }

    private static byte[] Archive(
        byte[] pickle, byte[]? storage, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("model/data.pkl", pickle, CompressionLevel.NoCompression);
            if (storage is not null) Add("model/data/0", storage, compression);

            void Add(string name, byte[] bytes, CompressionLevel level)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    private static IReadOnlyList<NamedTensor> Read(byte[] bytes)
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, bytes);
        return StateDictFile.Read(file.Path);
    }

    private static bool IsRefused(byte[] bytes)
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool refused = false;
        try
        {
            StateDictFile.Read(file.Path);
        }
        catch (InvalidDataException e)
        {
            Assert.StartsWith(file.Path, e.Message);
            Assert.InRange(e.Message.Length, 0, 10_000);
            refused = true;
        }
        // The stack of a pickle takes a reference for each of its bytes at the most; lists double when they grow.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * bytes.Length + (4 << 20));
        return refused;
    }

    private static string AssertRefused(byte[] bytes)
    {
        Assert.True(IsRefused(bytes), "it was read");
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, bytes);
        return Assert.Throws<InvalidDataException>(() => StateDictFile.Read(file.Path)).Message;
    }
}
