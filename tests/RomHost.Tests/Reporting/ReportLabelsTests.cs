using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

public sealed class ReportLabelsTests
{
    [Theory]
    [InlineData(
        "program_lammps_run.py_casering_parameter4.5_s1,program_lammps_run.py_casering_parameter5_s1",
        "parameter4.5 s1,parameter5 s1")]
    [InlineData("ring_s1,ring_s2", "ring s1,ring s2")]
    [InlineData("ring_radius3_s1,uniform_s1", "ring radius3 s1,uniform s1")]
    [InlineData("ring_radius3_s1", "ring radius3 s1")]
    [InlineData("", "")]
    [InlineData("run_000,run_000", "run 000,run 000")]
    public void WordsThatAllBeginWith_AreLeftOut(string labels, string expected) =>
        Assert.Equal(expected.Split(','), ReportLabels.Of(labels.Split(',')));

    [Fact]
    public void LongLabels_AreCut_UnlessTheyWouldBeEqual()
    {
        static string Many(char letter, int count) => new(letter, count);
        Assert.Equal(
            [$"{Many('a', 20)}…{Many('a', 18)}1", $"{Many('b', 20)}…{Many('b', 18)}2"],
            ReportLabels.Of([Many('a', 60) + "1", Many('b', 60) + "2"]));
        string[] alike = [$"{Many('a', 30)}1{Many('a', 30)}", $"{Many('a', 30)}2{Many('a', 30)}"];
        Assert.Equal(alike, ReportLabels.Of(alike));
    }

    [Fact]
    public void NoLabels_AreNone() => Assert.Empty(ReportLabels.Of([]));
}
