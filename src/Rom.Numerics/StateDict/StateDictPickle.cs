using System.Buffers.Binary;
using System.Text;

namespace Rom.Numerics.StateDict;

/// <summary>
/// The pickle of a state dict, protocol 2: an OrderedDict of names to <c>torch._utils._rebuild_tensor_v2(storage,
/// offset, size, stride, requires_grad, hooks)</c>. Opcodes are those of Python's <c>pickletools</c>.
/// </summary>
internal static class StateDictPickle
{
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

    /// <summary>Reads a pickle; refuses anything that is not part of a state dict.</summary>
    /// <exception cref="InvalidDataException">The pickle is damaged or holds something else.</exception>
    public static IReadOnlyList<PickledTensor> Read(byte[] pickle)
    {
        object? root = new PickleReader(pickle).Read();
        if (root is PickledCall call) throw Uncalled(call);
        if (root is not PickledDictionary state)
            throw new InvalidDataException("its pickle holds no dictionary of tensors");
        var tensors = new List<PickledTensor>();
        foreach (var (key, value) in state.Items)
        {
            if (value is PickledCall inner) throw Uncalled(inner);
            if (key is not string name || value is not PickledView view)
                throw new InvalidDataException(
                    $"'{key}' is no tensor of floats; save the state dict alone, torch.save(model.state_dict(), …)");
            if (view.IsNegatedOrConjugated)
                throw new InvalidDataException($"'{name}' is stored negated or conjugated; save {name}.resolve_neg()");
            bool isDouble = view.Storage.Type == "torch.DoubleStorage";
            if (!isDouble && view.Storage.Type != "torch.FloatStorage")
                throw new InvalidDataException($"tensors of {view.Storage.Type} are not supported; save float ones");
            tensors.Add(new PickledTensor(
                name, view.Storage.Key, isDouble, view.Storage.Length, view.Offset, view.Shape, view.Strides));
        }
        return tensors;
    }

    private static InvalidDataException Uncalled(PickledCall call) =>
        new($"its pickle calls {call.Function}, which is not executed here");

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
}
