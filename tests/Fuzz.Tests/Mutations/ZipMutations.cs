namespace Fuzz.Tests.Mutations;

/// <summary>
/// Changes archives: the content of entries, with the right checksums; the list of entries; and fields of their
/// headers.
/// </summary>
internal static class ZipMutations
{
    /// <summary>Changes the content of one entry and leaves the archive whole.</summary>
    /// <param name="inner">Changes a content.</param>
    /// <param name="ending">The preferred entries; any entry where none matches.</param>
    public static Mutation OfContents(Mutation inner, string ending = "") => (input, random) =>
    {
        var image = ZipImage.Read(input);
        if (image.Entries.Count == 0) return ByteMutations.Any(input, random);
        var preferred = image.Entries.FindAll(entry => entry.Name.EndsWith(ending, StringComparison.Ordinal));
        var entry = Awkward.Pick(preferred.Count > 0 && random.Next(5) > 0 ? preferred : image.Entries, random);
        entry.Content = random.Next(8) == 0 ? ByteMutations.Any(entry.Content, random) : inner(entry.Content, random);
        return image.Write();
    };

    /// <summary>Adds, removes, renames, repeats, swaps, inflates and compresses entries.</summary>
    public static byte[] OfEntries(byte[] input, Random random)
    {
        var image = ZipImage.Read(input);
        if (image.Entries.Count == 0) return ByteMutations.Any(input, random);
        var (one, other) = (Awkward.Pick(image.Entries, random), Awkward.Pick(image.Entries, random));
        switch (random.Next(8))
        {
            case 0: image.Entries.Remove(one); break;
            case 1: one.Name = Awkward.Text(random) + one.Name[Math.Max(0, one.Name.Length - 4)..]; break;
            case 2: one.Name = other.Name; break;
            case 3: (one.Content, other.Content) = (other.Content, one.Content); break;
            case 4: image.Entries.Add(new ZipImage.Entry(other.Name + random.Next(3), one.Content)); break;
            case 5: one.Method = one.Method == ZipImage.Stored ? ZipImage.Deflated : ZipImage.Stored; break;
            case 6:
                (one.Content, one.Method) = ([.. one.Content, .. new byte[random.Next(400_000)]], ZipImage.Deflated);
                break;
            default: one.SharesDataOf = other; break; // entries that overlap
        }
        return image.Write();
    }

    /// <summary>Forges one or two fields: of the local header, the directory, the end, and their ZIP64 forms.</summary>
    public static byte[] OfFields(byte[] input, Random random)
    {
        var image = ZipImage.Read(input);
        image.UsesZip64 = random.Next(3) == 0;
        image.UsesDescriptors = random.Next(5) == 0;
        int fields = 0;
        image.Write((value, _) => { fields++; return value; });
        if (fields == 0) return ByteMutations.Any(input, random);
        int first = random.Next(fields), second = random.Next(3) == 0 ? random.Next(fields) : first, field = 0;
        return image.Write((value, _) =>
        {
            bool isForged = field == first || field == second;
            field++;
            return !isForged
                ? value
                : random.Next(3) == 0 ? unchecked(value + (ulong)random.Next(-3, 4)) : Awkward.Integer(random);
        });
    }
}
