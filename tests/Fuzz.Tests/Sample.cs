namespace Fuzz.Tests;

/// <summary>A file from which a target's inputs are derived.</summary>
/// <param name="Name">Its path in the target's folder; the suffix decides how it is mutated.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record Sample(string Name, byte[] Bytes)
{
    /// <summary>The ending, with its dot.</summary>
    public string Extension => Path.GetExtension(Name);

    /// <summary>The files of a folder of the corpus.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="mostBytes">Larger files are left out, since each would take the time of many small ones.</param>
    public static IEnumerable<Sample> In(string folder, int mostBytes = 40_000) => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", folder)).Order(StringComparer.Ordinal)
        .Where(path => new FileInfo(path).Length <= mostBytes)
        .Select(path => new Sample(Path.GetFileName(path), File.ReadAllBytes(path)));
}
