using Rom.Forecasting.Reduction;

namespace RomHost.Artifacts;

/// <summary>The reduction of an experiment, from its files.</summary>
internal static class ExperimentReduction
{
    /// <summary>Loads the reduction.</summary>
    /// <param name="context">The experiment, whose basis was built.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or has another grid.</exception>
    public static ReductionArtifacts Load(ExperimentContext context)
    {
        var (options, folder) = (context.Experiment.Options.Reduction, context.Folder);
        return ReductionArtifacts.Load(
            folder.PodBasis,
            options.ShiftAlign == ShiftReference.None ? null : folder.ShiftAlign,
            context.Components.Grid,
            FieldTransform.Of(options.Transform, options.TransformEpsilon),
            context.Cancellation);
    }
}
