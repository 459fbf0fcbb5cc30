namespace Rom.Testing;

/// <summary>A plugin breaks a rule of its contract, or it could not be tried.</summary>
/// <param name="reason">What was expected and what was found.</param>
public sealed class ContractBrokenException(string reason) : Exception(reason);
