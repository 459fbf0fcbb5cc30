namespace Rom.Testing.Options;

/// <summary>Options are refused.</summary>
/// <param name="reason">What was expected and what was found.</param>
public sealed class OptionsRefusedException(string reason) : Exception(reason);
