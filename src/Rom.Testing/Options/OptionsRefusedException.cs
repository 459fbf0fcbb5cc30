namespace Rom.Testing.Options;

/// <summary>Thrown when options are refused.</summary>
/// <param name="reason">The expected and the actual value.</param>
public sealed class OptionsRefusedException(string reason) : Exception(reason);
