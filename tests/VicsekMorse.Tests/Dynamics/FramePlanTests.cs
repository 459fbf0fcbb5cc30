using VicsekMorse.Dynamics;

namespace VicsekMorse.Tests.Dynamics;

public class FramePlanTests
{
    [Theory]
    [InlineData(20, 0.04, 1, 501)]
    [InlineData(200, 0.04, 1, 5001)]
    [InlineData(20, 0.04, 3, 167)]
    [InlineData(0.3, 0.1, 1, 4)]
    [InlineData(0.7, 0.1, 1, 8)]
    [InlineData(0.39, 0.1, 1, 4)]
    [InlineData(0, 0.1, 1, 1)]
    [InlineData(0.05, 0.1, 1, 1)]
    public void FrameCount_IsWholeStepsAndTheInitialState(double duration, double dt, int saveEvery, int expected) =>
        Assert.Equal(expected, new FramePlan(duration, dt, saveEvery).FrameCount);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void ADurationThatCannotBe_IsRefused(double duration) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramePlan(duration, 0.04, 1));

    [Fact]
    public void TooManyFrames_AreRefusedInAShortSentenceWithTheCure() => Assert.Equal(
        "expected at most 2147483591 frames, found 3E+300; raise dt or save_every, or lower the duration",
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramePlan(3, 1e-300, 1)).Message);

    [Fact]
    public void Times_AreMultiplesOfTheInterval()
    {
        var plan = new FramePlan(20, 0.04, 5);
        Assert.Equal(0, plan.TimeOf(0));
        Assert.Equal(20, plan.TimeOf(plan.FrameCount - 1), 1e-12);
    }
}
