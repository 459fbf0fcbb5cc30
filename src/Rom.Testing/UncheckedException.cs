namespace Rom.Testing;

/// <summary>A rule cannot be tried.</summary>
/// <param name="reason">Why, and what would make it possible.</param>
internal sealed class UncheckedException(string reason) : Exception(reason);
