using RomHost.Reporting.Html;

namespace RomHost.Tests.Reporting;

public sealed class BreakEvenTests
{
    [Fact]
    public void ACostIsRepaid_ByWhatEachForecastSaves()
    {
        var even = new BreakEven(RunSeconds: 0.11, ForecastSeconds: 0.01, TrainingSeconds: 2, SharedSeconds: 8.05);
        Assert.Equal((20, 101), (even.OfTraining, even.OfEverything));
    }

    [Fact]
    public void AForecastThatTakesLongerThanARun_RepaysNothing() =>
        Assert.Equal(double.PositiveInfinity, new BreakEven(0.01, 0.02, 1, 1).OfTraining);
}
