using Rom.Abstractions;

namespace RomHost.Configuration.Binding;

/// <summary>One combination of parameters.</summary>
/// <param name="InitialCondition">The initial condition.</param>
/// <param name="Values">The value on each axis, in the axes' order.</param>
internal sealed record GridPoint(InitialCondition InitialCondition, IReadOnlyList<object?> Values);
