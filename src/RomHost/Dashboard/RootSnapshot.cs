namespace RomHost.Dashboard;

/// <summary>All experiments of a folder at one time.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Version">A number that changes with anything in it.</param>
/// <param name="ResultsVersion">A number that changes with the results of an experiment.</param>
/// <param name="Experiments">The experiments by name, in the order of their names.</param>
/// <param name="Links">The number of links to folders, which are left out.</param>
/// <param name="Problem">Why the folder cannot be read now; null where it can.</param>
internal sealed record RootSnapshot(
    string Root, long Version, long ResultsVersion, OrderedDictionary<string, ObservedExperiment> Experiments,
    int Links, string? Problem);
