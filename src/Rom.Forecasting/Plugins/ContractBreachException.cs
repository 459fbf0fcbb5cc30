namespace Rom.Forecasting.Plugins;

/// <summary>Thrown when a plugin returns something that the contract excludes.</summary>
/// <param name="reason">The member, the expected and the found value.</param>
internal sealed class ContractBreachException(string reason) : Exception(reason);
