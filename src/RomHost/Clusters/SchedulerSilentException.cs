namespace RomHost.Clusters;

/// <summary>Thrown when the scheduler does not answer.</summary>
/// <param name="message">What was waited for.</param>
internal sealed class SchedulerSilentException(string message)
    : Exception($"the controller does not answer: {message}");
