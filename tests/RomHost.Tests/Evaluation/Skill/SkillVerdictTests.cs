using RomHost.Evaluation;
using RomHost.Evaluation.Skill;

namespace RomHost.Tests.Evaluation.Skill;

public sealed class SkillVerdictTests
{
    [Fact]
    public void AModelThatBeatsEveryReference_IsTheBestShapeForecast_WithItsScoreInTheLabFrame()
    {
        var verdict = Verdict(
            new PlantedMethods(40).Add(MethodKind.Model, "A", 0.6).Add(MethodKind.Model, "B", 0.3).AddReferences(0.4)
                .Add(MethodKind.Ceiling, "ceiling", 0.8));
        Assert.Equal(["A"], verdict.Best);
        Assert.StartsWith("A is the best shape forecast (aligned frame): R² 0.5", verdict.Sentence);
        Assert.Contains("skill 0.", verdict.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(
            "In the lab frame, where the shift is not forecast, its R² is −1.000, that of the mean density −0.1000.",
            verdict.Sentence);
    }

    [Fact]
    public void AForecastOfTheShift_StandsBesideTheLastKnownOne_AlsoUpToLeads()
    {
        var methods = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.6, lab: -0.2, held: -0.7)
            .Add(MethodKind.Model, "B", 0.3).AddReferences(0.4);
        var analysis = methods.Analyse();
        Assert.EndsWith(
            "In the lab frame, with the forecast shift, its R² is −0.2000, with the last known one −0.7000, that of "
            + "the mean density −0.1000.", SkillVerdict.Of(analysis).Sentence);
        var (a, b) = (analysis.Methods[0], analysis.Methods[1]);
        Assert.Equal(-0.7, a.Means[Score.R2LabHeld].Value!.Value, 1e-12);
        Assert.Null(b.Means[Score.R2LabHeld].Value);
        Assert.DoesNotContain(Score.PositionError, a.Means.Keys); // no method has it
        Assert.Equal(-0.2, a.Leads[0].Part.Means[Score.R2Lab].Value!.Value, 1e-12);
        Assert.DoesNotContain(
            Score.R2Lab, new PlantedMethods(12).Add(MethodKind.Model, "A", 0.6).AddReferences(0.4).Analyse()
                .Methods[0].Leads[0].Part.Means.Keys);
    }

    [Theory]
    [InlineData(0.4)] // as good as the climatology
    [InlineData(0.37)] // worse than it, better than the others
    [InlineData(-5)]
    public void AModelThatDoesNot_IsNotRecommended(double r2)
    {
        var verdict = Verdict(new PlantedMethods(40).Add(MethodKind.Model, "A", r2).AddReferences(0.4));
        Assert.Empty(verdict.Best);
        Assert.StartsWith("No model is shown to forecast the shape better", verdict.Sentence);
        Assert.Contains(", and climatology_density 0.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoRuns_ShowNothing_HoweverHighTheScore()
    {
        var verdict = Verdict(new PlantedMethods(2).Add(MethodKind.Model, "A", 0.5, 0.3).AddReferences(0.4));
        Assert.Empty(verdict.Best);
    }

    [Fact]
    public void ModelsThatDoNotDiffer_AreBothNamed()
    {
        var verdict = Verdict(
            new PlantedMethods(40).Add(MethodKind.Model, "A", 0.6, 0).Add(MethodKind.Model, "B", 0.6, 0)
                .Add(MethodKind.Model, "C", 0.6, 0).AddReferences(0.4));
        Assert.Equal(["A", "B", "C"], verdict.Best.Order());
        Assert.Contains("are the best shape forecasts (aligned frame), with no difference shown", verdict.Sentence);
    }

    [Fact]
    public void WithoutReferences_NothingIsRecommended()
    {
        var verdict = Verdict(new PlantedMethods(40).Add(MethodKind.Model, "A", 0.9));
        Assert.Empty(verdict.Best);
        Assert.Contains("evaluation.references is false", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ForecastsOfAConstantTruth_HaveNoR2_AndTheSentenceNamesReasonAndRemedy()
    {
        var scores = new ForecastScores { [Score.Rmse] = 0.1 };
        var constant = new ForecastMethod(MethodKind.Model, "A", "A", [new(scores, []), new(scores, [])]);
        var verdict = SkillVerdict.Of(SkillAnalysis.Of(["ring", "ring"], [constant], margin: 0.02, seed: 1));
        Assert.Empty(verdict.Best);
        Assert.Contains("the true density of a test run is constant", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("Read the RMSE, or test with runs that change", verdict.Sentence, StringComparison.Ordinal);
        var failed = new ForecastMethod(MethodKind.Model, "A", "A", [null, null]);
        Assert.Equal(
            SkillVerdict.NoForecast,
            SkillVerdict.Of(SkillAnalysis.Of(["ring", "ring"], [failed], margin: 0.02, seed: 1)).Sentence);
    }

    private static SkillVerdict Verdict(PlantedMethods methods) => SkillVerdict.Of(methods.Analyse());
}
