using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>Evaluations of forecasts that leave the states of all runs.</summary>
public sealed class GrowingForecastTests
{
    [Theory]
    [InlineData("1", "ok", null)]
    [InlineData("1e6", "ok", 2)]
    [InlineData("1e200", "overflow", null)]
    public void AForecastThatGrows_IsDoubted_AndOneWhoseSquaresOverflowHasNoScores(
        string explosion, string status, int? firstBeyond)
    {
        using var experiment = new SmallExperiment(
            "test.replicas=0", "simulator.spread=0.5",
            $"models=[{{name: M, plugin: factor, explodes_after: 2, explosion: {explosion}}}]");
        new StageRunner(experiment).TrainAndEvaluate();

        var facts = EvaluationFacts.FromJson(
            ArtifactRecord.Read(experiment.Folder.Run(Split.Test, 0).Evaluation("M"))!.Facts);
        Assert.Equal((status, firstBeyond), (facts.Status.Text(), facts.FirstBeyond));
        var doubts = ForecastSkill.Of(experiment.Context(), null)!["doubts"]!.AsArray().Select(one => (string)one!);
        const string Growth =
            "M grows beyond 10 times the largest state of all training runs in 2 of 2 forecasts, from step 3 on";
        Assert.Equal(firstBeyond is not null, doubts.Any(one => one.StartsWith(Growth, StringComparison.Ordinal)));
    }
}
