namespace RomHost.Artifacts;

/// <summary>Thrown when another process works on the experiment, and this one cannot work beside it.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="other">The other process.</param>
internal sealed class ExperimentInUseException(string folder, string other)
    : Exception(
        $"{folder} is being worked on by another process, {other}, with another configuration, other builds or "
        + "input files, or with --force; wait for it, or give this run another --experiment_name");
