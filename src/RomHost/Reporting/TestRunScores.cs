using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;

namespace RomHost.Reporting;

/// <summary>A test run of an experiment with the scores of a model's forecast.</summary>
/// <param name="Run">The digest of its density: runs of two experiments are the same where it is.</param>
/// <param name="Family">The family of its initial condition.</param>
/// <param name="Scores">The scores.</param>
internal sealed record TestRunScores(string Run, string Family, ForecastScores Scores)
{
    /// <summary>Reads the scores of a model.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="model">The model's name.</param>
    /// <returns>The runs with whole records, in their order.</returns>
    public static IReadOnlyList<TestRunScores> Read(ExperimentFolder folder, string model)
    {
        var found = new List<TestRunScores>();
        if (!RealFolder.Exists(folder.Ensemble(Split.Test))) return found;
        foreach (var run in folder.Runs(Split.Test))
        {
            string density = Path.GetFileName(run.Density), path = run.Evaluation(model);
            if (ArtifactRecord.Read(run.Metadata) is { } made && ArtifactRecord.Read(path) is { } record
                && made.Outputs.TryGetValue(density, out var file))
            {
                found.Add(new(
                    file.Sha256, made.Facts.TextAt("family") ?? "",
                    record.FactsAs(path, EvaluationFacts.FromJson).Scores));
            }
        }
        return found;
    }
}
