using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Skill;
using RomHost.Evaluation.Statistics;

namespace RomHost.Tests.Evaluation.Skill;

public sealed class SkillAnalysisTests
{
    [Fact]
    public void Skill_IsZeroForTheBetterClimatology_AndOneForTheCeiling()
    {
        var analysis = new PlantedMethods(40).Add(MethodKind.Model, "HALF", 0.6).AddReferences(0.4)
            .Add(MethodKind.Ceiling, "ceiling", 0.8).Analyse();
        Assert.Equal(Reference.ClimatologyDensity.Name, analysis.Climatology!.Name);
        foreach (var score in new[] { Score.R2, Score.Rmse })
        {
            Assert.Equal(0, Skill(analysis, Reference.ClimatologyDensity.Name, score).Value!.Value, 1e-12);
            Assert.Equal(1, Skill(analysis, "ceiling", score).Value!.Value, 1e-12);
        }
        var half = Skill(analysis, "HALF", Score.R2);
        Assert.InRange(half.Value!.Value, half.Low!.Value, half.High!.Value);
        Assert.Equal(0.5, half.Value.Value, 0.02);
    }

    [Fact]
    public void WithNothingToWin_ThereIsNoSkill()
    {
        var analysis = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.975).AddReferences(0.97)
            .Add(MethodKind.Ceiling, "ceiling", 0.98).Analyse();
        var skill = Skill(analysis, "A", Score.R2);
        Assert.Equal((null, ScoreEstimate.NothingToWin), (skill.Value, skill.Reason));
    }

    [Fact]
    public void WithoutACeiling_TheReasonIsSaid()
    {
        var skill = Skill(
            new PlantedMethods(12).Add(MethodKind.Model, "A", 0.5).AddReferences(0.4).Analyse(), "A", Score.R2);
        Assert.Equal((null, SkillAnalysis.NoCeiling), (skill.Value, skill.Reason));
    }

    [Fact]
    public void FamiliesAndLeads_AreThoseOfTheRuns()
    {
        var method = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.5).AddReferences(0.4)
            .Add(MethodKind.Ceiling, "ceiling", 0.8).Analyse().Methods[0];
        Assert.Equal(["ring", "uniform"], method.Families.Keys);
        Assert.Equal(20, method.Families["ring"].Means[Score.R2].Runs);
        Assert.Equal([new LeadKey(1, false), new LeadKey(7, true)], method.Leads.Select(lead => lead.Lead));
        Assert.Equal(40, method.Leads[0].Part.Means[Score.R2].Runs);
        Assert.Equal(method.Means[Score.R2].Value, method.Leads[0].Part.Means[Score.R2].Value);
    }

    // A model may have the name of a reference.
    [Fact]
    public void Names_AreThoseOfTheirKind()
    {
        var analysis = new PlantedMethods(20).Add(MethodKind.Model, "climatology", 0.9).AddReferences(0.4).Analyse();
        Assert.Equal(5, analysis.Methods.Count);
        Assert.All(analysis.Comparisons, one => Assert.Equal(ScoreVerdict.Better, one.Verdict));
        Assert.Equal(["climatology"], SkillVerdict.Of(analysis).Best);
    }

    private static ScoreEstimate Skill(SkillAnalysis analysis, string method, Score score) =>
        analysis.Methods.First(one => one.Method.Name == method).Skills[score];
}
