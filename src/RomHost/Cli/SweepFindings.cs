using RomHost.Configuration.Yaml;

namespace RomHost.Cli;

/// <summary>What checking the experiments of a sweep found.</summary>
/// <param name="Refused">The experiments that are refused, by name, with the reason.</param>
/// <param name="Timed">The names of the experiments that time their models.</param>
internal sealed record SweepFindings(
    IReadOnlyDictionary<string, ConfigurationException> Refused, IReadOnlySet<string> Timed);
