namespace RomHost.Artifacts;

/// <summary>Thrown when another process began to work on the experiment while this one did.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="other">The other process, where its name can be read.</param>
internal sealed class ExperimentTakenException(string folder, string? other) : Exception(
    $"{folder} was taken over by {other ?? "another process"} while this one worked on it; this one stops and writes "
    + "nothing more, so that their results do not mix. Its file system has no locks that both see, or .lock was "
    + "removed: run one at a time, or give each its own --experiment_name");
