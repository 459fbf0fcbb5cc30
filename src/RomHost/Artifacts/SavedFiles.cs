using Rom.Forecasting.Plugins;

namespace RomHost.Artifacts;

/// <summary>The files that a model saved, and what they held.</summary>
internal sealed class SavedFiles
{
    // What a link leads to is not the model's.
    private static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly IReadOnlyDictionary<string, ArtifactFile> files;

    private SavedFiles(IReadOnlyDictionary<string, ArtifactFile> files) => this.files = files;

    /// <summary>Their paths, relative to the folder, in ordinal order.</summary>
    public IReadOnlyList<string> Paths => [.. files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Describes the files of a folder; each is read.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ContractBreachException">There is no folder, or a link to one.</exception>
    public static SavedFiles In(string folder) => new(
        PathsIn(folder).ToDictionary(name => name, name => ArtifactFile.Of(Path.Combine(folder, name))));

    /// <summary>Lists the files of a folder, relative to it, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ContractBreachException">There is no folder, or a link to one: what lies behind it is not the model's.</exception>
    public static IReadOnlyList<string> PathsIn(string folder) => RealFolder.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", NoLinks).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)]
        : throw new ContractBreachException($"Save: expected the folder that it was given, found {(RealFolder.IsLink(folder) ? "a link" : "none")} at {folder}");

    /// <summary>What happened to them since.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Null when all are whole and unchanged.</returns>
    public string? ChangeIn(string folder) =>
        files.Select(file => file.Value.DamageOf(Path.Combine(folder, file.Key))).FirstOrDefault(damage => damage is not null);
}
