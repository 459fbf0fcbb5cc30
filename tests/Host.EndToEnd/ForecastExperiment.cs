using Host.EndToEnd;

[assembly: AssemblyFixture(typeof(ForecastExperiment))]

namespace Host.EndToEnd;

/// <summary>A small experiment whose models forecast where the swarm goes, and from which tests forecast.</summary>
public sealed class ForecastExperiment() : FinishedExperiment(
    SmallExperiment.Unmeasured(SmallExperiment.InsteadOfLstm(
        SmallExperiment.Yaml,
        "{name: ANALOG, plugin: analog, lag: 3}", "{name: POD, plugin: mvar, lag: 2, channels: [pod]}",
        "{name: BLEND, plugin: blend, members: [MVAR, POD]}", "{name: DIRECT, plugin: direct, lag: 2}")),
    "--set", "reduction.shift_forecast=rate")
{
    /// <summary>The frames of a test run up to where its forecast begins, as files.</summary>
    public KnownFiles Known => known ??= KnownFiles.Of(Root, WorkingDirectory, "known");

    private KnownFiles? known;
}
