using System.Text.Json.Nodes;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class ScoreTests
{
    [Fact]
    public void EveryScore_HasANameOfItsOwn_AndIsDescribed()
    {
        Assert.Equal(Score.Known.Count, Score.Known.Select(score => score.Name).Distinct().Count());
        Assert.Equal(Score.Known.Count, Score.Known.Select(score => score.Title).Distinct().Count());
        Assert.All(Score.Known, score => Assert.NotEqual("", score.Description));
    }

    [Fact]
    public void EveryScore_StandsInThePageOfFileFormats()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documentation", "file-formats.md"));
        Assert.All(Score.Known, score => Assert.Contains(score.Name, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Scores_SurviveTheirFile_AndKeepTheirOrder()
    {
        var scores = new ForecastScores
        {
            [Score.R2] = 0.25,
            [Score.ForecastFrames] = 7,
            [Score.R2Lab] = double.NegativeInfinity,
        };
        var json = scores.ToJson();
        var read = ForecastScores.FromJson(JsonNode.Parse(json.ToJsonString()));
        Assert.Equal(Score.All.Select(score => score.Name), json.Select(pair => pair.Key));
        Assert.Equal((0.25, 7), (read[Score.R2], read[Score.ForecastFrames]));
        Assert.Equal(double.NaN, read[Score.R2Lab]); // what is not finite is null in a file
        Assert.Equal(double.NaN, read[Score.Rmse]);
    }

    [Fact]
    public void ScoresOfPlace_AreThereWhereTheyWereComputed_AndMissInAMeanWhereOneMisses()
    {
        var one = new ForecastScores { [Score.R2] = 0.5, [Score.PositionError] = 2, [Score.LabHorizon] = double.NaN };
        var json = one.ToJson();
        Assert.Equal(
            [Score.LabHorizon.Name, Score.PositionError.Name], json.Select(pair => pair.Key).Skip(Score.All.Count));
        var read = ForecastScores.FromJson(JsonNode.Parse(json.ToJsonString()));
        Assert.Equal(json.ToJsonString(), read.ToJson().ToJsonString());
        var other = new ForecastScores { [Score.R2] = 0.5, [Score.PositionError] = 4 };
        Assert.Equal(3, ForecastScores.MeanOf([one, other])[Score.PositionError]);
        var mean = ForecastScores.MeanOf([one, ForecastScores.None(1, 2)]);
        Assert.Equal(double.NaN, mean[Score.PositionError]);
        Assert.True(mean.ToJson().ContainsKey(Score.PositionError.Name));
    }

    [Fact]
    public void ScoresUpToLeads_SurviveTheirFile()
    {
        LeadScore[] scores =
        [
            new(new Lead(1, 10, false), 0.5, 2) { LabR2 = -1, HeldLabR2 = double.NaN, PositionError = 3 },
            new(new Lead(7, 70, true), 0.25, 4),
        ];
        var json = LeadScore.ToJson(scores);
        Assert.Equal(scores, LeadScore.FromJson(JsonNode.Parse(json.ToJsonString())));
        Assert.Equal(
            ["to", "frames", Score.R2.Name, Score.Rmse.Name, "training_horizon"],
            json[1]!.AsObject().Select(pair => pair.Key));
        Assert.Equal((0.5, 2, -1, 3), (
            scores[0][Score.R2], scores[0][Score.Rmse], scores[0][Score.R2Lab], scores[0][Score.PositionError]));
        Assert.Equal(double.NaN, scores[0][Score.R2Pod]);
    }

    [Theory]
    [InlineData("""{"r2_reconstructed": "high"}""")]
    [InlineData("""[1, 2]""")]
    [InlineData("null")]
    public void WhatIsNoScore_IsNotDefined(string json) =>
        Assert.Equal(double.NaN, ForecastScores.FromJson(JsonNode.Parse(json))[Score.R2]);

    // A mean over the runs that have it would flatter the model.
    [Fact]
    public void AScoreThatIsMissingForOneRun_IsMissingInTheMean()
    {
        var mean = ForecastScores.MeanOf(
        [
            new() { [Score.R2] = 0.5, [Score.Rmse] = 1 }, new() { [Score.R2] = 0.7 },
        ]);
        Assert.Equal(0.6, mean[Score.R2], 1e-15);
        Assert.Equal(double.NaN, mean[Score.Rmse]);
    }
}
