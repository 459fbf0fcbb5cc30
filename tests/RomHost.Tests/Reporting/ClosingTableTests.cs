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
}
