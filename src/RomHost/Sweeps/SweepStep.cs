using RomHost.Configuration.Yaml;

namespace RomHost.Sweeps;

/// <summary>One position on an axis of a sweep.</summary>
/// <param name="Values">The value of each of the axis's keys.</param>
/// <param name="Label">What it is called in names; null for the keys and their values.</param>
internal sealed record SweepStep(IReadOnlyList<ConfigNode> Values, string? Label = null);
