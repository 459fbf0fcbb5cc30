using System.Runtime.InteropServices;
using System.Text;

namespace RomHost.Execution;

/// <summary>
/// Messages over a pair of pipes between two processes of one build on one machine. Sending is thread-safe.
/// </summary>
/// <param name="input">The incoming pipe.</param>
/// <param name="output">The outgoing pipe.</param>
internal sealed class MessageStream(Stream input, Stream output)
{
    // Texts are messages, stacks and facts of one model.
    private const int LongestText = 64 << 20;
    private const int MostValues = 1 << 28;

    private readonly Lock sending = new();
    private readonly BinaryReader reader = new(input, Encoding.UTF8);
    private readonly BinaryWriter writer = new(new BufferedStream(output), Encoding.UTF8);

    /// <summary>Sends a message.</summary>
    /// <param name="kind">The kind of message.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The other process has ended.</exception>
    public void Send(MessageKind kind, Action<BinaryWriter>? write = null)
    {
        lock (sending)
        {
            writer.Write((byte)kind);
            write?.Invoke(writer);
            writer.Flush();
        }
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>The kind of message; null where the other process has ended.</returns>
    public MessageKind? Next() => input.ReadByte() is >= 0 and int kind ? (MessageKind)kind : null;

    /// <summary>Reads a text of a message.</summary>
    public string ReadText()
    {
        int length = reader.ReadInt32();
        if (length is < 0 or > LongestText)
            throw new InvalidDataException($"expected a text of at most {LongestText} bytes, found {length}");
        byte[] bytes = new byte[length];
        input.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads a flag of a message.</summary>
    public bool ReadFlag() => reader.ReadBoolean();

    /// <summary>Writes a text of a message; of one that is too long, the beginning.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="text">The text; null is written as an empty one.</param>
    public static void WriteText(BinaryWriter writer, string? text)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text ?? "");
        if (bytes.Length > LongestText) bytes = bytes[..LongestText];
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Writes values of a message.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="values">The values.</param>
    public static void WriteValues(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads a number of a message.</summary>
    public int ReadInt32() => reader.ReadInt32();

    /// <summary>Reads a number of a message.</summary>
    public ulong ReadUInt64() => reader.ReadUInt64();

    /// <summary>Reads a number of a message.</summary>
    public double ReadDouble() => reader.ReadDouble();

    /// <summary>Reads the values of a message.</summary>
    public double[] ReadValues()
    {
        int count = reader.ReadInt32();
        if (count is < 0 or > MostValues)
            throw new InvalidDataException($"expected at most {MostValues} values, found {count}");
        var values = new double[count];
        input.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
