using RomHost.Evaluation;
using RomHost.Evaluation.References;
using RomHost.Evaluation.Skill;

namespace RomHost.Tests.Evaluation.Skill;

public sealed class SkillDoubtsTests
{
    [Theory]
    [InlineData(40, 0, false, 0.8)]
    [InlineData(9, 0, false, 0.8, "9 test runs cannot tell much")]
    [InlineData(
        40, 0, true, 0.8, "90.00 % of the forecast frames lie beyond the end of the training runs, 20.00 time units")]
    [InlineData(40, 4, false, 0.8)]
    [InlineData(40, 5, false, 0.8, "5 of 40 test windows are further from every training window")]
    [InlineData(
        4, 0, false, 0.425, "4 test runs cannot tell much",
        "it is not shown that there is anything to win: climatology_density has R² 0.")]
    [InlineData(40, 0, false, 0.41, "there is nothing to win: climatology_density has R² 0.")]
    public void EachIsSaid_WhereItApplies(int runs, int far, bool isLong, double ceiling, params string[] expected)
    {
        var analysis = new PlantedMethods(runs).Add(MethodKind.Model, "A", 0.4).AddReferences(0.4)
            .Add(MethodKind.Ceiling, "ceiling", ceiling).Analyse();
        var leads = new[] { new LeadScore(new Lead(20, 10, isLong), 0.5, 1) };
        var references = Enumerable.Range(0, runs).Select(run => new ReferenceFacts(
            new Dictionary<string, ScoredForecast> { ["climatology"] = new(new ForecastScores(), leads) }, null, 100,
            run < far));
        var doubts = SkillDoubts.Of(analysis, [.. references], lacksVariance: false);
        Assert.Equal(expected.Length, doubts.Count);
        foreach (var (doubt, text) in doubts.Zip(expected)) Assert.StartsWith(text, doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void AMeanDensityFarAboveThatOfTheMeanState_IsADoubt_WhereForecastsAreLiftedFromStates(
        bool lacksVariance, int count)
    {
        // The mean density has 0.4, that of the mean state 0.3.
        var analysis = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.4).AddReferences(0.4)
            .Add(MethodKind.Ceiling, "ceiling", 0.8).Analyse();
        var doubts = SkillDoubts.Of(analysis, [.. Enumerable.Repeat<ReferenceFacts?>(null, 40)], lacksVariance);
        Assert.Equal(count, doubts.Count);
        Assert.All(
            doubts, doubt => Assert.EndsWith("set evaluation.lift: expectation", doubt, StringComparison.Ordinal));
    }

    [Fact]
    public void JumpsOfTheShiftInTestRuns_AreCounted()
    {
        var analysis = new PlantedMethods(40).Add(MethodKind.Model, "A", 0.4).AddReferences(0.4)
            .Add(MethodKind.Ceiling, "ceiling", 0.8).Analyse();
        IReadOnlyList<string> Doubts(int? jumps) => SkillDoubts.Of(
            analysis,
            [
                .. Enumerable.Range(0, 40).Select(run =>
                    new ReferenceFacts(new Dictionary<string, ScoredForecast>(), null, 100, false)
                    {
                        ShiftJumps = run % 2 == 0 ? jumps : 0,
                    }),
            ],
            lacksVariance: false);
        Assert.Empty(Doubts(0));
        Assert.Empty(Doubts(null));
        Assert.StartsWith(
            "in 60 of 4000 forecast frames of the test runs the shift jumps", Assert.Single(Doubts(3)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutReferences_TheNumberOfRunsIsDoubtedAllTheSame()
    {
        var analysis = new PlantedMethods(3).Add(MethodKind.Model, "A", 0.4).Analyse();
        Assert.Single(SkillDoubts.Of(analysis, [null, null, null], lacksVariance: true));
    }
}
