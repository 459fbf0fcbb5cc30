using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>Distinguishes the predecessor's configuration files from those of RomHost.</summary>
internal static class PredecessorFile
{
    // Sections that only the predecessor's files have, and only ours.
    private static readonly string[] Theirs = ["sim", "train_ic", "test_ic", "rom"];
    private static readonly string[] Ours = ["simulator", "reduction", "models", "train", "test"];

    /// <summary>Whether a configuration has sections of the predecessor's and none that only ours have.</summary>
    /// <param name="root">The configuration.</param>
    public static bool Is(MappingNode root) => Theirs.Any(section => root.Find(section) is not null) && !IsOurs(root);

    /// <summary>Returns whether a configuration has a section of RomHost.</summary>
    /// <param name="root">The configuration.</param>
    public static bool IsOurs(MappingNode root) => Ours.Any(section => root.Find(section) is not null);
}
