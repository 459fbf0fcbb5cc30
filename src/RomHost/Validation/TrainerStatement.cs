using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>The statements of a trainer before the training.</summary>
/// <param name="MaxLag">Its longest window [frames].</param>
/// <param name="Memory">The memory of a training; null where it states none.</param>
internal sealed record TrainerStatement(int MaxLag, MemoryNeed? Memory);
