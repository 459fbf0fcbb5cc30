using RomHost.Configuration;

namespace RomHost.Sweeps;

/// <summary>One experiment of a sweep.</summary>
/// <param name="Name">Its name: that of the sweep, and what sets it apart.</param>
/// <param name="Steps">Its position on each axis.</param>
/// <param name="Document">Its configuration.</param>
internal sealed record SweepExperiment(string Name, IReadOnlyList<int> Steps, ConfigurationDocument Document);
