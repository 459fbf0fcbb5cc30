using Rom.Forecasting.Forecasts;

namespace RomHost.Tests.Forecasts;

/// <summary>The frames that a forecast uses are the last ones at the time step of the models.</summary>
public sealed class FrameSelectionTests
{
    private const string Source = "frames.npz";

    [Theory]
    [InlineData(0.3, 3, 3, 0.3, 5, new[] { 2, 3, 4 })]
    [InlineData(0.3, 3, 3, 0.1, 10, new[] { 3, 6, 9 })]
    [InlineData(0.3, 3, 3, 0.1, 9, new[] { 2, 5, 8 })]     // counted back from the last
    [InlineData(0.3, 3, 10, 0.1, 9, new[] { 2, 5, 8 })]
    [InlineData(0.3, 2, 10, 0.1, 10, new[] { 0, 3, 6, 9 })] // the history, as far as it is allowed
    [InlineData(0.3, 2, 3, 0.1, 10, new[] { 3, 6, 9 })]
    [InlineData(0.3, 1, 1, 0.1, 1, new[] { 0 })]            // one frame has no step
    public void Frames_AreCountedBackFromTheLast(
        double timeStep, int lag, int most, double step, int frames, int[] expected) =>
        Assert.Equal(expected, Select(timeStep, lag, most, [.. Enumerable.Range(0, frames).Select(t => 7 + t * step)]));

    [Fact]
    public void TimesOfSinglePrecision_AreTheSameStep() => Assert.Equal(
        [96, 98, 100], Select(0.08, 3, 3, [.. Enumerable.Range(0, 101).Select(t => (double)(float)(100 + 0.04 * t))]));

    // At 1000 single precision rounds to a sixteen-thousandth: ten times a hundredth miss a tenth by ten roundings.
    [Fact]
    public void FinerTimesOfSinglePrecision_AreTakenByTheStepOfTheModels_NotByMultiplesOfTheirOwn() => Assert.Equal(
        [77, 87, 97], Select(0.1, 3, 3, [.. Enumerable.Range(0, 98).Select(t => (double)(float)(1000 + 0.01 * t))]));

    [Fact]
    public void HistoryEndsAtAGap_AndAGapInTheWindowIsRefused()
    {
        double[] times = [0, 1, 2, 10, 11, 12];
        Assert.Equal([3, 4, 5], Select(1, 2, 10, times));
        Assert.Equal([3, 4, 5], Select(1, 3, 10, times));
        Assert.Contains("found 8.000 from frame 2 to frame 3", Refused(1, 4, 10, times), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, 0.2, "expected frames 0.3000 time units apart, the step of the models, or a whole fraction")]
    [InlineData(0.3, 0.6, "found 0.6000 between the last two")]
    [InlineData(0.3, 300, "found 300.0 between the last two")]
    public void AnotherStep_IsRefusedWithBothValues(double timeStep, double step, string expected) =>
        Assert.Contains(expected, Refused(timeStep, 2, 2, [0, step, 2 * step, 3 * step]), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "expected at least 3 frames, for the window of 3 states that the model needs, found 2")]
    [InlineData(1, "expected at least 3 frames, for the window of 3 states that the model needs, found 1")]
    [InlineData(0, "expected frames, found none")]
    public void TooFewFrames_AreRefusedWithTheNumber(int frames, string expected) =>
        Assert.Contains(
            expected, Refused(1, 3, 3, [.. Enumerable.Range(0, frames).Select(t => (double)t)]),
            StringComparison.Ordinal);

    [Fact]
    public void TooFewFramesOfAFinerStep_AreRefusedWithTheNumberOfThose() => Assert.Contains(
        "expected at least 9 frames, for the window of 3 states that the model needs at every 4 frames, found 8",
        Refused(1, 3, 3, [.. Enumerable.Range(0, 8).Select(t => 0.25 * t)]), StringComparison.Ordinal);

    private static int[] Select(double timeStep, int lag, int most, double[] times) =>
        new FrameSelection(timeStep, lag, most).Of(times, Source);

    private static string Refused(double timeStep, int lag, int most, double[] times) =>
        Assert.Throws<InvalidDataException>(() => Select(timeStep, lag, most, times)).Message;
}
