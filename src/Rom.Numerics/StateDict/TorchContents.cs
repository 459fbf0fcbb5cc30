using System.Globalization;
using Rom.Numerics.Files;

namespace Rom.Numerics.StateDict;

/// <summary>Lists the content that the pickle of a file of <c>torch.save</c> describes.</summary>
/// <param name="archive">The file.</param>
internal sealed class TorchContents(StateDictArchive archive)
{
    // A pickle may nest one list in itself repeatedly.
    private const int Deepest = 32;
    private const int MostVisits = 100_000;
    private const int MostOthers = 1000;

    private const string OnlyState = "romhost reads a state dict of float32 or float64 tensors";

    // The name of a tensor contains those of all dictionaries around it.
    private const int LongestName = 1024;

    private readonly List<TorchTensor> tensors = [];
    private readonly List<(string Name, string Text)> others = [];
    private readonly Dictionary<string, long> stored = [];
    private readonly ReadBudget names = new(archive.Length);
    private int visits;

    /// <summary>Lists a pickle's content.</summary>
    /// <param name="root">The pickle, read.</param>
    public TorchContent Of(object? root)
    {
        List(root, "", 0);
        return new TorchContent(
            tensors, others, Doubt(root),
            (long)Math.Min(long.MaxValue, stored.Values.Sum(elements => (double)elements)));
    }

    private void List(object? value, string name, int depth)
    {
        if (depth > Deepest || visits++ > MostVisits) return;
        switch (value)
        {
            case PickledView view: Add(view, name); break;
            case PickledDictionary dictionary:
                foreach (var (key, inner) in dictionary.Items)
                {
                    if (IsCut(depth)) break;
                    List(inner, Joined(name, TextOf(key)), depth + 1);
                }
                break;
            case PickledList list: ListAll(list.Items, name, depth); break;
            case object?[] tuple: ListAll(tuple, name, depth); break;
            case PickledCall call:
                AddOther(name, $"an object of {call.Function}");
                ListAll(call.Arguments, name, depth);
                if (call.State is not null) List(call.State, name, depth + 1);
                break;
            default: AddOther(name, TextOf(value)); break;
        }
    }

    private void ListAll(IReadOnlyList<object?> items, string name, int depth)
    {
        for (int i = 0; i < items.Count && !IsCut(depth); i++)
        {
            if (items[i] is PickledView or PickledCall or PickledDictionary or PickledList or object?[])
                List(items[i], Short($"{name}[{i}]"), depth + 1);
        }
    }

    // Checked before a name is made: a list that holds itself a thousand times would give a thousand names for each
    // visit.
    private bool IsCut(int depth) => depth >= Deepest || visits > MostVisits;

    private void Add(PickledView view, string name)
    {
        var type = TensorType.Of(view);
        names.Take(64 + 2.0 * name.Length, "the names of its tensors");
        tensors.Add(new TorchTensor(name, type.Name, view.Shape, archive.CheckAndCountNotFinite(view, type, name)));
        stored[view.Storage.Key] = view.Storage.Length;
    }

    private void AddOther(string name, string text)
    {
        if (others.Count < MostOthers) others.Add((name, text));
    }

    private string Joined(string name, string key) => Short(name.Length == 0 ? key : $"{name}.{key}");

    // Keeps the end, which is more specific than the beginning.
    private string Short(string name)
    {
        names.Take(32 + 2.0 * name.Length, "the names of what it holds");
        return name.Length <= LongestName ? name : "…" + name[^LongestName..];
    }

    private static string TextOf(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        string text => text,
        byte[] bytes => $"{bytes.Length} bytes",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        PickledGlobal global => global.Name,
        _ => "…",
    };

    private string? Doubt(object? root) => root switch
    {
        PickledCall { Function: var name } when name.Contains("_rebuild", StringComparison.Ordinal) =>
            $"a single tensor, not a state dict; {OnlyState}: torch.save({{'name': tensor}}, PATH)",
        PickledCall call =>
            $"a whole module, an object of {call.Function}: only its own code can make it, and nothing of a pickle is "
            + $"executed; {OnlyState}: torch.save(module.state_dict(), PATH)",
        PickledView => $"a single tensor, not a state dict; {OnlyState}: torch.save({{'name': tensor}}, PATH)",
        PickledList or object?[] => $"a list, not a state dict; {OnlyState}: torch.save(model.state_dict(), PATH)",
        PickledDictionary dictionary => Doubt(dictionary),
        _ => $"no tensors, but '{TextOf(root)}'; {OnlyState}",
    };

    private string? Doubt(PickledDictionary dictionary)
    {
        if (dictionary.Items.FirstOrDefault(
            item => item.Value is PickledDictionary { Items.Count: > 0 }) is ({ } key, PickledDictionary))
        {
            return $"a checkpoint: dictionaries within a dictionary; {OnlyState}: torch.save(torch.load(FILE, "
                + $"weights_only=True)['{TextOf(key)}'], PATH)";
        }
        if (dictionary.Items.Any(item => item.Value is PickledCall))
            return $"objects beside dense tensors; {OnlyState}: save x.to_dense(), and no objects";
        if (others.Count > 0) return $"other things beside tensors; {OnlyState}: remove them";
        if (dictionary.Items.Any(item => item.Value is PickledView { IsNegatedOrConjugated: true }))
            return $"tensors that are stored with another sign (conj, neg); {OnlyState}: save "
                + "x.resolve_conj().resolve_neg()";
        string[] types =
            [.. tensors.Select(tensor => tensor.Type).Distinct().Where(type => type is not ("float32" or "float64"))];
        return types.Length == 0
            ? null
            : $"tensors of {string.Join(", ", types)}; {OnlyState}: save {Conversion(types)}";
    }

    private static string Conversion(string[] types) =>
        types.Any(type => type.StartsWith("complex", StringComparison.Ordinal)) ? "torch.view_as_real(x)"
        : types.Any(type => type.StartsWith('q')) ? "x.dequantize()"
        : "x.float()";
}
