using RomHost.Configuration.Yaml;

namespace RomHost.Validation;

/// <summary>What validation found about an experiment that can run.</summary>
/// <param name="Warnings">What the user should know.</param>
/// <param name="MostRunsAtOnce">Runs that may be worked on at once, for the memory that the machine has.</param>
internal sealed record Findings(IReadOnlyList<ConfigurationWarning> Warnings, int MostRunsAtOnce);
