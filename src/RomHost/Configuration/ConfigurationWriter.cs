using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>Writes configurations as YAML.</summary>
internal static class ConfigurationWriter
{
    /// <summary>
    /// Writes an experiment's configuration with every default filled in and the origin of each value as a comment.
    /// Reading it gives the same experiment.
    /// </summary>
    public static string WriteResolved(Experiment experiment) =>
        "# The configuration with every default filled in. Beside each value: where it was written.\n"
        + YamlWriter.Write(experiment.Resolved, withOrigins: true);

    /// <summary>Writes the same without comments, so that equal configurations have equal texts.</summary>
    public static string WriteValues(Experiment experiment) => YamlWriter.Write(experiment.Resolved);

    /// <summary>Writes a configuration as given, or translated from the predecessor's.</summary>
    public static string Write(ConfigurationDocument document) => YamlWriter.Write(document.Root);
}
