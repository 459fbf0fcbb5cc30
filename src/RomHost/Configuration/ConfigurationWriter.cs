using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>Writes configurations as YAML.</summary>
internal static class ConfigurationWriter
{
    /// <summary>
    /// An experiment's configuration with every default filled in and the origin of each value beside it. It reads back
    /// to the same experiment.
    /// </summary>
    public static string WriteResolved(Experiment experiment) =>
        "# The configuration with every default filled in. Beside each value: where it was written.\n"
        + YamlWriter.Write(experiment.Resolved, withOrigins: true);

    /// <summary>A configuration as it was given, or translated from the predecessor's, in our keys.</summary>
    public static string Write(ConfigurationDocument document) => YamlWriter.Write(document.Root);
}
