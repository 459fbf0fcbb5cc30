namespace RomHost.Artifacts;

/// <summary>Thrown when an experiment's folder cannot be created or written.</summary>
/// <param name="root">The folder.</param>
/// <param name="cause">The reason.</param>
internal sealed class OutputUnusableException(string root, Exception cause)
    : Exception(
        $"{root} cannot hold an experiment: {cause.Message}; "
        + "give a folder that may be written (--output, --experiment_name)", cause);
