using Rom.Numerics.Npz;

namespace SharedTests;

/// <summary>Changes an entry of an NPZ file.</summary>
internal static class ChangedFile
{
    /// <summary>Replaces an entry by a vector, or removes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="values">The vector; null to remove the entry.</param>
    public static void Replace(string path, string entry, double[]? values)
    {
        var arrays = new Dictionary<string, (double[] Values, int[] Shape)>();
        using (var file = NpzReader.Open(path))
        {
            foreach (string name in file.Names)
                arrays[name] = (file.ReadDoubles(name), [.. file.Header(name).Shape]);
        }
        using (var file = NpzWriter.Create(path))
        {
            foreach (var (name, array) in arrays)
            {
                if (name != entry) file.Add<double>(name, array.Values, array.Shape);
                else if (values is not null) file.Add<double>(name, values, values.Length);
            }
            file.Commit();
        }
    }
}
