namespace Rom.Forecasting.Plugins;

/// <summary>A plugin gave something that the contract excludes.</summary>
/// <param name="reason">The member, what was expected and what was found.</param>
internal sealed class ContractBreachException(string reason) : Exception(reason);
