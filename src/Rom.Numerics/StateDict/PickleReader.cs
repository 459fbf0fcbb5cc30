using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Rom.Numerics.Files;

namespace Rom.Numerics.StateDict;

/// <summary>
/// Reads a pickle as data, protocols 2 to 5: it neither looks up nor calls the classes and functions that the pickle
/// names. Opcodes are those of Python's <c>pickletools</c>.
/// </summary>
/// <param name="pickle">The pickle.</param>
internal sealed class PickleReader(byte[] pickle)
{
    // Bytes of memory for an object with its place on the stack, for a list item and for a memo entry, including the
    // garbage of growing lists.
    private const int BytesOfObject = 96, BytesOfItem = 32, BytesOfEntry = 120, BytesOfNumber = 48;

    private const int DeepestStack = 1 << 20;

    // PyTorch's own limit of dimensions.
    private const int LargestRank = 64;

    // The longest name of a tensor, storage or function; names end up in messages.
    private const int LongestText = 1 << 12;

    private const int SmallNumbers = 1024;

    private static readonly object Mark = new();

    private static readonly object[] Small = [.. Enumerable.Range(0, SmallNumbers).Select(n => (object)(long)n)];

    private readonly List<object?> stack = [];
    private readonly List<object?> memo = []; // regular writers number entries in order
    private readonly Dictionary<int, object?> otherMemo = [];
    private readonly ReadBudget budget = new(pickle.Length);
    private int position;

