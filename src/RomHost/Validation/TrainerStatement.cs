using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Validation;

/// <summary>The statements of a trainer before the training.</summary>
/// <param name="MaxLag">Its longest window [frames].</param>
/// <param name="Memory">The memory of a training; null where it states none.</param>
/// <param name="Refusal">Why no training is possible; null where nothing is known against it.</param>
internal sealed record TrainerStatement(int MaxLag, MemoryNeed? Memory, ValidationResult? Refusal = null);
