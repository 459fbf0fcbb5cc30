using RomHost.Evaluation.Ensembles;
using RomHost.Evaluation.Skill;
using RomHost.Evaluation.Statistics;

namespace RomHost.Tests.Evaluation.Skill;

/// <summary>Where there are ensembles, the verdict follows their CRPS.</summary>
public sealed class EnsembleVerdictTests
{
    private static PlantedMethods Points =>
        new PlantedMethods(40).Add(MethodKind.Model, "A", 0.5).Add(MethodKind.Model, "B", 0.6).AddReferences(0.4);

    [Fact]
    public void TheBestCrps_IsTheBestForecast_WhateverTheR2()
    {
        var verdict = Verdict(Points, new PlantedEnsembles(40).Add("A", 0.7).Add("B", 0.8));
        Assert.Equal(["A"], verdict.Best);
        Assert.StartsWith(
            "A is the best forecast of the density in the lab frame, by the CRPS of its ensemble: skill 0.3",
            verdict.Sentence);
        Assert.Contains(
            "it is better than the ensemble of training states", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "The shape that A forecasts (aligned frame) has R² 0.", verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(["B"], SkillVerdict.Of(Points.Analyse(), null).Best);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.3)]
    [InlineData(0.998)] // within the margin
    public void AnEnsembleNotShownBetterThanTrainingStates_IsNotRecommended_HoweverHighTheR2(double crps)
    {
        var verdict = Verdict(Points, new PlantedEnsembles(40).Add("B", crps).Add("A", crps));
        Assert.Empty(verdict.Best);
        Assert.StartsWith("No model is shown to forecast the density in the lab frame better", verdict.Sentence);
    }

    [Fact]
    public void AModelWorseThanAReferenceInR2_IsNotRecommended()
    {
        var points = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.1).AddReferences(0.4);
        var verdict = Verdict(points, new PlantedEnsembles(40).Add("A", 0.7));
        Assert.Empty(verdict.Best);
        Assert.Contains(
            "A is better than the ensemble of training states, but worse than climatology, climatology_density and "
            + "nearest_neighbour in R² (aligned frame).",
            verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatIsNotRecommended_IsNoReasonAgainstAnother()
    {
        var points = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.6).Add(MethodKind.Model, "B", 0.1)
            .AddReferences(0.4);
        var verdict = Verdict(points, new PlantedEnsembles(40).Add("A", 0.8).Add("B", 0.6));
        Assert.Equal(["A"], verdict.Best);
        Assert.Contains(
            "up to no lead shown worse. No forecast that needs no model is shown to be better in R²", verdict.Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWorseThanTrainingStatesUpToALead_IsNotRecommended()
    {
        var verdict = Verdict(Points, new PlantedEnsembles(40).Add("A", 0.7, late: 1.4).Add("B", 0.8));
        Assert.Equal(["A"], Verdict(Points, new PlantedEnsembles(40).Add("A", 0.7).Add("B", 0.8)).Best);
        Assert.DoesNotContain("A", verdict.Best);
        Assert.Contains(
            "A is better than the ensemble of training states, but worse up to 7.000 time units.",
            verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsemblesThatDoNotDiffer_AreBothNamed()
    {
        var verdict = Verdict(
            Points, new PlantedEnsembles(40, Quantity.Density).Add("A", 0.7, scatter: 0).Add("B", 0.7, scatter: 0));
        Assert.Equal(["A", "B"], verdict.Best.Order());
        Assert.Contains(
            "are the best forecasts of the density (aligned frame), by the CRPS of their ensembles, with no difference "
            + "shown between them", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutEnsemble_IsJudgedByR2_AndTheSentenceSaysSo()
    {
        var points = Points.Add(MethodKind.Model, "C", 0.7).Add(MethodKind.Model, "D", 0.2);
        var ensembles = new PlantedEnsembles(40).Add("A", 0.7).Add("B", 1.2).AddDiverged("C").AddDiverged("D");
        var verdict = Verdict(points, ensembles);
        Assert.Equal(["A", "C"], verdict.Best);
        Assert.EndsWith(
            "Without an ensemble, C and D are judged by R² of the shape (aligned frame): C is shown to be better than "
            + "every forecast that needs no model.", verdict.Sentence);
    }

    [Fact]
    public void WithoutScores_TheVerdictFollowsR2()
    {
        Assert.Null(new PlantedEnsembles(40).AddDiverged("A").AddDiverged("B").Analyse());
        Assert.Equal(["B"], SkillVerdict.Of(Points.Analyse(), null).Best);
    }

    [Fact]
    public void TwoRuns_ShowNothing() => Assert.Empty(Verdict(
        new PlantedMethods(2).Add(MethodKind.Model, "A", 0.6, 0.3).AddReferences(0.4),
        new PlantedEnsembles(2).Add("A", 0.9, scatter: 0.3)).Best);

    [Fact]
    public void Comparisons_ArePairedOverRuns_AndHaveTheirLead()
    {
        var analysis = new PlantedEnsembles(40).Add("A", 0.7).Add("B", 0.8).Analyse()!;
        Assert.Equal(
            [("A", null, null), ("B", null, null), ("A", "B", null), ("A", null, 1), ("B", null, 1), ("A", null, 7),
                ("B", null, 7)],
            analysis.Comparisons.Select(one => (one.Model, one.Other, one.Lead?.Time)));
        Assert.All(analysis.Comparisons, one => Assert.Equal(ScoreVerdict.Better, one.Result.Verdict));
        Assert.Equal(ScoreVerdict.Worse, analysis.VerdictOn("B", "A"));
        Assert.Equal(0.3, analysis.Skills["A"].Value!.Value, 0.01);
    }

    private static SkillVerdict Verdict(PlantedMethods points, PlantedEnsembles ensembles) =>
        SkillVerdict.Of(points.Analyse(), ensembles.Analyse());
}
