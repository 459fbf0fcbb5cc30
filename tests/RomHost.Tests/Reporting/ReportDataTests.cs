using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Reporting.Figures;
using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

public class ReportDataTests
{
    [Fact]
    public void ASummaryNamesNoFolderOutsideItsExperiment()
    {
        var summary = JsonNode.Parse("""
            {"models": {"MVAR": {}, "a/../../../y": {}, "..": {}, ".": {}, "": {}, "a\\..\\b": {}, "C:x": {},
             "nul\u0000": {}}}
            """)!.AsObject();
        Assert.Equal(["MVAR"], ReportData.Models(new ExperimentFolder("/nowhere"), new ExperimentSummary(summary)));
    }

    [Fact]
    public void AMovieOfAnAbsurdGrid_IsRefusedBeforeItIsComposed()
    {
        string root = Directory.CreateTempSubdirectory("romhost-movie-").FullName;
        try
        {
            var run = new RunFolder(root, Split.Test);
            foreach (string path in new[] { run.Density, run.Prediction("M") })
            {
                using var file = Rom.Numerics.Npz.NpzWriter.Create(path, compress: false);
                file.Add<float>("rho", new float[100_000], 1, 1, 100_000);
                file.Add<double>("xgrid", new double[100_000], 100_000);
                file.Add<double>("ygrid", new double[1], 1);
                file.Add<double>("times", new double[1], 1);
                file.Commit();
            }
            Assert.Contains(
                "expected frames of at most",
                Assert.Throws<InvalidDataException>(() => SideBySide.Of(run, ["M"])).Message);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
