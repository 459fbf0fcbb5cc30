namespace RomHost.Artifacts;

/// <summary>Thrown when another process began to work on the experiment while this one did.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="other">The other process, where its name can be read.</param>
internal sealed class ExperimentTakenException(string folder, string? other) : Exception(
    $"{folder} was taken over by {other ?? "another process"} while this one worked on it; this one stops and writes "
    + "nothing more, so that their results do not mix: the other one makes them from something else, and took this "
    + "one for ended, or .lock was removed; run one at a time, or give each its own --experiment_name");
