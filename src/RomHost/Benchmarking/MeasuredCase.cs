using Rom.Analysis.Contests;

namespace RomHost.Benchmarking;

/// <summary>The rounds of one case in one process.</summary>
/// <param name="Case">The case.</param>
/// <param name="Rounds">The rounds.</param>
internal sealed record MeasuredCase(string Case, ContestRounds Rounds);
