namespace RomHost.Tests.Architecture;

/// <summary>
/// The arrows that are allowed between folders, as chains: <c>A → B, C → D</c> lets A lean on B, C and D, and B and C
/// on D, but not on each other.
/// </summary>
internal sealed class FolderChains
{
    private readonly HashSet<(string From, string To)> allowed = [];

    /// <summary>Reads chains.</summary>
    /// <param name="chains">The chains, the longest first.</param>
    /// <exception cref="ArgumentException">The chains allow a circle.</exception>
    public FolderChains(params IEnumerable<string> chains)
    {
        foreach (string chain in chains)
        {
            string[][] places = [.. chain.Split('→').Select(place => place.Split(',', StringSplitOptions.TrimEntries))];
            Folders.UnionWith(places.SelectMany(place => place));
            for (int i = 0; i < places.Length; i++)
            {
                foreach (string from in places[i])
                    allowed.UnionWith(places.Skip(i + 1).SelectMany(place => place).Select(to => (from, to)));
            }
        }
        if (Circle.In(allowed) is [var folder, ..])
            throw new ArgumentException($"the chains lead from {folder} back to it", nameof(chains));
    }

    /// <summary>The folders that the chains name.</summary>
    public HashSet<string> Folders { get; } = [];

    /// <summary>Whether a folder may lean on another.</summary>
    public bool Allows(string from, string to) => allowed.Contains((from, to));
}
