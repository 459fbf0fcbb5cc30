using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Tests.Reporting;

public sealed class ClosingTableTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("romhost-closing-");

    public void Dispose() => root.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AReport_IsNamedWhereThereIsOne(bool hasReport)
    {
        var folder = new ExperimentFolder(root.FullName);
        if (hasReport) File.WriteAllText(folder.Report, "");
        var output = new StringWriter();
        ClosingTable.Write(output, new ExperimentSummary(new JsonObject { ["models"] = new JsonObject() }), folder);
        Assert.Equal(hasReport, output.ToString().Contains("Report: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhereShiftsAreForecast_TheLabFrameHasItsLine(bool isForecast)
    {
        var scores = new JsonObject { ["r2_reconstructed"] = 0.5, ["r2_lab"] = -0.25 };
        if (isForecast) scores["r2_lab_held"] = -1;
        var summary = new ExperimentSummary(new JsonObject
        {
            ["models"] = new JsonObject { ["M"] = new JsonObject { ["status"] = "ok", ["test_metrics"] = scores } },
        });
        var output = new StringWriter();
        ClosingTable.Write(output, summary, new ExperimentFolder(root.FullName));
        Assert.Equal(
            isForecast, output.ToString().Contains("R² in the lab frame: M −0.2500.", StringComparison.Ordinal));
    }
}
