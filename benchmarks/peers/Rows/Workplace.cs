namespace Peers.Rows;

/// <summary>What rows share.</summary>
/// <param name="Folder">A temporary folder.</param>
/// <param name="Ceilings">What the machine can do.</param>
internal sealed record Workplace(string Folder, Measuring.Ceilings Ceilings)
{
    /// <summary>A path in the temporary folder.</summary>
    /// <param name="name">Name of a file or folder.</param>
    public string Path(string name) => System.IO.Path.Combine(Folder, name);
}
