using System.Buffers.Binary;
using System.Text;

namespace Rom.Numerics.Tests.StateDict;

/// <summary>Builds pickles opcode by opcode, as no regular writer would.</summary>
internal sealed class PickleText
{
    private readonly MemoryStream stream = new();

    public PickleText() => Op(0x80, 2);

    public PickleText Op(params ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        return this;
    }

    public PickleText Ops(string opcodes) => Op(Encoding.Latin1.GetBytes(opcodes));

    public PickleText Global(string module, string name) => Op(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    public PickleText Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text), length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Op((byte)'X').Op(length).Op(utf8);
    }

    public PickleText Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Op(0x8a, 8).Op(bytes);
    }

    public PickleText Tuple(params ReadOnlySpan<long> values)
    {
        Ops("(");
        foreach (long value in values) Number(value);
        return Ops("t");
    }

    public PickleText Storage(string type, string key, long length) =>
        Ops("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Number(length).Ops("tQ");

    /// <summary>A dictionary with one tensor, "w".</summary>
    public static PickleText OfOneTensor(
        long storageLength, long offset, long[] shape, long[] strides, string type = "FloatStorage") =>
        new PickleText().Ops("}(").Text("w").Global("torch._utils", "_rebuild_tensor_v2").Ops("(")
            .Storage(type, "0", storageLength).Number(offset).Tuple(shape).Tuple(strides).Ops("\u0089}tRu.");

    public byte[] Bytes => stream.ToArray();
}
