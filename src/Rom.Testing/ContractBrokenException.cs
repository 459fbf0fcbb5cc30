namespace Rom.Testing;

/// <summary>Thrown when a plugin breaks a rule of its contract, or when the rule could not be tried.</summary>
/// <param name="reason">The expected and the actual behaviour.</param>
public sealed class ContractBrokenException(string reason) : Exception(reason);
