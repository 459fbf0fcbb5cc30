using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using RomHost.Artifacts;
using RomHost.Evaluation.References;

namespace RomHost.Pipeline;

/// <summary>What the evaluations of all test runs share, read when it is first needed. Thread-safe.</summary>
/// <param name="context">The experiment.</param>
/// <param name="longestLag">The longest lag of the models: all forecast the same frames.</param>
internal sealed class EvaluationInputs(ExperimentContext context, int longestLag)
{
    private readonly Lazy<ReductionArtifacts> reduction = new(() => ExperimentReduction.Load(context));

    private readonly Lazy<ReferenceForecasts> references = new(() =>
    {
        // References are forecasts of the density alone: further fields change nothing about them.
        var data = LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation)
            .Select([LatentChannel.Pod]);
        return new ReferenceForecasts(data, Climatology.Read(
            context.Folder.Climatology, data.Dimension, context.Components.Grid.CellCount, context.Cancellation));
    });

    /// <summary>The longest lag of the models.</summary>
    public int LongestLag => longestLag;

    /// <summary>Basis, transform and shifts.</summary>
    public ReductionArtifacts Reduction => reduction.Value;

    /// <summary>The forecasts that need no model.</summary>
    public ReferenceForecasts References => references.Value;
}
