using System.Text.Json.Nodes;
using RomHost.Evaluation.Skill;
using RomHost.Pipeline;
using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

public sealed class ReportVerdictTests
{
    [Fact]
    public void ItBeginsWithWhatTheForecastsAreWorth()
    {
        var summary = new JsonObject
        {
            ["models"] = new JsonObject { ["A"] = Model(0.9) },
            ["forecast_skill"] = new JsonObject { ["verdict"] = "No model is shown to be better." },
        };
        Assert.Equal(
            "No model is shown to be better. What a forecast costs was not measured.",
            ReportVerdict.Of(new ExperimentSummary(summary), null));
    }

    // A summary of an earlier version, or of a stranger.
    [Theory]
    [InlineData("""{"models": {"A": {"test_metrics": {"r2_reconstructed": 0.99}}}}""")]
    [InlineData("""{"models": {"A": {"test_metrics": {"r2_reconstructed": 0.99}}}, "forecast_skill": [1]}""")]
    public void AHighScoreAlone_RecommendsNothing(string summary) => Assert.StartsWith(
        "What the forecasts are worth is not in this summary",
        ReportVerdict.Of(new ExperimentSummary(JsonNode.Parse(summary)!.AsObject()), null));

    [Fact]
    public void WithoutForecasts_ThereIsNothingToShow() => Assert.Equal(
        "No model has a forecast to show: the message of each says why.",
        ReportVerdict.Of(
            new ExperimentSummary(new JsonObject { ["models"] = new JsonObject { ["A"] = new JsonObject() } }), null));

    [Fact]
    public void WhereTheTruthIsConstant_TheReasonIsNamed_AndWhatToReadInstead() => Assert.Equal(
        SkillVerdict.NoVariance,
        ReportVerdict.Of(
            new ExperimentSummary(new JsonObject
            {
                ["models"] = new JsonObject
                {
                    ["A"] = new JsonObject { ["test_metrics"] = new JsonObject { ["rmse_recon"] = 0.1 } },
                },
            }), null));

    // CRPS is a score where R² is none.
    [Fact]
    public void WhereNoModelHasR2_TheVerdictOfTheSummaryCounts() => Assert.Equal(
        "A is the best forecast by CRPS.",
        ReportVerdict.Of(
            new ExperimentSummary(new JsonObject
            {
                ["models"] = new JsonObject { ["A"] = new JsonObject() },
                ["forecast_skill"] = new JsonObject { ["verdict"] = "A is the best forecast by CRPS." },
            }), null));

    private static JsonObject Model(double r2) =>
        new() { ["test_metrics"] = new JsonObject { ["r2_reconstructed"] = r2 } };
}
