namespace Rom.Testing;

/// <summary>Thrown when a rule cannot be tried.</summary>
/// <param name="reason">The reason, and the remedy.</param>
internal sealed class UncheckedException(string reason) : Exception(reason);
