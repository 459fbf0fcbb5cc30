using Rom.Numerics.Npz;

namespace Rom.Numerics.Tests;

/// <summary>The golden vectors, made with NumPy by brute force.</summary>
internal static class Golden
{
    public static NpzReader Open(string name) => NpzReader.Open(GoldenFile.At(name));

    /// <summary>The cases of a file whose arrays are named PREFIX.CASE.ARRAY.</summary>
    public static string[] Cases(string name, string prefix)
    {
        using var file = Open(name);
        return [.. file.Names.Where(array => array.StartsWith(prefix, StringComparison.Ordinal))
            .Select(array => array.Split('.')[1]).Distinct().Order()];
    }
}
