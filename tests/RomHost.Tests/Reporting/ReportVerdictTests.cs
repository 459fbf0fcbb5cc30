using System.Text.Json.Nodes;
using RomHost.Evaluation;
using RomHost.Pipeline;
using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

public sealed class ReportVerdictTests
{
    // A forecast whose mass is corrected may score above the truth seen through the modes, which is not corrected.
    [Theory]
    [InlineData("0.9653", "0.9702")]
    [InlineData("0.9702", "0.9653")]
    public void TheCeiling_IsNoBound(string r2, string ceiling)
    {
        var scores = new JsonObject { ["r2_reconstructed"] = JsonNode.Parse(r2), ["r2_pod"] = JsonNode.Parse(ceiling) };
        var summary = new JsonObject
        {
            ["models"] = new JsonObject { ["A"] = new JsonObject { ["test_metrics"] = scores } },
        };
        string verdict = ReportVerdict.Of(new ExperimentSummary(summary), null);
        Assert.StartsWith($"A forecasts best, with R² = {r2} (ceiling {ceiling}).", verdict);
    }

    [Theory]
    [InlineData(1, "A forecasts best,")]
    [InlineData(2, "A and B forecast best,")]
    [InlineData(3, "A, B and C forecast best,")]
    [InlineData(4, "A, B, C and D forecast best,")]
    public void ModelsOfNearlyTheSameScore_AreListed(int count, string expected)
    {
        var models = new JsonObject();
        foreach (string name in new[] { "A", "B", "C", "D" }.Take(count))
            models[name] = new JsonObject { ["test_metrics"] = new JsonObject { [Score.R2.Name] = 0.9 } };
        Assert.StartsWith(
            expected, ReportVerdict.Of(new ExperimentSummary(new JsonObject { ["models"] = models }), null));
    }
}
