using Rom.Abstractions;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>
/// An experiment, as a configuration states it: bound, validated and with its runs written out. Immutable.
/// </summary>
internal sealed record Experiment
{
    /// <summary>All options, defaults filled in.</summary>
    public required ExperimentOptions Options { get; init; }

    /// <summary>The simulator's registration.</summary>
    public required SimulatorRegistration Simulator { get; init; }

    /// <summary>The simulator's options.</summary>
    public required object SimulatorOptions { get; init; }

    /// <summary>The density estimator's registration.</summary>
    public required DensityEstimatorRegistration DensityEstimator { get; init; }

    /// <summary>The density estimator's options.</summary>
    public required object DensityEstimatorOptions { get; init; }

    /// <summary>The models that take part, in the order of the configuration; the first is the baseline.</summary>
    public required IReadOnlyList<ModelPlan> Models { get; init; }

    /// <summary>The training runs.</summary>
    public required IReadOnlyList<PlannedRun> TrainRuns { get; init; }

    /// <summary>The test runs.</summary>
    public required IReadOnlyList<PlannedRun> TestRuns { get; init; }

    /// <summary>What it was bound from: its bytes, its warnings and the place of every key.</summary>
    public required ConfigurationDocument Document { get; init; }

    /// <summary>The same with every default filled in, each value with its origin.</summary>
    public MappingNode Resolved => field ??= ResolvedTree.Of(Options, Document.Root);

    /// <summary>Whether arrays are deflated.</summary>
    public bool Compress => Options.Output.Compress;

    /// <summary>Every how many simulated frames a density is kept.</summary>
    public int DensityEvery => Options.Density.Every ?? Options.Reduction.Subsample;

    /// <summary>Every how many kept densities are ROM frames.</summary>
    public int RomFrameStride => Options.Reduction.Subsample / DensityEvery;

    /// <summary>The runs of an ensemble.</summary>
    /// <param name="split">Which one.</param>
    public IReadOnlyList<PlannedRun> RunsOf(Split split) => split == Split.Train ? TrainRuns : TestRuns;

    /// <summary>How long the runs of an ensemble are [time units].</summary>
    /// <param name="split">Which one.</param>
    public double DurationOf(Split split) => (split == Split.Train ? Options.Train : Options.Test).Duration;

    /// <summary>Its name, and the name of its folder.</summary>
    public string Name => Options.ExperimentName;
}
