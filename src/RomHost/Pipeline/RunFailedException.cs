using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Pipeline;

/// <summary>Thrown when a simulator or a density estimator fails in a run.</summary>
/// <param name="split">The run's ensemble.</param>
/// <param name="run">The run.</param>
/// <param name="cause">The reason.</param>
internal sealed class RunFailedException(Split split, PlannedRun run, Exception cause)
    : Exception($"{RunWarnings.Name(split, run)}: {PluginFailure.MessageOf(cause)}", cause);
