using System.Collections.Concurrent;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Lifting;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Windows;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.References;

namespace RomHost.Pipeline;

/// <summary>What the evaluations of all test runs share, read when it is first needed. Thread-safe.</summary>
/// <param name="context">The experiment.</param>
/// <param name="longestLag">The longest lag of the models: all forecast the same frames.</param>
internal sealed class EvaluationInputs(ExperimentContext context, int longestLag)
{
    private readonly Lazy<ReductionArtifacts> reduction = new(() => ExperimentReduction.Load(context));

    // Of the density alone: further fields change nothing about references, and are not lifted.
    private readonly Lazy<(LatentDataset States, Climatology Means)> training = new(() =>
    {
        var data = LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation)
            .Select([LatentChannel.Pod]);
        return (data, Climatology.Read(
            context.Folder.Climatology, data.Dimension, context.Components.Grid.CellCount, context.Cancellation));
    });

    private readonly ConcurrentDictionary<string, bool> haveVariance = new();
    private readonly ConcurrentDictionary<string, Lazy<LiftedVariance?>> variances = new();
    private readonly Lock reading = new();
    private ReferenceForecasts? references;
    private FarthestState? farthest;
    private IReadOnlyList<ClimatologyMember>? pool;

    /// <summary>The longest lag of the models.</summary>
    public int LongestLag => longestLag;

    /// <summary>Basis, transform and shifts.</summary>
    public ReductionArtifacts Reduction => reduction.Value;

    /// <summary>The forecasts that need no model.</summary>
    public ReferenceForecasts References => LazyInitializer.EnsureInitialized(
        ref references, () => new ReferenceForecasts(training.Value.States, training.Value.Means));

    /// <summary>Frames of training runs, of which ensembles of climatology are made.</summary>
    public IReadOnlyList<ClimatologyMember> ClimatologyMembers
    {
        get
        {
            lock (reading) return pool ??= ClimatologyPool.Read(context, this);
        }
    }

    /// <summary>The training runs' latent trajectories of the density.</summary>
    public LatentDataset TrainingStates => training.Value.States;

    /// <summary>What tells states of runs from those of forecasts that grow.</summary>
    public FarthestState Farthest => LazyInitializer.EnsureInitialized(
        ref farthest, () => new FarthestState(training.Value.States));

    /// <summary>Whether the variance of a model's forecasts was measured.</summary>
    /// <param name="model">The model.</param>
    public bool HasVariance(ModelPlan model) =>
        haveVariance.GetOrAdd(model.Name, _ => MeasureForecastVariance.FailureOf(context, model) is null);

    /// <summary>The variance that a model's forecasts leave; null where they are lifted without it.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidDataException">Its file is missing, damaged or of another experiment.</exception>
    public LiftedVariance? VarianceOf(ModelPlan model) => variances.GetOrAdd(model.Name, _ => new(() =>
        MeasureForecastVariance.Read(context, model, Reduction.LatentDimension) is { } forecasts
            ? new LiftedVariance(forecasts, training.Value.States, training.Value.Means, Reduction.Reducer())
            : null)).Value;
}
