using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Starters;

/// <summary>A commented configuration to begin with, and its files.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">A line that describes it.</param>
/// <param name="Files">Its files; the first is the configuration.</param>
internal sealed record Starter(string Name, string Description, IReadOnlyList<StarterFile> Files)
{
    /// <summary>All starters.</summary>
    public static readonly IReadOnlyList<Starter> All =
    [
        new("quickstart", "a simulated swarm, MVAR and LSTM: a whole experiment in half a minute",
            [Configuration("quickstart")]),
        new(
            "recorded",
            "trajectories from a camera: your own tables in the place of five small recordings",
            [
                Configuration("recorded"),
                .. new[] { "train_1", "train_2", "train_3", "train_4", "test_1" }
                    .Select(name => new StarterFile($"recorded/{name}.csv", $"Starter/{name}.csv")),
            ]),
        new(
            "external",
            "a simulator of your own in any language, in the place of a small Python program",
            [Configuration("external"), new StarterFile("external/walkers.py", "Starter/walkers.py")]),
        new("model-study", "several models and settings side by side, with repeated trainings",
            [Configuration("model-study")]),
    ];

    /// <summary>Writes the files.</summary>
    /// <param name="configuration">The path of the configuration; the other files go beside it.</param>
    /// <param name="overwrite">Whether existing files are replaced.</param>
    /// <returns>The written paths, the configuration first.</returns>
    /// <exception cref="IOException">A file exists already, or cannot be written; nothing was replaced.</exception>
    public IReadOnlyList<string> Write(string configuration, bool overwrite)
    {
        string folder = Path.GetDirectoryName(configuration) ?? "";
        string[] paths =
            [configuration, .. Files.Skip(1).Select(file => Path.Combine([folder, .. file.Path.Split('/')]))];
        if (Files.SelectMany(file => FoldersOf(folder, file)).FirstOrDefault(RealFolder.IsLink) is { } link)
        {
            throw new IOException(
                $"expected a folder at {link}, found a link to {new FileInfo(link).LinkTarget}, through which nothing "
                + "is written; remove it, or choose another place with --to");
        }
        string? taken =
            paths.FirstOrDefault(path => File.Exists(path) || Directory.Exists(path) || RealFolder.IsLink(path));
        if (taken is not null && (!overwrite || Directory.Exists(taken)))
        {
            throw new IOException(
                $"expected no file, found {taken}; choose another name with --to, or replace it with --force");
        }
        for (int i = 0; i < paths.Length; i++)
        {
            if (Path.GetDirectoryName(paths[i]) is { Length: > 0 } parent) Directory.CreateDirectory(parent);
            byte[] content = Files[i].Content;
            AtomicFile.Write(paths[i], stream => stream.Write(content));
        }
        return paths;
    }

    // The folders that are made for a file, below that of the configuration.
    private static IEnumerable<string> FoldersOf(string folder, StarterFile file)
    {
        string[] parts = file.Path.Split('/');
        return Enumerable.Range(1, parts.Length - 1).Select(count => Path.Combine([folder, .. parts[..count]]));
    }

    private static StarterFile Configuration(string name) => new("", $"Starter/{name}.yaml");
}
