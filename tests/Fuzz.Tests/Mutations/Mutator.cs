namespace Fuzz.Tests.Mutations;

/// <summary>Changes a file in a way that its format knows, or in one that it does not.</summary>
/// <param name="input">The file.</param>
/// <param name="random">Decides.</param>
internal delegate byte[] Mutation(byte[] input, Random random);

/// <summary>Mutates files of one kind, usually by one mutation, sometimes by several.</summary>
/// <param name="mutations">The mutations; one that is listed twice is chosen twice as often.</param>
internal sealed class Mutator(params IReadOnlyList<Mutation> mutations)
{
    private const int LongestFile = 1 << 20;

    /// <summary>Returns the mutator for files with a suffix.</summary>
    /// <param name="extension">The suffix, with its dot.</param>
    public static Mutator For(string extension) => extension switch
    {
        ".npz" => new(
            ZipMutations.OfContents(NpyMutations.Any), ZipMutations.OfContents(NpyMutations.Any),
            ZipMutations.OfEntries, ZipMutations.OfFields, ZipMutations.OfFields, ByteMutations.Any),
        ".pt" => new(
            ZipMutations.OfContents(PickleMutations.Any, ".pkl"), ZipMutations.OfContents(PickleMutations.Any, ".pkl"),
            ZipMutations.OfEntries, ZipMutations.OfFields, ByteMutations.Any),
        ".yaml" => new(YamlMutations.Any, YamlMutations.Any, TextMutations.Any, ByteMutations.Any),
        ".json" => new(JsonMutations.Any, JsonMutations.Any, JsonMutations.Any, TextMutations.Any, ByteMutations.Any),
        ".csv" => new(TableMutations.Any, TableMutations.Any, TextMutations.Any, ByteMutations.Any),
        _ => new(TextMutations.Any, ByteMutations.Any),
    };

    /// <summary>Mutates a file.</summary>
    /// <param name="input">The file; not changed.</param>
    /// <param name="random">Decides.</param>
    public byte[] Mutate(byte[] input, Random random)
    {
        byte[] output = input;
        int rounds = random.Next(3) > 0 ? 1 : random.Next(2, 6);
        for (int i = 0; i < rounds; i++)
        {
            byte[] next = mutations[random.Next(mutations.Count)](output, random);
            if (next.Length <= LongestFile) output = next;
        }
        return output;
    }
}
