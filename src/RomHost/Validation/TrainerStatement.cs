using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>What a trainer says before it trains.</summary>
/// <param name="MaxLag">Its longest window [frames].</param>
/// <param name="Memory">The memory of a training; null where it states none.</param>
internal sealed record TrainerStatement(int MaxLag, MemoryNeed? Memory);
