using System.Buffers.Binary;
using System.Text;

namespace Rom.Numerics.StateDict;

/// <summary>
/// The pickle of a state dict, protocol 2: an OrderedDict of names to <c>torch._utils._rebuild_tensor_v2(storage, offset, size,
/// stride, requires_grad, hooks)</c>. Opcodes are those of Python's <c>pickletools</c>.
/// </summary>
internal static class StateDictPickle
{
    private const int DeepestStack = 1 << 20;

    // PyTorch's own limit of dimensions. Without one, a long shape named over and over would be copied each time.
    private const int LargestRank = 64;

    // Names of tensors, storages and functions; they end up in messages.
    private const int LongestText = 1 << 12;

    private static readonly object Mark = new();

    private sealed record Global(string Name);

    private sealed record Storage(string Key, bool IsDouble, long Length);

    private sealed record Dictionary(List<(object? Key, object? Value)> Items);

    private sealed record View(Storage Storage, long Offset, int[] Shape, long[] Strides);

    /// <summary>Writes the pickle of tensors whose storages are numbered in their order.</summary>
    public static byte[] Write(IReadOnlyList<NamedTensor> tensors)
    {
        using var stream = new MemoryStream();
        void Op(params ReadOnlySpan<byte> bytes) => stream.Write(bytes);
        void Named(string module, string name) => Op(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));
        void Number(long value)
        {
            Span<byte> bytes = stackalloc byte[5];
            bytes[0] = (byte)'J';
            BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], checked((int)value));
            stream.Write(bytes);
        }
        void Text(string value)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(value);
            Span<byte> head = stackalloc byte[5];
            head[0] = (byte)'X';
            BinaryPrimitives.WriteInt32LittleEndian(head[1..], utf8.Length);
            stream.Write(head);
            stream.Write(utf8);
        }
        void Tuple(IEnumerable<long> values)
        {
            Op((byte)'(');
            foreach (long value in values) Number(value);
            Op((byte)'t');
        }
        void EmptyDictionary()
        {
            Named("collections", "OrderedDict");
            Op((byte)')', (byte)'R');
        }

        Op(0x80, 2);
        EmptyDictionary();
        Op((byte)'(');
        for (int i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i];
            Text(tensor.Name);
            Named("torch._utils", "_rebuild_tensor_v2");
            Op((byte)'(', (byte)'(');
            Text("storage");
            Named("torch", "FloatStorage");
            Text(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Text("cpu");
            Number(tensor.Values.Length);
            Op((byte)'t', (byte)'Q');
            Number(0);
            Tuple(tensor.Shape.Select(n => (long)n));
            Tuple(Strides(tensor.Shape));
            Op(0x89);
            EmptyDictionary();
            Op((byte)'t', (byte)'R');
        }
        Op((byte)'u', (byte)'.');
        return stream.ToArray();
    }

    /// <summary>Reads a pickle; anything that is no part of a state dict is refused.</summary>
    /// <exception cref="InvalidDataException">The pickle is damaged or holds something else.</exception>
    public static IReadOnlyList<PickledTensor> Read(byte[] pickle)
    {
        var reader = new Reader(pickle);
        if (reader.Run() is not Dictionary state) throw new InvalidDataException("its pickle holds no dictionary of tensors");
        var tensors = new List<PickledTensor>();
        foreach (var (key, value) in state.Items)
        {
            if (key is not string name || value is not View view)
                throw new InvalidDataException($"'{key}' is no tensor of floats");
            var (storage, offset, shape, strides) = view;
            tensors.Add(new PickledTensor(name, storage.Key, storage.IsDouble, storage.Length, offset, shape, strides));
        }
        return tensors;
    }

    private static long[] Strides(int[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(1, shape[d]);
        }
        return strides;
    }

    private sealed class Reader(byte[] pickle)
    {
        private readonly List<object?> stack = [];
        private readonly Dictionary<int, object?> memo = [];
        private int position;

        public object? Run()
        {
            while (true)
            {
                if (stack.Count > DeepestStack) throw new InvalidDataException("its pickle nests too deeply");
                byte opcode = Byte();
                switch ((char)opcode)
                {
                    case '.': return Pop();
                    case '\u0080': Byte(); break;                                   // PROTO
                    case '(': stack.Add(Mark); break;
                    case ')': stack.Add(Array.Empty<object?>()); break;             // EMPTY_TUPLE
                    case '}': stack.Add(new Dictionary([])); break;                 // EMPTY_DICT
                    case 'N': stack.Add(null); break;
                    case '\u0088': stack.Add(true); break;
                    case '\u0089': stack.Add(false); break;
                    case 'J': stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
                    case 'K': stack.Add((long)Byte()); break;
                    case 'M': stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
                    case '\u008a': stack.Add(Long(Take(Byte()))); break;            // LONG1
                    case 'X': stack.Add(Text(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))); break;
                    case '\u008c': stack.Add(Text(Byte())); break;
                    case 'c': stack.Add(new Global(Line() + "." + Line())); break;
                    case 't': stack.Add(PopToMark()); break;
                    case '\u0085': stack.Add(PopMany(1)); break;
                    case '\u0086': stack.Add(PopMany(2)); break;
                    case '\u0087': stack.Add(PopMany(3)); break;
                    case 'q': memo[Byte()] = Top(); break;
                    case 'r': memo[BinaryPrimitives.ReadInt32LittleEndian(Take(4))] = Top(); break;
                    case 'h': stack.Add(Memo(Byte())); break;
                    case 'j': stack.Add(Memo(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))); break;
                    case 'Q': stack.Add(StorageOf(Pop())); break;
                    case 'R': stack.Add(Reduce(PopMany(2))); break;
                    case 's': SetItems(PopMany(2)); break;
                    case 'u': SetItems(PopToMark()); break;
                    case 'b': Pop(); break;                                         // BUILD: attributes of a dictionary (_metadata)
                    default: throw new InvalidDataException($"its pickle uses the opcode 0x{opcode:x2}, which no state dict needs");
                }
            }
        }

        private static object Reduce(object?[] call) => call switch
        {
            [Global { Name: "collections.OrderedDict" }, object?[] and []] => new Dictionary([]),
            [Global { Name: "torch._utils._rebuild_tensor_v2" }, object?[] and [Storage storage, long offset, object?[] shape, object?[] strides, ..]]
                when shape.Length == strides.Length && shape.Length <= LargestRank && offset >= 0 =>
                new View(storage, offset, [.. shape.Select(n => checked((int)Size(n)))], [.. strides.Select(Size)]),
            [Global global, ..] => throw new InvalidDataException($"its pickle calls {global.Name}, which is not executed here"),
            _ => throw new InvalidDataException("its pickle calls something that is no function"),
        };

        private static Storage StorageOf(object? id) => id switch
        {
            object?[] and ["storage", Global { Name: "torch.FloatStorage" }, string key, string, long length, ..] when length >= 0 => new(key, false, length),
            object?[] and ["storage", Global { Name: "torch.DoubleStorage" }, string key, string, long length, ..] when length >= 0 => new(key, true, length),
            object?[] and ["storage", Global type, ..] => throw new InvalidDataException($"tensors of {type.Name} are not supported; save float ones"),
            _ => throw new InvalidDataException("its pickle refers to something that is no storage"),
        };

        private static long Size(object? value) => value is long n and >= 0 ? n : throw new InvalidDataException("a size or stride is no number");

        private void SetItems(object?[] items)
        {
            if (Top() is not Dictionary dictionary || items.Length % 2 != 0) throw new InvalidDataException("its pickle sets items of no dictionary");
            for (int i = 0; i < items.Length; i += 2) dictionary.Items.Add((items[i], items[i + 1]));
        }

        private object?[] PopToMark()
        {
            int mark = stack.LastIndexOf(Mark);
            if (mark < 0) throw new InvalidDataException("its pickle is damaged");
            object?[] items = [.. stack.Skip(mark + 1)];
            stack.RemoveRange(mark, stack.Count - mark);
            return items;
        }

        private object?[] PopMany(int count)
        {
            if (stack.Count < count) throw new InvalidDataException("its pickle is damaged");
            object?[] items = [.. stack.Skip(stack.Count - count)];
            stack.RemoveRange(stack.Count - count, count);
            return items;
        }

        private object? Pop() => PopMany(1)[0];

        private object? Top() => stack.Count > 0 ? stack[^1] : throw new InvalidDataException("its pickle is damaged");

        private object? Memo(int key) => memo.TryGetValue(key, out object? value) ? value : throw new InvalidDataException("its pickle is damaged");

        private byte Byte() => Take(1)[0];

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > pickle.Length - position) throw new InvalidDataException("its pickle ends too early");
            position += count;
            return pickle.AsSpan(position - count, count);
        }

        private string Line()
        {
            int length = pickle.AsSpan(position).IndexOf((byte)'\n');
            if (length < 0) throw new InvalidDataException("its pickle ends too early");
            string line = Text(length);
            position++;
            return line;
        }

        private string Text(int length) => length <= LongestText
            ? Encoding.UTF8.GetString(Take(length))
            : throw new InvalidDataException($"its pickle holds a text of {length} bytes");

        private static long Long(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > 8) throw new InvalidDataException("a number in its pickle is too long");
            long value = 0;
            for (int i = 0; i < bytes.Length; i++) value |= (long)bytes[i] << (8 * i);
            return bytes.Length is > 0 and < 8 && (bytes[^1] & 0x80) != 0 ? value - (1L << (8 * bytes.Length)) : value;
        }
    }
}
