using System.Text.Json.Nodes;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class ScoreTests
{
    [Fact]
    public void EveryScore_HasANameOfItsOwn_AndIsDescribed()
    {
        Assert.Equal(Score.All.Count, Score.All.Select(score => score.Name).Distinct().Count());
        Assert.Equal(Score.All.Count, Score.All.Select(score => score.Title).Distinct().Count());
        Assert.All(Score.All, score => Assert.NotEqual("", score.Description));
    }

    [Fact]
    public void EveryScore_StandsInThePageOfFileFormats()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documentation", "file-formats.md"));
        Assert.All(Score.All, score => Assert.Contains(score.Name, page, StringComparison.Ordinal));
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
