using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;
using Rom.Numerics.Tests.Npz;

namespace Rom.Numerics.Tests.Files;

/// <summary>A file's reading ends where it is, whatever is read of it, and the file is closed.</summary>
public class CancelledReadingTests
{
    [Fact]
    public void OfAnArchive_EveryWayEnds()
    {
        using var file = new TemporaryFile();
        using (var writer = NpzWriter.Create(file.Path, compress: true))
        {
            writer.Add<float>("x", new float[1 << 20], 1 << 20);
            writer.AddText("t", "text");
            writer.Commit();
        }
        using var source = new CancellationTokenSource();
        using (var reader = NpzReader.Open(file.Path, source.Token))
        {
            Assert.Equal(1 << 20, reader.ReadDoubles("x").Length);
            source.Cancel();
            Action[] ways =
            [
                () => reader.ReadDoubles("x"), () => reader.ReadSingles("x"),
                () => reader.ReadInto("x", new float[1 << 20]),
                () => reader.ReadParts("x", [1 << 20]), () => reader.ReadText("t"), () => reader.Header("t"),
                () => reader.Peek("t"), reader.Verify,
            ];
            Assert.All(ways, way => Assert.Throws<OperationCanceledException>(way));
        }
        Assert.Throws<OperationCanceledException>(() => NpzReader.Open(file.Path, source.Token));
        Assert.Equal(1 << 20, NpzReader.Open(file.Path).Header("x").Count);
    }

    // Cancelled while it is read: what is left of the entry is not looked at.
    [Fact]
    public void OfAnEntry_ItEndsAtTheNextPiece()
    {
        using var source = new CancellationTokenSource();
        using var entry = new CancellingStream(source, pieces: 3);
        var stream = new ChecksumStream(entry, 0, source.Token);
        Assert.Throws<OperationCanceledException>(() => stream.ReadExactly(new byte[1 << 24]));
        Assert.Equal(3, entry.Pieces);
    }

    [Fact]
    public void OfAStateDict_BothWaysEnd()
    {
        using var file = new TemporaryFile();
        StateDictFile.Write(file.Path, [new NamedTensor("w", [1000], new float[1000])]);
        using var source = new CancellationTokenSource();
        Assert.Single(StateDictFile.Read(file.Path, source.Token));
        Assert.Single(StateDictFile.Describe(file.Path, source.Token).Tensors);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => StateDictFile.Read(file.Path, source.Token));
        Assert.Throws<OperationCanceledException>(() => StateDictFile.Describe(file.Path, source.Token));
        File.Delete(file.Path);
    }

    /// <summary>Zeros without an end; the reading is cancelled after some pieces.</summary>
    private sealed class CancellingStream(CancellationTokenSource source, int pieces) : MemoryStream
    {
        public int Pieces { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (++Pieces == pieces) source.Cancel();
            return buffer.Length;
        }
    }
}
