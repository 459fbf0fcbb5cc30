namespace RomHost.Clusters;

/// <summary>Thrown when the scheduler refuses something.</summary>
/// <param name="message">Its own words.</param>
internal sealed class SchedulerRefusedException(string message) : Exception(message);
