using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class LeadTests
{
    [Fact]
    public void OfTwoHundredTimeUnits_TheyAreOneToAHundred_AndTheEndOfTheTrainingRuns()
    {
        double[] times = [.. Enumerable.Range(0, 1667).Select(k => k * 0.12)];
        var leads = Lead.Of(times, 5, 19.92);
        Assert.Equal(
            [1, 2, 5, 10, 20, 50, 100], leads.Where(lead => !lead.IsTrainingHorizon).Select(lead => lead.Time));
        Assert.Equal(8, leads[0].Frames); // 8 · 0.12 = 0.96
        var horizon = Assert.Single(leads, lead => lead.IsTrainingHorizon);
        Assert.Equal(19.92 - 0.48, horizon.Time, 1e-12);
        Assert.Equal(162, horizon.Frames);
    }

    [Fact]
    public void AFrameThatMissesALeadByRounding_CountsToIt()
    {
        double[] times = [.. Enumerable.Range(0, 60).Select(k => k * 0.1)]; // 30 · 0.1 is a little more than 3
        Assert.Equal(10, Lead.Of(times, 21, 0).Single(lead => lead.Time == 1).Frames);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(3.7e9)]
    public void TheyFollowTheUnitOfTime(double unit)
    {
        double[] times = [.. Enumerable.Range(0, 101).Select(k => k * unit)];
        var leads = Lead.Of(times, 1, 30 * unit);
        Assert.InRange(leads.Count, 5, 9);
        Assert.All(leads, lead => Assert.InRange(lead.Frames, 1, 99));
        Assert.Equal(
            leads.Where(lead => !lead.IsTrainingHorizon).OrderBy(lead => lead.Time), leads.Take(leads.Count - 1));
    }

    [Fact]
    public void RunsOfOtherLengths_ShareTheirLeads()
    {
        double[] times = [.. Enumerable.Range(0, 200).Select(k => k * 0.007)];
        double[] whole = [.. Lead.Of(times, 1, 0).Select(lead => lead.Time)];
        double[] half = [.. Lead.Of(times.AsSpan(0, 100), 1, 0).Select(lead => lead.Time)];
        Assert.True(half.Intersect(whole).Count() >= 4);
    }

    [Fact]
    public void TrainingRunsThatLastLongerThanTheTest_AddNoLead() =>
        Assert.DoesNotContain(Lead.Of([0, 1, 2, 3], 1, 5), lead => lead.IsTrainingHorizon);
}
