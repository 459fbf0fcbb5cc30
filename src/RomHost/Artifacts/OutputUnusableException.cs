namespace RomHost.Artifacts;

/// <summary>An experiment's folder cannot be made or written.</summary>
/// <param name="root">The folder.</param>
/// <param name="cause">Why.</param>
internal sealed class OutputUnusableException(string root, Exception cause)
    : Exception($"{root} cannot hold an experiment: {cause.Message}; give a folder that may be written (--output, --experiment_name)", cause);
