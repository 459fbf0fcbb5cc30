using System.Buffers.Binary;
using System.Text;

namespace Fuzz.Tests.Mutations;

/// <summary>
/// Changes a pickle opcode by opcode (Python's <c>pickletools</c>): order, repetition, arguments, the memo, references
/// to storages.
/// </summary>
internal static class PickleMutations
{
    // Opcodes without an argument, or with one of a fixed size.
    private const string Bare =
        "(.012NQR]abdest}lou)\u0081\u0085\u0086\u0087\u0088\u0089\u008f\u0090\u0091\u0092\u0093\u0094\u0097\u0098";
    private static readonly Dictionary<char, int> Sized = new()
    {
        ['K'] = 1,
        ['M'] = 2,
        ['J'] = 4,
        ['h'] = 1,
        ['j'] = 4,
        ['q'] = 1,
        ['r'] = 4,
        ['G'] = 8,
        ['\u0080'] = 1,
        ['\u0095'] = 8,
        ['\u0082'] = 1,
        ['\u0083'] = 2,
    };

    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        List<byte[]> ops = [.. Opcodes(input)];
        if (ops.Count == 0) return ByteMutations.Any(input, random);
        int at = random.Next(ops.Count), other = random.Next(ops.Count),
            run = Math.Min(ops.Count - at, 1 + random.Next(12));
        switch (random.Next(9))
        {
            case 0: ops.RemoveRange(at, run); break;
            case 1: ops.InsertRange(other, ops.GetRange(at, run)); break;
            case 2: (ops[at], ops[other]) = (ops[other], ops[at]); break;
            case 3: ops[at] = Opcode(random); break;
            case 4: ops.Insert(at, Opcode(random)); break;
            case 5: ops[at] = Argument(ops[at], random); break;
            case 6:
                ops.InsertRange(
                    at, Enumerable.Repeat(ops.GetRange(at, run), random.Next(2000)).SelectMany(piece => piece)); break;
            case 7:
                ops.InsertRange(
                    at, Enumerable.Range(0, random.Next(60_000)).Select(_ => (byte[])[(byte)"(]})N"[random.Next(5)]]));
                break;
            default: // what stands in the memo, again and again
                ops.InsertRange(at, Enumerable.Repeat((byte[])[(byte)'h', (byte)random.Next(40)], random.Next(20_000)));
                break;
        }
        return [.. ops.SelectMany(op => op)];
    }

    private static IEnumerable<byte[]> Opcodes(byte[] pickle)
    {
        for (int i = 0; i < pickle.Length;)
        {
            int length = Math.Clamp(Length(pickle, i), 1, pickle.Length - i);
            yield return pickle[i..(i + length)];
            i += length;
        }
    }

    private static int Length(byte[] pickle, int at)
    {
        var rest = pickle.AsSpan(at + 1);
        char code = (char)pickle[at];
        if (Sized.TryGetValue(code, out int size)) return 1 + size;
        switch (code)
        {
            case 'X' or 'B' or 'T' or '\u008b' when rest.Length >= 4:
                return (int)Math.Min(5L + BinaryPrimitives.ReadUInt32LittleEndian(rest), int.MaxValue);
            case 'U' or 'C' or '\u008a' or '\u008c' when rest.Length >= 1: return 2 + rest[0];
            case 'c':
                int line = rest.IndexOf((byte)'\n'), second = line < 0 ? -1 : rest[(line + 1)..].IndexOf((byte)'\n');
                return second < 0 ? 1 : line + second + 3;
            default: return 1;
        }
    }

    private static byte[] Opcode(Random random)
    {
        var (code, size) = random.Next(3) == 0
            ? (Bare[random.Next(Bare.Length)], 0)
            : Awkward.Pick(Sized.Select(pair => (pair.Key, pair.Value)).ToList(), random);
        return random.Next(6) switch
        {
            0 => [(byte)'X', .. Text(Awkward.Text(random))],
            1 => [0x8a, 8, .. BitConverter.GetBytes(Awkward.Integer(random))],
            2 =>
                Encoding.ASCII.GetBytes(Awkward.Pick(
                    ["cos\nsystem\n", "ctorch\nFloatStorage\n", "ctorch._utils\n_rebuild_tensor_v2\n",
                        "ccollections\nOrderedDict\n"], random)),
            _ => [(byte)code, .. BitConverter.GetBytes(Awkward.Integer(random))[..size]],
        };
    }

    private static byte[] Argument(byte[] op, Random random)
    {
        if (op.Length == 1) return Opcode(random);
        if (op[0] == (byte)'X') return [(byte)'X', .. Text(Awkward.Value(random))];
        if (op[0] == 'c') return TextMutations.Bytes(TextMutations.Change(Encoding.Latin1.GetString(op), random));
        byte[] changed = [.. op];
        byte[] value = BitConverter.GetBytes(Awkward.Integer(random));
        value.AsSpan(0, Math.Min(8, op.Length - 1)).CopyTo(changed.AsSpan(1));
        return changed;
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = TextMutations.Bytes(text);
        return [.. BitConverter.GetBytes(bytes.Length), .. bytes];
    }
}
