using Rom.Abstractions;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>An experiment, bound and validated from a configuration, with all its runs listed. Immutable.</summary>
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

    /// <summary>The enabled models, in the order of the configuration; the first is the baseline.</summary>
    public required IReadOnlyList<ModelPlan> Models { get; init; }

    /// <summary>The training runs.</summary>
    public required IReadOnlyList<PlannedRun> TrainRuns { get; init; }

    /// <summary>The test runs.</summary>
    public required IReadOnlyList<PlannedRun> TestRuns { get; init; }

    /// <summary>The source: its bytes, its warnings and the position of every key.</summary>
    public required ConfigurationDocument Document { get; init; }

    /// <summary>The configuration with every default filled in, each value with its origin.</summary>
    public MappingNode Resolved => resolved ??= ResolvedTree.Of(Options, Document.Root);

    /// <summary>The resolved configuration as it was given: with candidates, also where one is chosen.</summary>
    public MappingNode Given => given ?? Resolved;

    private MappingNode? resolved;
    private MappingNode? given;

    /// <summary>Whether arrays are deflated.</summary>
    public bool Compress => Options.Output.Compress;

    /// <summary>The names of the estimated fields besides the density.</summary>
    public IReadOnlyList<string> FurtherFields =>
        [.. Options.Density.Fields.Where(name => name != FieldDescription.Density)];

    /// <summary>Density stride, in simulated frames.</summary>
    public int DensityEvery => Options.Density.Every ?? Options.Reduction.Subsample;

    /// <summary>Stride of ROM frames, in kept densities.</summary>
    public int RomFrameStride => Options.Reduction.Subsample / DensityEvery;

    /// <summary>Returns the runs of an ensemble.</summary>
    /// <param name="split">The ensemble.</param>
    public IReadOnlyList<PlannedRun> RunsOf(Split split) => split == Split.Train ? TrainRuns : TestRuns;

    /// <summary>Returns the duration of an ensemble's runs [time units].</summary>
    /// <param name="split">The ensemble.</param>
    public double DurationOf(Split split) => (split == Split.Train ? Options.Train : Options.Test).Duration;

    /// <summary>Returns the number of replicas of each test run.</summary>
    /// <param name="simulator">The simulator; without an option it decides.</param>
    /// <remarks>By default there are none where no model takes part: there is nothing to compare with them.</remarks>
    public int ReplicasOf(ISimulator simulator) =>
        Options.Test.Replicas
        ?? (Models.Count > 0 && simulator.SupportsReplicas ? TestOptions.DefaultReplicas : 0);

    /// <summary>The name of the experiment and of its folder.</summary>
    public string Name => Options.ExperimentName;

    /// <summary>
    /// Returns the experiment as if the configuration gave a model the options of a candidate: the one place where
    /// candidates become options.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="candidate">One of its candidates.</param>
    public Experiment With(ModelPlan model, Candidate candidate)
    {
        ModelOptions[] sections = [.. Options.Models];
        int place = Array.FindIndex(sections, section => section.Name == model.Name);
        sections[place] = (ModelOptions)candidate.Host with
        {
            Choice = sections[place].Choice! with { Options = candidate.Options, Candidates = null },
        };
        MappingEntry models = Document.Root.Find("models")!;
        var list = ((SequenceNode)models.Value).With(place, candidate.Section);
        return this with
        {
            Options = Options with { Models = sections },
            Models = [.. Models.Select(plan => plan.Name == model.Name ? plan.With(candidate) : plan)],
            Document = Document with { Root = Document.Root.With(models with { Value = list }) },
            resolved = null,
            given = Given,
        };
    }
}
