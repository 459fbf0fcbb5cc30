using Rom.Forecasting.Plugins;

namespace RomHost.Artifacts;

/// <summary>The files that a model saved, with their digests.</summary>
internal sealed class SavedFiles
{
    // The target of a link does not belong to the model.
    private static readonly EnumerationOptions NoLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private readonly IReadOnlyDictionary<string, ArtifactFile> files;

    private SavedFiles(IReadOnlyDictionary<string, ArtifactFile> files) => this.files = files;

    /// <summary>Their paths, relative to the folder, in ordinal order.</summary>
    public IReadOnlyList<string> Paths => [.. files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Describes the files of a folder after reading them.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ContractBreachException">The folder does not exist or is a link.</exception>
    public static SavedFiles In(string folder) => new(
        PathsIn(folder).ToDictionary(name => name, name => ArtifactFile.Of(Path.Combine(folder, name))));

    /// <summary>Lists the files of a folder, relative to it, in ordinal order.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ContractBreachException">
    /// The folder does not exist or is a link, whose target does not belong to the model.
    /// </exception>
    public static IReadOnlyList<string> PathsIn(string folder) => RealFolder.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", NoLinks).Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal)]
        : throw new ContractBreachException(
            "Save: expected the folder that it was given, "
            + $"found {(RealFolder.IsLink(folder) ? "a link" : "none")} at {folder}");

    /// <summary>Returns the change of the files since.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Null when all are complete and unchanged.</returns>
    public string? ChangeIn(string folder) =>
        files.Select(file => file.Value.DamageOf(Path.Combine(folder, file.Key)))
            .FirstOrDefault(damage => damage is not null);
}
