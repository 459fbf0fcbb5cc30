using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Pipeline;

/// <summary>
/// The errors that a model's forecasts are dressed with (<c>forecast_errors.npz</c>): those of calibration runs where
/// there are any, else those of training runs that were held out.
/// </summary>
internal static class DressingErrors
{
    /// <summary>The keys of the configuration on which they depend, whatever the runs are.</summary>
    public static readonly string[] Keys = ["evaluation.forecast_start", "evaluation.ensemble.kind"];

    /// <summary>Whether ensembles may need them.</summary>
    /// <param name="context">The experiment.</param>
    public static bool AreNeeded(ExperimentContext context) =>
        context.Experiment.Options.Evaluation.Ensemble?.Kind is EnsembleKind.Auto or EnsembleKind.Dressing;

    /// <summary>Whether a model's ensembles need them.</summary>
    /// <param name="context">The experiment, whose ensembles may need them.</param>
    /// <param name="hasOwnEnsemble">Whether the model forecasts members itself.</param>
    public static bool AreNeeded(ExperimentContext context, bool hasOwnEnsemble) =>
        !hasOwnEnsemble || context.Experiment.Options.Evaluation.Ensemble!.Kind == EnsembleKind.Dressing;

    /// <summary>The errors of a model's forecasts; null where ensembles do not need them.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="longestLag">The longest lag of the models.</param>
    public static Artifact? ArtifactOf(ExperimentContext context, ModelPlan model, int longestLag) =>
        CalibrationRuns.CountOf(context) > 0
            ? MeasureCalibrationErrors.ArtifactOf(context, model, longestLag)
            : MeasureForecastErrors.ArtifactOf(context, model);

    /// <summary>The errors of a model's forecasts of given runs.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What they depend on beside the host and the model.</param>
    public static Artifact ArtifactOf(
        ExperimentContext context, ModelPlan model, IReadOnlyDictionary<string, string> inputs) =>
        HeldOutFacts.ArtifactOf(
            context, model, "forecast errors", context.Folder.ErrorsRecord(model.Name),
            context.Folder.ForecastErrors(model.Name), inputs);

    /// <summary>Whether the errors of a model's forecasts will be there, if their measurement succeeds.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="artifact">The errors.</param>
    public static bool AreForeseen(ExperimentContext context, Artifact artifact) =>
        context.Store.Look(artifact) is var found
        && (found.Reason is not null || HeldOutFacts.FailureIn(found.Record!.Facts) is null);

    /// <summary>The number of runs whose errors dress a model's forecasts; null where none do.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static int? CountOf(ExperimentContext context, ModelPlan model) =>
        AreNeeded(context) && ArtifactRecord.Read(context.Folder.ErrorsRecord(model.Name)) is { } record
            && record.Facts.NumberAt("runs") is > 0 and var runs
            ? (int)runs
            : null;

    /// <summary>Reads the errors of a model's forecasts.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="dimension">The latent dimension of the model's states.</param>
    /// <exception cref="InvalidDataException">
    /// There are none, and would be none the next time; or the file is damaged.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are none, but the next attempt may find some.</exception>
    public static ErrorPaths Read(ExperimentContext context, ModelPlan model, int dimension)
    {
        var record = ArtifactRecord.Read(context.Folder.ErrorsRecord(model.Name));
        string? failure = record is null ? "they were not measured" : HeldOutFacts.FailureIn(record.Facts);
        if (failure is not null)
        {
            string message = $"the errors of its forecasts are not known: {failure}";
            bool isLasting = record?.HasFailed == false;
            throw isLasting ? new InvalidDataException(message) : new InvalidOperationException(message);
        }
        return ErrorPaths.Read(context.Folder.ForecastErrors(model.Name), dimension, context.Cancellation);
    }

    /// <summary>Writes the errors of a model's forecasts.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="paths">The errors.</param>
    /// <param name="of">The runs: <c>training</c> or <c>calibration</c>.</param>
    public static MadeArtifact Write(ExperimentContext context, ModelPlan model, ErrorPaths paths, string of)
    {
        string path = context.Folder.ForecastErrors(model.Name);
        paths.Write(path, context.Experiment.Compress);
        var made = HeldOutFacts.Of([path], paths.Count);
        made.Facts["of"] = of;
        return made;
    }

    /// <summary>Warns where errors could not be measured.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="record">Their record.</param>
    public static void WarnOfFailure(ExperimentContext context, ModelPlan model, ArtifactRecord record)
    {
        if (HeldOutFacts.FailureIn(record.Facts) is not { } failure) return;
        context.WarnOfFailure(
            $"{model.Name}: the errors of its forecasts could not be measured, so its ensembles cannot be dressed "
            + "with them: " + failure, record.Facts.TextAt("stack"));
    }
}
