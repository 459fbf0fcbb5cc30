using System.Text.Json.Nodes;
using Rom.Analysis.Contests;
using RomHost.Pipeline;
using RomHost.Reporting;
using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

public class ContestTextTests
{
    // Infinite ends are stored as null, so a report that was read has others than one that was made.
    [Fact]
    public void OneProcess_HasNoInterval_AndNoWinner()
    {
        var report = ContestReport.FromJson(Report(processes: 1, time: 3).ToJson());
        using var output = new StringWriter();
        ContestText.Write(report, output);
        string text = output.ToString();
        Assert.Contains("one step: not decided: A, B (3 rounds in 1 process)", text, StringComparison.Ordinal);
        Assert.Contains(
            "B and A: inconclusive, B takes 3.000 times as long (no interval)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    // A verdict that was not reached, or was withdrawn by a doubt, does not show a tie.
    [Theory]
    [InlineData(1, 1, "not decided: A, B", "measurement does not tell which of A, B")]
    [InlineData(4, 1, "tied: A, B", "statistically tied")]
    [InlineData(4, 3, "A is the fastest", "A takes the fastest steps")]
    public void TheFastest_AreTiedOnlyWhereTheyAreEquivalent(int processes, double time, string winner, string verdict)
    {
        var report = Report(processes, time);
        Assert.Equal(winner, ContestText.Winner(report.Cases[0]));
        var summary = JsonNode.Parse(
            """{"models": {"A": {"test_metrics": {"r2_reconstructed": 0.9, "r2_pod": 0.95}}}}""")!.AsObject();
        Assert.Contains(verdict, ReportVerdict.Of(new ExperimentSummary(summary), report), StringComparison.Ordinal);
    }

    // All of three processes may be faster than all of three others by chance: one case in ten.
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void ExperimentsOfFewProcesses_CannotBeCompared(int processes, bool isUnknown)
    {
        var comparison = ExperimentComparison.Of(Report(processes, 1), Report(processes, 9));
        Assert.Equal(2, comparison.Rows.Count);
        Assert.Equal(isUnknown ? 1 : 0, comparison.Unknown.Count(row => row.Model == "B"));
        Assert.Equal(isUnknown ? 0 : 1, comparison.SlowerBy(0.05).Count(row => row.Model == "B"));
        using var output = new StringWriter();
        comparison.Write(output);
        Assert.Equal(isUnknown, output.ToString().Contains("no interval      inconclusive", StringComparison.Ordinal));
    }

    private static ContestReport Report(int processes, double time)
    {
        double[][] seconds =
            [.. Enumerable.Range(0, 3 * processes).Select(k => new[] { 1, time * (1 + 1e-3 * (k / 3)), 1 })];
        var rounds = new ContestRounds(["A", "B", "A"], seconds, [1, 1, 1], [0, 0, 0], 0, "rounds")
        {
            RoundsPerRepetition = [.. Enumerable.Repeat(3, processes)],
            Processes = processes,
        };
        var settings = new ContestSettings();
        return new ContestReport(settings, [CaseResult.Of(CaseResult.OneStep, rounds, settings)]);
    }
}
