namespace RomHost.Artifacts;

/// <summary>
/// Thrown before a file is changed under a claim that another process took, because this one was held up for too long.
/// </summary>
internal sealed class ClaimLostException() : Exception("another process makes the artifact now");
