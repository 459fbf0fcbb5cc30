using System.IO.Compression;
using Rom.Numerics.Files;
using Rom.Numerics.StateDict;
using Rom.Numerics.Tests.Npz;

namespace Rom.Numerics.Tests.StateDict;

/// <summary>
/// Files of every kind that <c>torch.save</c> wrote: the description matches the content, and nothing of it is
/// executed.
/// </summary>
public class TorchContentTests
{
    [Theory]
    [InlineData("plain", "weight_ih_l0 float32 (16,3)", 304, 304, null)]
    [InlineData("double", "weight_ih_l0 float64 (16,3)", 304, 304, null)]
    [InlineData("half", "weight_ih_l0 float16 (16,3)", 304, 304, "tensors of float16")]
    [InlineData("bf16", "weight_ih_l0 bfloat16 (16,3)", 304, 304, "tensors of bfloat16")]
    [InlineData("complex", "c complex64 (3,4)", 12, 12, "tensors of complex64")]
    [InlineData("quant", "q qint8 (3,4)", 12, 12, "tensors of qint8")]
    [InlineData("int64", "a int64 (5)", 9, 9, "tensors of int64, bool")]
    [InlineData("nan", "n float32 (3) 2 not finite", 3, 3, null)]
    [InlineData("parameter", "w float32 (3,4)", 12, 12, null)]
    [InlineData(
        "nested", "model.weight_ih_l0 float32 (16,3)", 304, 304, "a checkpoint: dictionaries within a dictionary")]
    [InlineData("checkpoint", "model_state_dict.weight_ih_l0 float32 (16,3)", 304, 304, "['model_state_dict'], PATH)")]
    [InlineData("list", "[0] float32 (3,4)", 12, 12, "a list, not a state dict")]
    [InlineData("tensor", " float32 (3,4)", 12, 12, "a single tensor, not a state dict")]
    [InlineData(
        "module", "_parameters.weight_ih_l0 float32 (16,3)", 608, 304,
        "a whole module, an object of torch.nn.modules.rnn.LSTM")]
    [InlineData("sparse", "s[1][0] int64 (2,11)", 33, 33, "objects beside dense tensors")]
    [InlineData("shared", "a float32 (3,4)", 24, 12, null)]
    [InlineData("views", "t float32 (4,3)", 42, 12, null)]
    public void FileOfTorchSave_IsWhatItIs(string name, string first, long elements, long stored, string? doubt)
    {
        var content = StateDictFile.Describe(Saved(name));
        var tensor = content.Tensors[0];
        string notFinite = tensor.NotFinite > 0 ? $" {tensor.NotFinite} not finite" : "";
        Assert.Equal(first, $"{tensor.Name} {tensor.Type} ({string.Join(',', tensor.Shape)}){notFinite}");
        Assert.Equal((elements, stored), (content.Elements, content.StoredElements));
        if (doubt is null) Assert.Null(content.Doubt);
        else Assert.Contains(doubt, content.Doubt);
    }

    [Fact]
    public void FileBeforeTheFormatOfZip_IsNamed_WithTheRemedy()
    {
        foreach (var read in new Action<string>[]
        {
            path => StateDictFile.Describe(path),
            path => StateDictFile.Read(path),
        })
        {
            string message = Assert.Throws<InvalidDataException>(() => read(Saved("legacy"))).Message;
            Assert.Contains(
                "it is in PyTorch's format before 1.6 (no ZIP archive); "
                + "torch.save(torch.load(FILE, weights_only=True), PATH)", message);
        }
    }

    [Theory]
    [InlineData("nested", "'model' is no tensor of floats; save the state dict alone")]
    [InlineData("module", "its pickle calls torch.nn.modules.rnn.LSTM, which is not executed here")]
    [InlineData("half", "tensors of torch.HalfStorage are not supported")]
    public void OnlyAStateDictOfFloats_IsLoaded(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => StateDictFile.Read(Saved(name))).Message);

    [Fact]
    public void Parameters_AreLoadedAsTensors() =>
        Assert.Equal([3, 4], Assert.Single(StateDictFile.Read(Saved("parameter"))).Shape);

    [Theory]
    [InlineData("hello", "neither a ZIP archive nor PyTorch's format before 1.6")]
    [InlineData("", "neither a ZIP archive")]
    [InlineData("\u0080\u0004}.", "a plain pickle of Python")]
    public void FileOfAnotherKind_IsNamed(string content, string expected)
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, System.Text.Encoding.Latin1.GetBytes(content));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => StateDictFile.Describe(file.Path)).Message);
    }

    [Fact]
    public void ChangedElement_IsFound()
    {
        byte[] bytes = File.ReadAllBytes(Saved("bf16"));
        int at = bytes.AsSpan().IndexOf("data/0"u8) + 100;
        bytes[at] ^= 0x40;
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, bytes);
        Assert.Contains(
            "checksum", Assert.Throws<InvalidDataException>(() => StateDictFile.Describe(file.Path)).Message);
    }

    [Fact]
    public void CallOfAFunction_IsListed_AndNotMade()
    {
        string trace = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}");
        var content = Describe(
            new PickleText().Global("os", "system").Ops("(").Text($"touch {trace}").Ops("tR.").Bytes);
        Assert.Contains("an object of os.system", content.Doubt);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void ListThatHoldsItself_OrOneTwiceOverAndOver_Ends()
    {
        Assert.Empty(Describe([0x80, 2, (byte)']', (byte)'q', 0, (byte)'h', 0, (byte)'a', (byte)'.']).Tensors);
        // Each list holds the one before twice: 2^200 paths.
        byte[] doubled = [.. Enumerable.Range(0, 200).SelectMany(k => new byte[]
            { (byte)']', (byte)'q', (byte)(k + 1), (byte)'h', (byte)k, (byte)'a', (byte)'h', (byte)k, (byte)'a',
                (byte)'0' })];
        Assert.Empty(
            Describe([0x80, 2, (byte)']', (byte)'q', 0, (byte)'0', .. doubled, (byte)'h', 200, (byte)'.']).Tensors);
    }

    /// <summary>
    /// Regression test: 2,500 entries, each of which repeated it, made 250 million names: 19 GB from 10 kB.
    /// </summary>
    [Fact]
    public void ADictionaryThatHoldsItselfManyTimes_IsListedWithinTheBudget()
    {
        byte[] entries =
            [.. Enumerable.Range(0, 2500).SelectMany(_ => new byte[] { (byte)'U', 1, (byte)'a', (byte)'h', 0 })];
        byte[] pickle = [0x80, 2, (byte)'}', (byte)'q', 0, (byte)'(', .. entries, (byte)'u', (byte)'.'];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(Describe(pickle).Tensors);
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before, 0,
            ReadBudget.MostForEachByte * (long)pickle.Length + ReadBudget.Constant);
    }

    private static string Saved(string name) => GoldenFile.At("saved", name + ".pt");

    private static TorchContent Describe(byte[] pickle)
    {
        using var file = new TemporaryFile();
        using (var archive = ZipFile.Open(file.Path, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("model/data.pkl", CompressionLevel.NoCompression).Open();
            entry.Write(pickle);
        }
        return StateDictFile.Describe(file.Path);
    }
}
