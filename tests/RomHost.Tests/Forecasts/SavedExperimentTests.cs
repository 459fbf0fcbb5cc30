using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Experiments;

namespace RomHost.Tests.Forecasts;

/// <summary>An experiment without a model that could forecast is refused with the file that says so.</summary>
public sealed class SavedExperimentTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("romhost-saved-").FullName;

    private string Summary => Path.Combine(folder, "summary.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"M": {"plugin": "mvar", "status": "failed", "parameters": {}}}""")]
    public void WithoutATrainedModel_TheSummaryIsNamed(string? models)
    {
        var error = Assert.Throws<InvalidDataException>(() => Open(models).ModelNamed(null));
        Assert.StartsWith($"{Summary}: expected a trained model, found none; run the experiment again", error.Message);
    }

    [Fact]
    public void AModelThatWasNotTrained_IsRefusedWithTheSummaryAndTheReason()
    {
        var saved = Open(
            """{"M": {"plugin": "mvar", "status": "failed", "message": "no window", "parameters": {}}}""");
        Assert.Equal(
            $"{Summary}: expected a trained model, found M, whose training failed (no window); none was trained",
            Assert.Throws<InvalidDataException>(() => saved.ModelNamed("M")).Message);
    }

    private SavedExperiment Open(string? models)
    {
        var summary = new JsonObject
        {
            ["grid"] = GridFacts.ToJson(new Grid(new Domain(15, 10, Boundary.Periodic), 6, 4)),
            ["config"] = JsonNode.Parse("""
                {
                  "reduction": {
                    "subsample": 2, "transform": "sqrt", "transform_epsilon": 1e-10,
                    "shift_align": "mean", "shift_forecast": "rate"
                  },
                  "evaluation": {"clamp": "negatives", "mass": "none", "lift": "expectation"}
                }
                """),
        };
        if (models is not null) summary["models"] = JsonNode.Parse(models);
        File.WriteAllText(Summary, summary.ToJsonString());
        return SavedExperiment.Open(folder);
    }
}
