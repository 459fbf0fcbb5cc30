using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Clusters;

/// <summary>
/// Estimates the time of a run in each stage, by the records of runs that were made before.
/// </summary>
/// <param name="context">The experiment.</param>
internal sealed class RunTimes(ExperimentContext context)
{
    /// <summary>
    /// The time of a run where none was measured [s]: tasks are rather too small, which costs the start of a process
    /// each, than too large, which costs hours.
    /// </summary>
    public const double Unknown = 60;

    // More runs would not change the size of a task.
    private const int MostRead = 20;

    /// <summary>Returns the time of a run.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>Seconds, and whether they were measured.</returns>
    public (double Seconds, bool IsMeasured) Of(string stage) => stage switch
    {
        StageNames.TrainingData => Simulated(Split.Train, Split.Test),
        StageNames.TestData => Simulated(Split.Test, Split.Train),
        StageNames.Replicas when Mean(Split.Test, run => [run.ReplicasRecord]) is { } seconds => (seconds, true),
        StageNames.Replicas when Simulated(Split.Test, Split.Train) is var (seconds, isMeasured) =>
            (seconds * Math.Max(1, context.Components.Replicas), isMeasured),
        StageNames.Evaluation when Mean(Split.Test, EvaluationsOf) is { } seconds => (seconds, true),
        _ => (Unknown, false),
    };

    private (double, bool) Simulated(Split split, Split other) =>
        (Mean(split, run => [run.Metadata]) ?? Mean(other, run => [run.Metadata])) is { } seconds
            ? (seconds, true)
            : (Unknown, false);

    private IEnumerable<string> EvaluationsOf(RunFolder run) =>
        context.Experiment.Models.SelectMany(model => new[] { run.Evaluation(model.Name), run.Ensemble(model.Name) })
            .Append(run.References).Append(run.ClimatologyEnsemble).Append(run.CeilingEnsemble);

    private double? Mean(Split split, Func<RunFolder, IEnumerable<string>> records)
    {
        double[] seconds =
        [
            .. context.Folder.Runs(split)
                .Select(run => records(run).Select(ArtifactRecord.Read).OfType<ArtifactRecord>()
                    .Where(record => !record.HasFailed).ToArray()) // failures have no measured time
                .Where(found => found.Length > 0).Take(MostRead).Select(found => found.Sum(record => record.Seconds)),
        ];
        return seconds.Length == 0 ? null : seconds.Average();
    }
}
