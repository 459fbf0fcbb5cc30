namespace RomHost.Pipeline;

/// <summary>
/// The facts about the modes of a channel of further fields, in the record of the basis and in the summary.
/// </summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="R">Number of modes; 0 where its snapshots are all equal.</param>
/// <param name="EnergyRatio">The modes' share of the energy; null for no modes.</param>
internal sealed record ChannelFacts(string Name, IReadOnlyList<string> Fields, int R, double? EnergyRatio);
