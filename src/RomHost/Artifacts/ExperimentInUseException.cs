namespace RomHost.Artifacts;

/// <summary>Thrown when another process works on the experiment.</summary>
/// <param name="folder">Its folder.</param>
internal sealed class ExperimentInUseException(string folder)
    : Exception(
        $"{folder} is being worked on by another process; wait for it, or give this run another --experiment_name");
