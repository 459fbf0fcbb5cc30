namespace Peers.Rows;

/// <summary>The folder and the machine's limits that rows share.</summary>
/// <param name="Folder">A temporary folder.</param>
/// <param name="Ceilings">The limits of the machine.</param>
internal sealed record Workplace(string Folder, Measuring.Ceilings Ceilings)
{
    /// <summary>Returns a path in the temporary folder.</summary>
    /// <param name="name">Name of a file or folder.</param>
    public string Path(string name) => System.IO.Path.Combine(Folder, name);
}