    /// <summary>Reads the pickle.</summary>
    /// <returns>The values that it describes (<c>PickledValues.cs</c>).</returns>
    /// <exception cref="InvalidDataException">
    /// The pickle is damaged, nests too deeply or has an unsupported opcode.
    /// </exception>
    public object? Read()
    {
        Spend(pickle.Length);
        while (true)
        {
            if (stack.Count > DeepestStack) throw new InvalidDataException("its pickle nests too deeply");
            byte opcode = Byte();
            switch ((char)opcode)
            {
                case '.': return Pop();
                case '\u0080': Byte(); break;                                   // PROTO
                case '\u0095': Take(8); break;                                  // FRAME
                case '(': stack.Add(Mark); break;
                case '0': Pop(); break;                                         // POP
                case ')': stack.Add(Array.Empty<object?>()); break;             // EMPTY_TUPLE
                case '}': stack.Add(Dictionary()); break;          // EMPTY_DICT
                case ']' or '\u008f': stack.Add(List()); break;                // EMPTY_LIST, EMPTY_SET
                case 'N': stack.Add(null); break;
                case '\u0088': stack.Add(true); break;
                case '\u0089': stack.Add(false); break;
                case 'J': stack.Add(Number(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))); break;
                case 'K': stack.Add(Number(Byte())); break;
                case 'M': stack.Add(Number(BinaryPrimitives.ReadUInt16LittleEndian(Take(2)))); break;
                case 'G': stack.Add(Allocated(BinaryPrimitives.ReadDoubleBigEndian(Take(8)), BytesOfNumber)); break;
                case '\u008a': stack.Add(Long(Take(Byte()))); break;            // LONG1
                case 'X': stack.Add(Text(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))); break;
                case '\u008c': stack.Add(Text(Byte())); break;
                case 'U': stack.Add(Text(Byte())); break;                       // SHORT_BINSTRING
                case 'C': stack.Add(Bytes(Byte())); break;                       // SHORT_BINBYTES
                case 'B': stack.Add(Bytes(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))); break;
                case 'c': stack.Add(new PickledGlobal(Line() + "." + Line())); break;
                case '\u0093': stack.Add(StackGlobal(PopMany(2))); break;
                case 't': stack.Add(PopToMark()); break;
                case '\u0085': stack.Add(PopMany(1)); break;
                case '\u0086': stack.Add(PopMany(2)); break;
                case '\u0087': stack.Add(PopMany(3)); break;
                case 'q': Memorise(Byte()); break;
                case 'r': Memorise(BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
                case '\u0094': Memorise(memo.Count + otherMemo.Count); break;                     // MEMOIZE
                case 'h': stack.Add(Memo(Byte())); break;
                case 'j': stack.Add(Memo(BinaryPrimitives.ReadInt32LittleEndian(Take(4)))); break;
                case 'Q': stack.Add(StorageOf(Pop())); break;
                case 'R' or '\u0081': stack.Add(Called(PopMany(2))); break;     // REDUCE, NEWOBJ
                case 's': SetItems(PopMany(2)); break;
                case 'u': SetItems(PopToMark()); break;
                case 'a': Append(PopMany(1)); break;
                case 'e' or '\u0090': Append(PopToMark()); break;               // APPENDS, ADDITEMS
                case 'b': SetState(Pop()); break;                               // BUILD
                default:
                    throw new InvalidDataException(
                        $"its pickle uses the opcode 0x{opcode:x2}, which no state dict needs");
            }
        }
    }

    private object Called(object?[] call) => call switch
    {
        [PickledGlobal { Name: "collections.OrderedDict" }, object?[] and []] => Dictionary(),
        [
            PickledGlobal { Name: "torch._utils._rebuild_tensor_v2" },
            object?[] and [PickledStorage storage, long offset, object?[] shape, object?[] strides, .. var more]
        ] => ViewOf(storage, offset, shape, strides) with
        {
            IsNegatedOrConjugated = more is [_, _, PickledDictionary { Items.Count: > 0 }, ..],
        },
        [
            PickledGlobal { Name: "torch._utils._rebuild_tensor_v3" },
            object?[] and
                [PickledStorage storage, long offset, object?[] shape, object?[] strides, _, _, PickledGlobal type, ..]
        ] => ViewOf(storage, offset, shape, strides) with { Type = type.Name },
        [
            PickledGlobal { Name: "torch._utils._rebuild_qtensor" },
            object?[] and [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..]
        ] => ViewOf(storage, offset, shape, strides),
        // A parameter is a tensor.
        [PickledGlobal { Name: "torch._utils._rebuild_parameter" }, object?[] and [PickledView parameter, ..]] =>
            parameter,
        [PickledGlobal function, object?[] arguments] =>
            Allocated(new PickledCall(function.Name, arguments), BytesOfObject),
        _ => throw new InvalidDataException("its pickle calls something that is no function"),
    };

    // A shape that is referenced repeatedly is copied each time.
    private PickledView ViewOf(PickledStorage storage, long offset, object?[] shape, object?[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > LargestRank || offset < 0)
            throw new InvalidDataException("a tensor in its pickle has no valid shape");
        Spend(5 * BytesOfObject + 12 * shape.Length);
        return new PickledView(
            storage, offset, [.. shape.Select(n => checked((int)Size(n)))], [.. strides.Select(Size)]);
    }

    private static PickledStorage StorageOf(object? id) => id switch
    {
        object?[] and ["storage", PickledGlobal type, string key, string, long length, ..] when length >= 0 =>
            new(key, type.Name, length),
        _ => throw new InvalidDataException("its pickle refers to something that is no storage"),
    };

    private static PickledGlobal StackGlobal(object?[] names) => names is [string module, string name]
        ? new PickledGlobal($"{module}.{name}")
        : throw new InvalidDataException("its pickle is damaged");

    private static long Size(object? value) =>
        value is long n and >= 0 ? n : throw new InvalidDataException("a size or stride is no number");

    private void SetItems(object?[] items)
    {
        if (Top() is PickledCall) return; // items of an object that is not created
        if (Top() is not PickledDictionary dictionary || items.Length % 2 != 0)
            throw new InvalidDataException("its pickle sets items of no dictionary");
        Spend(items.Length / 2 * 2 * BytesOfItem);
        for (int i = 0; i < items.Length; i += 2) dictionary.Items.Add((items[i], items[i + 1]));
    }

    private void Append(object?[] items)
    {
        if (Top() is PickledCall) return;
        if (Top() is not PickledList list) throw new InvalidDataException("its pickle appends to no list");
        Spend(items.Length * BytesOfItem);
        list.Items.AddRange(items);
    }

    // The attributes of a dictionary (_metadata) are not part of the state.
    private void SetState(object? state)
    {
        if (Top() is PickledCall call) call.State = state;
    }

    private object?[] PopToMark()
    {
        int mark = stack.LastIndexOf(Mark);
        if (mark < 0) throw new InvalidDataException("its pickle is damaged");
        Spend(BytesOfObject + 8 * (stack.Count - mark));
        object?[] items = CollectionsMarshal.AsSpan(stack)[(mark + 1)..].ToArray();
        stack.RemoveRange(mark, stack.Count - mark);
        return items;
    }

    private object?[] PopMany(int count)
    {
        if (stack.Count < count) throw new InvalidDataException("its pickle is damaged");
        Spend(BytesOfObject + 8 * count);
        object?[] items = CollectionsMarshal.AsSpan(stack)[^count..].ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return items;
    }

    private object? Pop()
    {
        object? top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object? Top() => stack.Count > 0 ? stack[^1] : throw new InvalidDataException("its pickle is damaged");

    private object? Memo(int key)
    {
        if (key >= 0 && key < memo.Count) return memo[key];
        return otherMemo.TryGetValue(key, out object? value)
            ? value
            : throw new InvalidDataException("its pickle is damaged");
    }

    private void Memorise(int key)
    {
        object? top = Top();
        if (key >= 0 && key < memo.Count) memo[key] = top;
        else if (key == memo.Count)
        {
            Spend(BytesOfItem);
            memo.Add(top);
        }
        else
        {
            Spend(BytesOfEntry);
            otherMemo[key] = top;
        }
    }

    private PickledDictionary Dictionary() => Allocated(new PickledDictionary([]), BytesOfObject);

    private PickledList List() => Allocated(new PickledList([]), BytesOfObject);

    private object Number(int value) =>
        value is >= 0 and < SmallNumbers ? Small[value] : Allocated((long)value, BytesOfNumber);

    private byte[] Bytes(int count)
    {
        var bytes = Take(count);
        Spend(BytesOfNumber + count);
        return bytes.ToArray();
    }

    private T Allocated<T>(T value, int bytes)
    {
        Spend(bytes);
        return value;
    }

    private void Spend(int bytes) => budget.Take(bytes, "what its pickle describes");

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
        ? Allocated(Encoding.UTF8.GetString(Take(length)), BytesOfNumber + 2 * Math.Max(0, length))
        : throw new InvalidDataException($"its pickle holds a text of {length} bytes");

    private object Long(ReadOnlySpan<byte> bytes)
    {
        var value = new BigInteger(bytes);
        return Allocated(
            value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value,
            2 * BytesOfNumber + bytes.Length);
    }
}
