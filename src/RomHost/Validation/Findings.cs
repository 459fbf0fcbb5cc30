using RomHost.Configuration.Yaml;

namespace RomHost.Validation;

/// <summary>The results of validating an experiment that can run.</summary>
/// <param name="Warnings">Doubts about it.</param>
/// <param name="MostRunsAtOnce">Runs that may be worked on at once, for the memory that the machine has.</param>
/// <param name="LongestLag">
/// The longest window of all models whose trainer can be made [frames]; 1 where there is none.
/// </param>
/// <param name="Lags">The longest window of each such model, over all of its candidates [frames].</param>
internal sealed record Findings(
    IReadOnlyList<ConfigurationWarning> Warnings, int MostRunsAtOnce, int LongestLag,
    IReadOnlyDictionary<string, int> Lags);
