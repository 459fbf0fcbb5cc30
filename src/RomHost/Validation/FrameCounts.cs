using Rom.Abstractions;
using RomHost.Configuration;

namespace RomHost.Validation;

/// <summary>Frames of the runs of an ensemble, as far as the simulator tells before it runs.</summary>
/// <param name="Simulated">Frames that a run is simulated for; null where only the run will tell.</param>
/// <param name="DensityEvery">The density stride, in simulated frames.</param>
/// <param name="Subsample">Simulated frames for each step of the models.</param>
internal sealed record FrameCounts(int? Simulated, int DensityEvery, int Subsample)
{
    /// <summary>Frames of a run at the models' step; null where only the run will tell.</summary>
    public int? Rom => Simulated is { } frames ? FrameStride.Count(frames, Subsample) : null;

    /// <summary>The frame counts of an ensemble of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="simulated">Frames that a run is simulated for; null where only the run will tell.</param>
    public static FrameCounts Of(Experiment experiment, int? simulated) =>
        new(simulated, experiment.DensityEvery, experiment.Options.Reduction.Subsample);

    /// <summary>The size of the ensemble; of a run whose length only the run will tell, one frame is certain.</summary>
    /// <param name="section">Its place in the configuration: <c>Train</c> or <c>Test</c>.</param>
    /// <param name="runs">Number of runs.</param>
    public EnsembleSize SizeOf(string section, int runs) =>
        new(section, runs, FrameStride.Count(Simulated ?? 1, DensityEvery), Rom ?? 1);
}
