using Rom.Abstractions;

namespace Ending;

/// <summary>Particles that start anywhere.</summary>
public sealed record Anywhere : InitialCondition;
