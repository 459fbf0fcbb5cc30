using RomHost.Evaluation;
using RomHost.Selection;

namespace RomHost.Tests.Selection;

public sealed class OneStandardErrorRuleTests
{
    [Fact]
    public void MeanAndStandardError_AreThoseOfTheRunsWithAScore()
    {
        var facts = Ok(1, 2, double.NaN, 3, 6);
        Assert.Equal((4, 3.0), (facts.Runs, facts.Mean));
        Assert.Equal(Math.Sqrt(14.0 / 3 / 4), facts.StandardError, 1e-15); // R: sd(c(1, 2, 3, 6)) / sqrt(4)
        Assert.Equal(0, Ok(2).StandardError);
    }

    [Fact]
    public void TheFirstWithinOneStandardErrorOfTheBest_IsChosen()
    {
        // The best is 0.9 ± 0.1.
        CandidateFacts[] candidates = [Ok(0.79), Ok(0.81), Ok(0.8, 1.0), Ok(0.85)];
        Assert.Equal(1, OneStandardErrorRule.Choose(candidates, ScoreDirection.Higher));
        Assert.Equal(2, OneStandardErrorRule.BestOf(candidates, ScoreDirection.Higher));
    }

    [Fact]
    public void OfErrors_TheLowestIsBest()
    {
        CandidateFacts[] candidates = [Ok(0.31), Ok(0.29), Ok(0.1, 0.3)];
        Assert.Equal(1, OneStandardErrorRule.Choose(candidates, ScoreDirection.Lower));
    }

    [Fact]
    public void CandidatesWithoutAScore_AreNotChosen()
    {
        var rejected = new CandidateFacts(CandidateStatus.Rejected, "it grows", null, [1, 1]);
        var failed = CandidateFacts.None(CandidateStatus.Failed, "no device");
        Assert.Equal(2, OneStandardErrorRule.Choose([rejected, failed, Ok(0.1, 0.3)], ScoreDirection.Higher));
        Assert.Null(OneStandardErrorRule.Choose([rejected, failed], ScoreDirection.Higher));
        Assert.Null(OneStandardErrorRule.Choose([], ScoreDirection.Higher));
    }

    [Fact]
    public void OfEqualMeans_TheFirstIsChosen() =>
        Assert.Equal(0, OneStandardErrorRule.Choose([Ok(1, 1), Ok(1, 1)], ScoreDirection.Higher));

    [Fact]
    public void Facts_ReadBackAsTheyWereWritten()
    {
        var facts = new CandidateFacts(CandidateStatus.Rejected, "it grows", null, [1, double.NaN, -0.1]);
        var read = CandidateFacts.FromJson(facts.ToJson());
        Assert.Equal((facts.Status, facts.Message, facts.Stack), (read.Status, read.Message, read.Stack));
        Assert.Equal(facts.Scores, read.Scores);
    }

    private static CandidateFacts Ok(params double[] scores) => new(CandidateStatus.Ok, null, null, scores);
}
